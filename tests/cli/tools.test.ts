import { existsSync } from "node:fs";
import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type SessionHandle, ToolDecision } from "@aiwhisperer/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type CliProcess, runCli, startCli } from "./cli-process.ts";
import { type SpawnedServer, spawnServer } from "./spawn-server.ts";
import { makeTemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

const QUESTION = /Allow\? .*: $/;

let workspace: string;
let server: SpawnedServer;
beforeAll(async () => {
  workspace = await makeTemporaryFolder();
  await writeFile(join(workspace, "three.txt"), "one\ntwo\nthree\n");
  server = await spawnServer(["--workspace", workspace]);
});
afterAll(async () => {
  await server.stop();
  await rm(workspace, { recursive: true });
});

const once = (args: readonly string[], message: string) =>
  runCli(["chat", "--url", server.url, ...args, message]);

function open(args: readonly string[] = []): CliProcess {
  return startCli(["chat", "--url", server.url, "--interactive", ...args]);
}

const contentOf = (name: string) => readFile(join(workspace, name), "utf8");

/** Another client of the session that a text names. */
async function attach(text: string): Promise<SessionHandle> {
  const [sessionId = ""] = /[\da-f]{8}-[\da-f-]{27}/.exec(text) ?? [];
  const client = createClient({ url: server.wsUrl });
  onTestFinished(() => client.close());
  const session = await client.attachSession(sessionId);
  await session.whenCaughtUp();
  return session;
}

describe("aiwhisperer chat with a message that needs tools", () => {
  it("reports each tool call on the error stream, and writes the answer alone to its output", async () => {
    const { code, stdout, stderr } = await once([], "read three.txt");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "● read_file three.txt … 3 lines\n" });
    expect(stdout).toContain("one\ntwo\nthree\n");
  });

  it("decides by --approve: what it names runs, the rest is denied and the model gets the reason", async () => {
    const written = await once(["--approve", "writes"], "write by-rule.txt: allowed");
    expect(written).toMatchObject({ code: 0 });
    expect(await contentOf("by-rule.txt")).toBe("allowed");
    const refused = await once(["--approve", "writes"], "run touch never.txt");
    expect(refused.stderr).toBe("● run_command touch never.txt … denied\n");
    expect(refused.stdout).toContain("--approve writes");
    await expect(contentOf("never.txt")).rejects.toThrow("ENOENT");
  });

  it("says what waits and how to decide if no one can be asked, and continues once another client has", async () => {
    const cli = startCli(["chat", "--url", server.url, "write elsewhere.txt: decided"]);
    const [note] = await cli.waitFor(/waits for a decision.*\n/, "stderr");
    expect(cli.stderr).toContain("  +decided\n");
    expect(note).toContain("--approve");
    const session = await attach(note);
    await session.decide(session.state.pendingApprovals[0]!.toolCallId, ToolDecision.AllowOnce);
    expect(await cli.ended).toMatchObject({ code: 0 });
    expect(cli.stderr).toContain("write_file was allowed elsewhere.\n");
    expect(await contentOf("elsewhere.txt")).toBe("decided");
  });

  it("ends on Ctrl-C while a decision is waited for, and nothing has run", async () => {
    const cli = startCli(["chat", "--url", server.url, "write stopped.txt: no"]);
    await cli.waitFor(/waits for a decision/, "stderr");
    cli.kill("SIGINT");
    expect((await cli.ended).code).toBe(130);
    await expect(contentOf("stopped.txt")).rejects.toThrow("ENOENT");
  });
});

describe("the data folder", () => {
  it("cannot be the workspace, by whatever path it is given", async () => {
    const folder = await temporaryFolder();
    const link = join(await temporaryFolder(), "link");
    await symlink(folder, link);
    const serve = (dataDir: string) =>
      runCli(["serve", "--port", "0", "--workspace", folder, "--data-dir", dataDir]);
    const same = await serve(folder);
    expect(same).toMatchObject({ code: 1, stdout: "" });
    expect(same.stderr).toContain("The workspace is the data folder as well");
    const linked = await serve(link);
    expect(linked).toMatchObject({ code: 1, stdout: "" });
    expect(linked.stderr).toContain("is a symbolic link");
  });

  it("in the workspace is closed to the tools for files", async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, "open.txt"), "open");
    const own = startCli(["serve", "--port", "0"], { cwd });
    const [, url = ""] = await own.waitFor(/listens on (http:\S+)\n/);
    const ask = (message: string) => runCli(["chat", "--url", url, "--approve", "all", message]);
    expect(existsSync(join(cwd, ".aiwhisperer/log.sqlite"))).toBe(true);
    expect((await ask("read .aiwhisperer/log.sqlite")).stdout).toContain(".aiwhisperer is closed to tools.");
    const listing = await ask("list files");
    expect(listing.stdout).toContain("open.txt");
    expect(listing.stdout).not.toContain(".aiwhisperer");
  });
});

describe("aiwhisperer chat as a conversation about tools", () => {
  it("shows a call with its result in one line", async () => {
    const { stdout } = await runCli(["chat", "--url", server.url, "--interactive"], {
      input: "read three.txt\n",
    });
    expect(stdout).toMatch(/^● read_file three\.txt … 3 lines$/m);
  });

  it("asks with the diff, and runs what is allowed once, and no more", async () => {
    const cli = open();
    cli.write("write asked.txt: first\n");
    await cli.waitFor(QUESTION);
    expect(cli.stdout).toMatch(/^write_file asked\.txt changes files or other data:\n[\s\S]*^ {2}\+first$/m);
    cli.write("perhaps\n");
    await cli.waitFor(/Please answer with one of the words[\s\S]*Allow\? .*: $/);
    cli.write("yes\n");
    await cli.waitFor(/asked\.txt` is written/);
    expect(await contentOf("asked.txt")).toBe("first");
    cli.write("write asked.txt: second\n");
    await cli.waitFor(/\+second[\s\S]*Allow\? .*: $/);
    cli.write("n, keep the first\n");
    await cli.waitFor(/Reason: keep the first/);
    expect(await contentOf("asked.txt")).toBe("first");
    cli.end();
    expect((await cli.ended).code).toBe(0);
  });

  it("does not ask again about a file that is allowed always", async () => {
    const cli = open();
    cli.write("write always.txt: first\n");
    await cli.waitFor(QUESTION);
    cli.write("a\n");
    await cli.waitFor(/always\.txt` is written/);
    cli.write("write always.txt: second\n");
    await cli.waitFor(/\+second[\s\S]*always\.txt` is written/);
    expect(cli.stdout.match(/Allow\?/g)).toHaveLength(1);
    expect(await contentOf("always.txt")).toBe("second");
    cli.write("write another.txt: third\n");
    await cli.waitFor(/\+third[\s\S]*Allow\? .*: $/);
    cli.write("e\n");
    await cli.waitFor(/Please answer with one of the words[\s\S]*Allow\? .*: $/);
    cli.write("every\n");
    await cli.waitFor(/another\.txt` is written/);
    cli.write("/grants\n");
    await cli.waitFor(
      /1 {2}write_file: always\.txt[\s\S]*2 {2}write_file: every call[\s\S]*\/revoke NUMBER revokes one/,
    );
    cli.write("/revoke 2\n");
    await cli.waitFor(/Revoked: such calls are asked about again/);
    cli.write("write another.txt: fourth\n");
    await cli.waitFor(/\+fourth[\s\S]*Allow\? .*: $/);
    cli.write("n\n");
    await cli.waitFor(/not permitted/);
    expect(await contentOf("another.txt")).toBe("third");
  });

  it("says that a question was decided elsewhere, and takes messages again", async () => {
    const cli = open();
    const [text] = await cli.waitFor(/^Session \S+,/);
    cli.write("write other.txt: x\n");
    await cli.waitFor(QUESTION);
    const session = await attach(text);
    const { toolCallId } = session.state.pendingApprovals[0]!;
    await session.decide(toolCallId, ToolDecision.Deny, "not today");
    await cli.waitFor(/write_file was denied elsewhere \(not today\)\.\n/, "stderr");
    cli.write("repeat still here\n");
    await cli.waitFor(/^still here$/m);
  });

  it("asks about what waited already when it opens a session", async () => {
    const waiting = startCli(["chat", "--url", server.url, "write found.txt: late"]);
    const [note] = await waiting.waitFor(/waits for a decision.*\n/, "stderr");
    const { sessionId } = await attach(note);
    const cli = open(["--session", sessionId]);
    await cli.waitFor(QUESTION);
    cli.write("y\n");
    await cli.waitFor(/found\.txt` is written/);
    expect((await waiting.ended).code).toBe(0);
  });

  it("ends with 1 where its input is over and an answer waits for a decision", async () => {
    const { code, stderr } = await runCli(["chat", "--url", server.url, "--interactive"], {
      input: "write over.txt: x\n",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^write_file over\.txt .*waits for a decision/);
  });

  it("shows the beginning of a command's output while it runs, and how it ended", async () => {
    const cli = open(["--approve", "all"]);
    cli.write("run seq 1 60\n");
    await cli.waitFor(/run_command seq 1 60 … \d+ lines/);
    expect(cli.stdout).toMatch(/^ {2}│ 1\n {2}│ 2\n/m);
    expect(cli.stdout).toMatch(/^ {2}│ 20\n {2}│ …\n(?! {2}│)/m);
    cli.end();
    await cli.ended;
  });

  it("lists the tools with what happens before they run", async () => {
    const { stdout } = await runCli(["chat", "--url", server.url, "--interactive"], { input: "/tools\n" });
    expect(stdout).toMatch(/^ {2}read_file +reads +runs without asking +built-in$/m);
    expect(stdout).toMatch(/^ {2}run_command +executes +asks +built-in +(in bubblewrap|not confined)$/m);
  });

  it("holds an answer with /pause, and lets it go on with /resume", async () => {
    const cli = open();
    cli.write("slowly count to 30\n");
    await cli.waitFor(/, 3, /);
    cli.write("/pause\n");
    await cli.waitFor(/Paused\. Type \/resume to continue\.\n/, "stderr");
    cli.write("/resume\n");
    await cli.waitFor(/Resumed\.\n/, "stderr");
    await cli.waitFor(/ 29, 30/);
    cli.end("/resume\n");
    expect((await cli.ended).code).toBe(0);
    expect(cli.stdout).toContain("The session is not paused.");
  });
});
