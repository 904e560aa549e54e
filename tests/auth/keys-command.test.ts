import { appendFile, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { run } from "@aiwhisperer/cli";
import { describe, expect, it } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { RawClient } from "../support/raw-client.ts";
import { upgrade } from "./support/auth-server.ts";

const KEY = /^aiw_([0-9a-f]{16})_[\w-]{43}\n$/;

/** Runs a command in this process: what it says of a mistake needs none of its own. */
async function runHere(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const text = { stdout: "", stderr: "" };
  const collect = (name: keyof typeof text) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text[name] += chunk.toString();
        done();
      },
    });
  const code = await run({
    args,
    env,
    cwd: tmpdir(),
    stdin: Readable.from([]),
    stdout: collect("stdout"),
    stderr: collect("stderr"),
    onStopSignal: () => () => undefined,
    onFailure: () => () => undefined,
  });
  return { code, ...text };
}

describe("aiwhisperer keys", () => {
  it("makes a key, shows it once, and lists it without it", async () => {
    const dataDir = await temporaryFolder();
    const args = ["--user", "ann", "--name", "laptop", "--admin", "--expires-in", "90d"];
    const made = await runCli(["keys", "create", "--data-dir", dataDir, ...args]);
    expect(made.code).toBe(0);
    const [, id] = KEY.exec(made.stdout) ?? [];
    expect(made.stderr).toContain(`aiwhisperer keys revoke ${id}`);
    const listed = await runCli(["keys", "list", "--data-dir", dataDir]);
    expect(listed.stdout).toMatch(
      new RegExp(`\n${id}  ann   admin  valid to \\d{4}-\\d\\d-\\d\\d  .*  laptop\n$`),
    );
    const secret = made.stdout.trim().slice(-43);
    expect(await readFile(join(dataDir, "keys.jsonl"), "utf8")).not.toContain(secret);
    expect(`${listed.stdout}${made.stderr}`).not.toContain(secret);
  });

  it("says plainly what cannot be done", async () => {
    const dataDir = await temporaryFolder();
    const keys = (...args: readonly string[]) => runHere(["keys", ...args, "--data-dir", dataDir]);
    expect((await keys("list")).stdout).toContain("There are no API keys");
    expect(await keys("revoke", "0123456789abcdef")).toMatchObject({
      code: 1,
      stderr: "The API keys cannot be used: there is no API key 0123456789abcdef.\n",
    });
    expect((await keys("create")).code).toBe(1);
    expect((await keys("create", "--user", "ann", "--expires-in", "soon")).stderr).toContain("90d, 12h");
    expect((await keys("create", "--user", "\u001b[2J")).stderr).toContain("control characters");
    await appendFile(join(dataDir, "keys.jsonl"), "{}\n");
    expect((await keys("list")).stderr).toContain("line 1 is no record");
    expect((await runHere(["keys", "list", "--data-dir", join(dataDir, "keys.jsonl")])).code).toBe(1);
  });
});

describe("a server with API keys", () => {
  it("takes a key that is made while it runs, and ends its line when it is revoked", async () => {
    const server = await startServing(["--api-keys"]);
    const keys = (...args: readonly string[]) => runHere(["keys", ...args, "--data-dir", server.dataDir]);
    expect((await upgrade(server.wsUrl)).status).toBe(401);
    const made = await keys("create", "--user", "ann");
    const [, id = ""] = KEY.exec(made.stdout) ?? [];
    const headers = { authorization: `Bearer ${made.stdout.trim()}` };
    const client = await RawClient.connect(server.wsUrl, { headers });
    expect((await client.call("startSession", { userId: "ann" })).result).toMatchObject({ sequence: 1 });
    expect((await keys("revoke", id)).code).toBe(0);
    expect(await client.closed).toMatchObject({ code: 4401 });
    expect((await upgrade(server.wsUrl, { headers })).status).toBe(401);
    expect(server.cli.stdout).toContain("clients with an API key");
  });

  it("serves the terminal client that has one, and says plainly what is wrong with another", async () => {
    const server = await startServing(["--api-keys"]);
    const made = await runHere(["keys", "create", "--user", "ann", "--data-dir", server.dataDir]);
    const ask = (token: string) =>
      runHere(["export", "nothing", "--url", server.url], { AIWHISPERER_TOKEN: token });
    expect((await ask(made.stdout)).stderr).toContain("There is no session");
    for (const wrong of [`aiw_0123456789abcdef_${"A".repeat(43)}`, "no token at all"]) {
      expect((await ask(wrong)).stderr).toContain("does not take the token of AIWHISPERER_TOKEN");
    }
    expect((await ask("")).stderr).toContain("a token or an API key in AIWHISPERER_TOKEN");
  });
});
