import { readdir, realpath, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("aiwhisperer serve", () => {
  it("says where the log is, that the model is a demonstration and who may use it, and its address in the last line", async () => {
    const { cli, url, dataDir } = await startServing();
    const lines = cli.stdout.trimEnd().split("\n");
    expect(lines.at(-1)).toBe(`AIWhisperer listens on ${url}`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(cli.stdout).toContain(join(dataDir, "log.sqlite"));
    expect(cli.stdout).toContain("demo: a demonstration by fixed rules, no AI");
    expect(cli.stdout).toContain("every program and every user of this machine");
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    expect(cli.stderr).toBe("");
  });

  it("serves pages of its public address, and says what a page behind TLS needs", async () => {
    const { url } = await startServing(["--public-url", "https://ai.example"]);
    const statusOf = async (origin: string) => (await fetch(url, { headers: { origin } })).status;
    expect([await statusOf("https://ai.example"), await statusOf("http://ai.example")]).toEqual([200, 403]);
    const refused = await fetch(url, { headers: { origin: url.replace("http:", "https:") } });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("name its address with --trust-proxy");
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 on %s, while a client is connected",
    async (signal) => {
      const { cli, wsUrl } = await startServing();
      const socket = new WebSocket(wsUrl);
      const closed = new Promise<number>((resolve) =>
        socket.addEventListener("close", ({ code }) => resolve(code)),
      );
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      cli.kill(signal);
      expect(await cli.ended).toMatchObject({ code: 0, signal: null, stderr: "" });
      expect(await closed).toBe(1012);
    },
  );

  it("lets a running answer end, says so, and ends at once when it is asked again", async () => {
    const { cli, url } = await startServing();
    const chat = startCli(["chat", "--url", url, "slowly count to 500"]);
    await chat.waitFor(/1, 2, /);
    cli.kill("SIGTERM");
    await cli.waitFor(/Ending once the answers that are coming have ended/);
    let isEnded = false;
    const ended = cli.ended.finally(() => {
      isEnded = true;
    });
    // Each further number of the answer shows that it is still let go on; the first request after a while
    // ends it.
    for (let number = 3; !isEnded; number += 1) {
      await Promise.race([chat.waitFor(new RegExp(`, ${number}, `)), ended]);
      cli.kill("SIGTERM");
    }
    expect((await ended).code).toBe(143);
  });

  it("leaves an answer to the next start when the time for it is over", async () => {
    const first = await startServing(["--drain-grace-ms", "1"]);
    const chat = startCli(["chat", "--url", first.url, "slowly count to 5"]);
    await chat.waitFor(/1, 2, /);
    first.cli.kill("SIGTERM");
    expect((await first.cli.ended).code).toBe(0);
    const port = new URL(first.url).port;
    startCli(["serve", "--trust-local", "--port", port, "--data-dir", first.dataDir]);
    expect((await chat.ended).code).toBe(0);
    expect(chat.stdout).toMatch(/1, 2, 3, 4, 5\D*$/);
  });

  it("says what to do when its port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => {
      other.close();
    });
    await new Promise((resolve) => other.once("listening", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, stdout, stderr } = await runCli([
      "serve",
      "--port",
      `${port}`,
      "--data-dir",
      await temporaryFolder(),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      `Port ${port} of 127.0.0.1 is in use, perhaps by another aiwhisperer. End that one, choose another port with --port, or take a free one with --port 0.\n`,
    );
  });

  it("refuses a model that cannot be used before it listens", async () => {
    const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--model", "openai:gpt-5-mini"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      "The model openai:gpt-5-mini cannot be used. Set OPENAI_API_KEY to use OpenAI. Choose another with --model.\n",
    );
  });

  it("says which folder its tools work in and what asks, or that there are none", async () => {
    const workspace = await realpath(await temporaryFolder());
    const asking = await startServing(["--workspace", workspace]);
    expect(asking.cli.stdout).toContain(
      `the folder ${workspace}; reads run without asking, writes and commands ask first\n`,
    );
    const bare = await startServing(["--no-tools", "--execute-policy", "deny"]);
    expect(bare.cli.stdout).toContain(
      "none built in; reads run without asking, writes ask first, commands are refused\n",
    );
    const { stdout } = await runCli(["chat", "--url", bare.url, "--interactive"], { input: "/tools\n" });
    expect(stdout).toContain("The model is offered no tools.");
  });

  it("runs, asks and refuses as its policies say, that of a tool before that of its kind", async () => {
    const workspace = await temporaryFolder();
    const policies = ["--execute-policy", "deny", "--tool-policy", "write_file=allow"];
    const { url } = await startServing(["--workspace", workspace, ...policies]);
    const written = await runCli(["chat", "--url", url, "write a.txt: x"]);
    const refused = await runCli(["chat", "--url", url, "--approve", "all", "run touch b.txt"]);
    expect(refused).toMatchObject({ code: 0, stderr: "" });
    expect(written.stderr).toMatch(/^● write_file a\.txt .* … Made a\.txt/);
    expect(await readdir(workspace)).toEqual(["a.txt"]);
  });

  it("says which workspace cannot be used", async () => {
    const missing = join(await temporaryFolder(), "missing");
    const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--workspace", missing]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`The workspace ${missing} cannot be used`);
    expect(stderr).toContain("--no-tools");
  });

  it("says in one message that the log is damaged", async () => {
    const dataDir = await temporaryFolder();
    await writeFile(
      join(dataDir, "log.sqlite"),
      "this is no log, and longer than the header of one would have to be".repeat(20),
    );
    const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--data-dir", dataDir]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(
      "The event log is damaged or is not a log: run `aiwhisperer repair`, or move it away and restore a backup.",
    );
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  it("keeps what was said over a restart", async () => {
    const first = await startServing();
    const said = await runCli(["chat", "--url", first.url, "count to 3"]);
    first.cli.kill("SIGTERM");
    await first.cli.ended;
    const second = startCli(["serve", "--trust-local", "--port", "0", "--data-dir", first.dataDir]);
    const [, url = ""] = await second.waitFor(/listens on (\S+)\n/);
    const { stdout } = await runCli(["chat", "--url", url, "--interactive"], {
      input: "/sessions\n/attach 2\n",
    });
    expect(said.code).toBe(0);
    expect(stdout).toContain(`> count to 3\n${said.stdout}`);
  });

  it.each([
    ["--durability", "none"],
    ["--log", "memory"],
  ])("stores nothing with %s %s, and says so", async (option, value) => {
    const { cli, url, dataDir } = await startServing([option, value]);
    expect(cli.stdout).toMatch(/^ {2}log {6}in memory: it ends with this program$/m);
    expect((await runCli(["chat", "--url", url, "repeat hello"])).stdout).toContain("hello");
    expect((await runCli(["chat", "--url", url, "--interactive"], { input: "/sessions\n" })).stdout).toMatch(
      /hello/,
    );
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("writes a failed turn to the log without what was said", async () => {
    const { cli, url } = await startServing();
    const { code } = await runCli(["chat", "--url", url, "fail with 401"]);
    const [line] = await cli.waitFor(/.*a turn failed.*\n/, "stderr");
    expect(code).toBe(1);
    expect(JSON.parse(line)).toMatchObject({ level: 40, error: { code: "unauthenticated" } });
    expect(line).not.toContain("fail with 401");
  });
});
