import { McpServers } from "../../packages/engine/src/tool/mcp/mcp-servers.ts";
import { parseMcpConfig } from "../../packages/engine/src/tool/mcp/parse-mcp-config.ts";
import { CLIENT_SCENARIOS } from "./mcp-client-scenarios.ts";

/*
 * The client that the conformance program runs: takes the tools of the server at the given address, as the product does, and makes the calls of the
 * scenario. Ends with code 1 when the server does not get ready or a call fails.
 */

const [url = ""] = process.argv.slice(2);
const scenario = CLIENT_SCENARIOS[process.env.MCP_CONFORMANCE_SCENARIO ?? ""];
if (scenario === undefined || "doesNotApply" in scenario) throw new Error("not a scenario for this client");

const settled = Promise.withResolvers<void>();
const servers = new McpServers({
  servers: parseMcpConfig(JSON.stringify({ mcpServers: { scenario: { url } } }), process.env),
  environment: process.env,
  onStatus({ state }) {
    if (state !== "connecting") settled.resolve();
  },
});
// The library's timers alone may not keep the process running until the server answers.
const keepAlive = setInterval(() => undefined, 60_000);
servers.start();
await settled.promise;
process.exitCode = servers.status()[0]?.state === "ready" ? 0 : 1;

const tools = servers.sources.flatMap((source) => source.list());
for (const { tool: name, args } of scenario.calls) {
  const found = tools.find(({ tool }) => tool.name === `scenario.${name}`);
  const call = { sessionId: "session", toolCallId: name, signal: AbortSignal.timeout(20_000) };
  const outcome = await found?.tool.run(args, { ...call, progress: () => undefined });
  if (outcome?.isError !== false) process.exitCode = 1;
  process.stdout.write(`${name}: ${JSON.stringify(outcome)}\n`);
}
await servers.close();
clearInterval(keepAlive);
