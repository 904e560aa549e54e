import { join } from "node:path";
import { TurnStatus } from "@aiwhisperer/protocol";
import { expect, it } from "vitest";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { openBusyServer, say, whileServingOthers } from "./support/busy-server.ts";

/** A server with the tools of an MCP server whose schemas take for ever. */
async function open() {
  const script = join(import.meta.dirname, "support/schema-server.ts");
  const mcp = startMcp({ odd: { command: process.execPath, args: [script], trustHints: true } });
  await mcp.until("ready");
  return openBusyServer({ engine: { tools: mcp.servers.sources, toolServers: mcp.servers } });
}

it.each([
  ["input", { at: `${"a".repeat(38)}!` }],
  ["output", {}],
])(
  "runs a tool of an MCP server whose %s schema takes for ever, while others are served",
  async (name, args) => {
    const busy = await open();
    const { last } = await whileServingOthers(busy, () =>
      say(busy.client, `call odd.${name} ${JSON.stringify(args)}`),
    );
    expect(last.ToolResultNotification).toMatchObject({ result: `${name} ran`, isError: false });
    expect(last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
  },
);

it("cuts a result of an MCP server that is nested 20,000 levels deep", async () => {
  const busy = await open();
  const { last } = await whileServingOthers(busy, () => say(busy.client, "call odd.deep {}"));
  expect(last.TurnStatusNotification).toMatchObject({ status: TurnStatus.Completed });
  expect(JSON.stringify(last.ToolResultNotification)).toContain("[left out: nested deeper than 100 levels]");
});

it("leaves out a tool of an MCP server whose schema is nested 20,000 levels deep, and says why", async () => {
  const { client } = await open();
  const { result } = await client.call("listTools", {});
  const { tools } = result as { tools: readonly { name: string; usable: boolean }[] };
  expect(tools.map(({ name, usable }) => [name, usable])).toEqual([
    ["odd.input", true],
    ["odd.output", true],
    ["odd.deep", true],
  ]);
  const { servers } = (await client.call("listToolServers", {})).result as {
    servers: readonly { leftOut: readonly { name: string; reason: string }[] }[];
  };
  expect(servers[0]?.leftOut).toEqual([{ name: "deep_schema", reason: expect.stringContaining("nested") }]);
});
