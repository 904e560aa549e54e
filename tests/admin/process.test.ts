import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AdminOption, AdminServer } from "@aiwhisperer/protocol/admin";
import { describe, expect, it } from "vitest";
import { runCli, startCli } from "../cli/cli-process.ts";
import { startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { ask, readAudit } from "./support/admin-server.ts";

const byNobody = { token: "" };
const post = { method: "POST", ...byNobody } as const;

describe("aiwhisperer serve", () => {
  it("drains at an admin's request as at a signal, ends with 0, and the next process resumes", async () => {
    const first = await startServing(["--drain-grace-ms", "1"]);
    const chat = startCli(["chat", "--url", first.url, "slowly count to 5"]);
    await chat.waitFor(/1, 2, /);
    expect((await ask(`${first.url}/admin/api/drain`, post)).status).toBe(202);
    expect(await first.cli.ended).toMatchObject({ code: 0, signal: null });
    expect(first.cli.stdout).toContain("Ending once the answers that are coming have ended");
    const auditPath = join(first.dataDir, "admin-audit.jsonl");
    expect((await stat(auditPath)).mode & 0o777).toBe(0o600);
    expect(await readAudit(auditPath)).toMatchObject([
      { action: "drain", userId: "local", address: "127.0.0.1", outcome: "begun" },
      { action: "drain", userId: "local", address: "127.0.0.1", outcome: "done" },
    ]);
    const port = new URL(first.url).port;
    const second = startCli(["serve", "--trust-local", "--port", port, "--data-dir", first.dataDir]);
    expect((await chat.ended).code).toBe(0);
    expect(chat.stdout).toMatch(/1, 2, 3, 4, 5\D*$/);
    await second.waitFor(/listens on/);
    const { records, isStored } = (await ask(`${first.url}/admin/api/audit`, byNobody)).json;
    expect({ records, isStored }).toMatchObject({
      records: [{ action: "drain", outcome: "done" }],
      isStored: true,
    });
  });

  it("lets running answers end while it drains, is not ready meanwhile, and ends at once at a signal", async () => {
    const { cli, url } = await startServing();
    const chat = startCli(["chat", "--url", url, "slowly count to 500"]);
    await chat.waitFor(/1, 2, /);
    await ask(`${url}/admin/api/drain`, post);
    await cli.waitFor(/Ending once the answers that are coming have ended/);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await ask(`${url}/admin/api/server`, byNobody)).json).toMatchObject({
      isDraining: true,
      runningTurns: 1,
    } satisfies Partial<AdminServer>);
    expect((await ask(`${url}/admin/api/drain`, post)).status).toBe(409);
    await chat.waitFor(/, 6, /);
    cli.kill("SIGTERM");
    expect((await cli.ended).code).toBe(143);
  });

  it("logs at the level that an admin sets, plug-ins included", async () => {
    const plugin = join(await temporaryFolder(), "listener.ts");
    await writeFile(
      plugin,
      `export const plugin = {
        name: "listener",
        register({ delegates, logger }) {
          const handle = () => logger.debug("a session was heard");
          delegates.register({ name: "listener", events: ["ai_loop.session_started"], handle });
        },
      };`,
    );
    const { cli, url } = await startServing(["--plugin", plugin]);
    await runCli(["chat", "--url", url, "hello"]);
    await ask(`${url}/admin/api/log-level`, { ...byNobody, method: "PUT", body: '{"level":"debug"}' });
    expect(cli.stderr).not.toContain("a session was heard");
    await runCli(["chat", "--url", url, "hello"]);
    await cli.waitFor(/"plugin":"listener","msg":"a session was heard"/, "stderr");
    await cli.waitFor(/"method":"interactive.startSession"/, "stderr");
  });

  it("has what admins did in its log alone where it keeps nothing on the disk", async () => {
    const { cli, url, dataDir } = await startServing(["--durability", "none", "--log-level", "silent"]);
    await ask(`${url}/admin/api/log-level`, { ...byNobody, method: "PUT", body: '{"level":"error"}' });
    await cli.waitFor(/"audit":\{"action":"set_log_level".*"outcome":"done"/, "stderr");
    expect((await ask(`${url}/admin/api/audit`, byNobody)).json).toMatchObject({
      isStored: false,
      records: [{ target: "error", outcome: "done" }],
    });
    expect(await readdir(dataDir)).not.toContain("admin-audit.jsonl");
  });

  it("shows its configuration with the source of each value, and no secret", async () => {
    const secret = "hunter2-hunter2-hunter2-hunter2-hunter2";
    const env = {
      AIWHISPERER_TOKEN_SECRET: secret,
      AIWHISPERER_TOKEN_ISSUER: "https://id.example",
      OPENAI_API_KEY: `sk-${secret}`,
      OPENAI_BASE_URL: `https://ann:${secret}@proxy.example/v1`,
      OLLAMA_BASE_URL: `http://127.0.0.1:11434/?key=${secret}`,
      AIWHISPERER_MAX_BATCH: "8",
    };
    const args = ["--api-keys", "--max-admin-rows", "7"];
    const { url, dataDir } = await startServing(args, { env });
    const keys = ["keys", "create", "--user", "ada", "--admin", "--data-dir", dataDir];
    const [token = ""] = /aiw_[\w-]+/.exec((await runCli(keys)).stdout) ?? [];
    const { status, json, text } = await ask(`${url}/admin/api/configuration`, { token });
    expect(status).toBe(200);
    expect(text).not.toContain(secret);
    const rows = new Map((json as AdminOption[]).map((row) => [row.name, row]));
    const masked = { value: "(set, not shown)", source: "variable" };
    for (const name of ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OLLAMA_BASE_URL", "AIWHISPERER_TOKEN_SECRET"]) {
      expect(rows.get(name)).toMatchObject(masked);
    }
    expect(rows.get("maxBatch")).toEqual({
      name: "maxBatch",
      group: "Limits of connections",
      value: "8",
      source: "AIWHISPERER_MAX_BATCH",
    });
    expect(rows.get("maxAdminRows")).toMatchObject({ value: "7", source: "--max-admin-rows" });
    expect(rows.get("durability")).toMatchObject({ value: "full", source: "default" });
    expect((await ask(`${url}/admin/api/connections?limit=8`, { token })).status).toBe(400);
  });
});
