import { checkAnswer, readQuestionForm } from "@aiwhisperer/protocol/form";
import { MemoryAuthorizationStore } from "../../packages/engine/src/tool/mcp/authorization/authorization-store.ts";
import { parseMcpConfig } from "../../packages/engine/src/tool/mcp/config/parse-mcp-config.ts";
import { McpServers } from "../../packages/engine/src/tool/mcp/mcp-servers.ts";
import type { McpServerStatus } from "../../packages/engine/src/tool/mcp/mcp-status.ts";
import type { ToolAnswer, ToolQuestion } from "../../packages/engine/src/tool/tool.ts";
import { CLIENT_SCENARIOS, type ScenarioCall } from "./mcp-client-scenarios.ts";

/*
 * The client that the conformance program runs: takes the tools of the server at the given address, as the
 * product does, signs in where it is asked to, as a person does by opening the link, and makes the calls of
 * the scenario. Ends with code 1 when the server does not get ready or a call fails.
 */

/** More sign-ins for one scenario would go round in circles. */
const MAX_SIGN_INS = 5;

const [url = ""] = process.argv.slice(2);
const scenario = CLIENT_SCENARIOS[process.env.MCP_CONFORMANCE_SCENARIO ?? ""];
if (scenario === undefined || "doesNotApply" in scenario) throw new Error("not a scenario for this client");
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? "{}");
const oauth = scenario.oauth?.(context);

let changed = Promise.withResolvers<void>();
const servers = new McpServers({
  servers: parseMcpConfig(JSON.stringify({ mcpServers: { scenario: { url } } }), process.env).map((server) =>
    server.kind === "http" && oauth !== undefined ? { ...server, oauth } : server,
  ),
  environment: process.env,
  signIn: {
    store: new MemoryAuthorizationStore(),
    redirectUrl: Promise.resolve("http://127.0.0.1:8000/mcp/oauth/callback"),
  },
  onStatus(status) {
    process.stdout.write(`${JSON.stringify(status)}\n`);
    changed.resolve();
    changed = Promise.withResolvers();
  },
});
let signIns = 0;

/** Waits until the server is ready or has failed; signs in whenever it asks for that. */
async function settle(): Promise<McpServerStatus | undefined> {
  for (;;) {
    const [status] = servers.status();
    if (status?.state === "sign-in" && signIns < MAX_SIGN_INS) await signIn(status.url);
    else if (status?.state !== "connecting") return status;
    else await changed.promise;
  }
}

/** Opens the link, as a browser of a person who agrees does, and hands on where it leads. */
async function signIn(link: string): Promise<void> {
  signIns += 1;
  const answer = await fetch(link, { redirect: "manual" });
  const { searchParams } = new URL(answer.headers.get("location") ?? "");
  try {
    await servers.completeSignIn(searchParams);
  } catch (error) {
    process.stdout.write(`${error}\n`);
    signIns = MAX_SIGN_INS;
  }
}

function find(name: string) {
  const tools = servers.sources.flatMap((source) => source.list());
  return tools.find(({ tool }) => tool.name === `scenario.${name}`);
}

/**
 * Answers a question as a person does who submits the form as it is: every field has its default, where it
 * has one.
 */
async function submit({ schema }: ToolQuestion): Promise<ToolAnswer> {
  const form = readQuestionForm(schema);
  const checked = "fields" in form ? checkAnswer(form.fields, {}) : undefined;
  return checked !== undefined && "answer" in checked
    ? { kind: "answered", answer: checked.answer }
    : { kind: "declined" };
}

async function call({ tool: name, args: given }: ScenarioCall): Promise<boolean> {
  const found = find(name);
  const args = "schemaOf" in given ? { schema: find(String(given.schemaOf))?.tool.inputSchema } : given;
  const run = { sessionId: "session", toolCallId: name, signal: AbortSignal.timeout(20_000) };
  const outcome = await found?.tool.run(args, {
    ...run,
    progress: () => undefined,
    ask: submit,
  });
  process.stdout.write(`${name}: ${JSON.stringify(outcome)}\n`);
  return outcome?.isError === false;
}

// The library's timers alone may not keep the process running until the server answers.
const keepAlive = setInterval(() => undefined, 60_000);
servers.start();
process.exitCode = (await settle())?.state === "ready" ? 0 : 1;
for (const each of scenario.calls) {
  let isDone = await call(each);
  // A call that asked for more permissions is made again once they are there.
  while (!isDone && servers.status()[0]?.state !== "ready" && (await settle())?.state === "ready") {
    isDone = await call(each);
  }
  if (!isDone) process.exitCode = 1;
}
await servers.close();
clearInterval(keepAlive);
