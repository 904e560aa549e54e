import { listed, serveLines } from "../../tools/support/line-server.ts";

/* An MCP server whose schemas take for ever, and whose results are as deep as they like. */

const endless = { type: "object", properties: { at: { type: "string", pattern: "^(a+)+$" } } };
const at = `${"a".repeat(38)}!`;
const LEVELS = 20_000;

serveLines({
  "tools/list": () => ({
    tools: [
      listed("input", { inputSchema: endless, annotations: { readOnlyHint: true } }),
      listed("output", { outputSchema: endless, annotations: { readOnlyHint: true } }),
      listed("deep", { annotations: { readOnlyHint: true } }),
    ],
  }),
  "tools/call": ({ id, params }) => {
    const content = [{ type: "text", text: `${params?.name} ran` }];
    if (params?.name === "output") return { content, structuredContent: { at } };
    if (params?.name === "input") return { content };
    // `JSON.stringify` could not write this.
    const deep = `${'{"a":'.repeat(LEVELS)}1${"}".repeat(LEVELS)}`;
    process.stdout.write(
      `{"jsonrpc":"2.0","id":${id},"result":{"content":[],"structuredContent":${deep}}}\n`,
    );
    return undefined;
  },
});

