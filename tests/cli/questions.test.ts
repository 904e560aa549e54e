import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, QuestionResolution, ToolFailure, TurnStatus } from "@aiwhisperer/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { until } from "../client/support/until.ts";
import { scriptOf } from "../tools/support/mcp-rig.ts";
import { type CliProcess, runCli, startCli } from "./cli-process.ts";
import { atPseudoTerminal, SCRIPT } from "./pseudo-terminal.ts";
import { type SpawnedServer, spawnServer, startServing } from "./spawn-server.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

let folder: string;
let server: SpawnedServer;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
  const file = join(folder, "mcp.json");
  await writeFile(file, JSON.stringify({ mcpServers: { asking: scriptOf("asking-server.ts") } }));
  server = await spawnServer(["--mcp-config", file, "--log-level", "info"]);
  await server.cli.waitFor(/"name":"asking","state":"ready"/, "stderr");
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const requestedSchema = {
  type: "object",
  properties: {
    name: { type: "string", title: "Your name", minLength: 2 },
    size: { type: "string", enum: ["s", "l"], enumNames: ["Small", "Large"], default: "s" },
    loud: { type: "boolean" },
  },
  required: ["name", "loud"],
};
const ASK = `call asking.ask ${JSON.stringify({ mode: "form", message: "Who?", requestedSchema })}`;

const open = (): CliProcess => startCli(["chat", "--url", server.url, "--interactive", "--approve", "all"]);

describe("aiwhisperer chat with a tool that asks", () => {
  it("asks field by field, with defaults, and again where an entry does not fit", async () => {
    const cli = open();
    cli.write(`${ASK}\n`);
    await cli.waitFor(/The MCP server asking asks:\n\nWho\?\n.*\/decline declines\.\nYour name \(text\): $/);
    cli.write("A\n");
    await cli.waitFor(/Your name must have at least 2 characters\.\nYour name \(text\): $/);
    cli.write("Ann\n");
    await cli.waitFor(
      / {2}1 {2}Small \(s\)\n {2}2 {2}Large \(l\)\nsize \(number of a choice; Enter for s\): $/,
    );
    cli.write("\n");
    await cli.waitFor(/loud \(y or n\): $/);
    cli.write("y\n");
    await cli.waitFor(/"content":\{"name":"Ann","size":"s","loud":true\}/);
    cli.end();
    expect((await cli.ended).code).toBe(0);
  });

  it("declines with /decline, and says when another client was faster", async () => {
    const cli = open();
    const [text] = await cli.waitFor(/^Session \S+,/);
    cli.write(`${ASK}\n`);
    await cli.waitFor(/Your name \(text\): $/);
    cli.write("/decline\n");
    await cli.waitFor(/"action":"decline"/);
    cli.write(`${ASK}\n`);
    await cli.waitFor(/"action":"decline"[\s\S]*Your name \(text\): $/);
    const client = createClient({ url: server.wsUrl });
    onTestFinished(() => client.close());
    const session = await client.attachSession(/[\da-f]{8}-[\da-f-]{27}/.exec(text)?.[0] ?? "");
    await session.whenCaughtUp();
    await session.answerQuestion(session.state.openQuestions[0]!.questionId, { name: "Bo", loud: false });
    await cli.waitFor(/The question was answered elsewhere\.\n/, "stderr");
    await cli.waitFor(/"content":\{"name":"Bo","size":"s","loud":false\}/);
  });

  it("declines by itself with one message and no terminal", async () => {
    const { code, stdout, stderr } = await runCli(["chat", "--url", server.url, "--approve", "all", ASK]);
    expect(code).toBe(0);
    expect(stderr).toContain("no one can answer it here: it was declined");
    expect(stdout).toContain('"action":"decline"');
  });

  it.skipIf(!existsSync(SCRIPT) && !process.env.CI)(
    "asks at a terminal beside the answer to one message",
    async () => {
      const args = ["chat", "--url", server.url, "--approve", "all", ASK];
      const cli = atPseudoTerminal(args);
      await cli.waitFor(/Your name \(text\): $/);
      cli.write("Ann\r");
      await cli.waitFor(/Enter for s\): $/);
      cli.write("2\r");
      await cli.waitFor(/loud \(y or n\): $/);
      cli.write("no\r");
      await cli.waitFor(/"content":\{"name":"Ann","size":"l","loud":false\}/);
      expect((await cli.ended).code).toBe(0);
    },
  );
});

describe("aiwhisperer plan run with a tool that asks", () => {
  async function planFile(): Promise<string> {
    const file = join(folder, "plan.json");
    const tasks = [{ id: "who", kind: "ai_interaction", instructions: ASK }];
    await writeFile(file, JSON.stringify({ name: "asking", tasks }));
    return file;
  }

  it.skipIf(!existsSync(SCRIPT) && !process.env.CI)("asks at a terminal", async () => {
    const args = ["plan", "run", "--approve", "all", await planFile(), "--url", server.url];
    const cli = atPseudoTerminal(args);
    await cli.waitFor(/Your name \(text\): $/);
    cli.write("Ann\r");
    await cli.waitFor(/Enter for s\): $/);
    cli.write("\r");
    await cli.waitFor(/loud \(y or n\): $/);
    cli.write("y\r");
    await cli.waitFor(/completed {2}`asking.ask` gave:.*"name":"Ann","size":"s","loud":true/);
    expect((await cli.ended).code).toBe(0);
  });

  it("declines by itself without a terminal", async () => {
    const args = ["plan", "run", "--approve", "all", await planFile(), "--url", server.url];
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(stderr).toContain("no one can answer it here: it was declined");
    expect(stdout).toContain('"action":"decline"');
  });
});

describe("a server that is killed while a question is open", () => {
  it("resolves it as Restarted on its next start, and the turn ends", async () => {
    const args = [
      "--mcp-config",
      join(folder, "mcp.json"),
      "--log-level",
      "info",
      "--execute-policy",
      "allow",
    ];
    const killed = await startServing(args);
    await killed.cli.waitFor(/"name":"asking","state":"ready"/, "stderr");
    const before = createClient({ url: killed.wsUrl });
    onTestFinished(() => before.close());
    const { sessionId, questionId } = await asked(before);
    killed.cli.kill("SIGKILL");
    await killed.cli.ended;

    const next = await startServing([...args, "--data-dir", killed.dataDir]);
    const after = createClient({ url: next.wsUrl });
    onTestFinished(() => after.close());
    const again = await after.attachSession(sessionId);
    await until(again, ({ turns }) => turns[0]?.status === TurnStatus.Completed);
    expect(again.state.questions).toMatchObject([
      { questionId, outcome: { resolution: QuestionResolution.Restarted } },
    ]);
    expect(again.state.toolCalls).toMatchObject([{ result: { failure: ToolFailure.Interrupted } }]);
  });
});

/** A session in which a tool has asked. */
async function asked(client: ReturnType<typeof createClient>) {
  const session = await client.startSession();
  await session.send(ASK).accepted;
  await until(session, ({ openQuestions }) => openQuestions.length === 1);
  return { sessionId: session.sessionId, questionId: session.state.openQuestions[0]?.questionId };
}
