import { listed, serveLines } from "../../tools/support/line-server.ts";

/* An MCP server whose schemas take for ever, and whose results are as deep as they like. */

const endless = { type: "object", properties: { at: { type: "string", pattern: "^(a+)+$" } } };
const at = `${"a".repeat(38)}!`;
const LEVELS = 20_000;

serveLines({
  "tools/list": ({ id }) => {
    const annotations = { readOnlyHint: true };
    const tools = [
      listed("input", { inputSchema: endless, annotations }),
      listed("output", { outputSchema: endless, annotations }),
      listed("deep", { annotations }),
    ];
    const deep = `${'{"type":"object","not":'.repeat(LEVELS)}{}${"}".repeat(LEVELS)}`;
    const last = `{"name":"deep_schema","inputSchema":${deep}}`;
    sendText(id, `{"tools":[${[...tools.map((tool) => JSON.stringify(tool)), last].join()}]}`);
    return undefined;
  },
  "tools/call": ({ id, params }) => {
    const content = [{ type: "text", text: `${params?.name} ran` }];
    if (params?.name === "output") return { content, structuredContent: { at } };
    if (params?.name === "input") return { content };
    const deep = `${'{"a":'.repeat(LEVELS)}1${"}".repeat(LEVELS)}`;
    sendText(id, `{"content":[],"structuredContent":${deep}}`);
    return undefined;
  },
});

/** Sends a result that is too deep for `JSON.stringify` to write. */
function sendText(id: number | string | undefined, result: string): void {
  process.stdout.write(`{"jsonrpc":"2.0","id":${id},"result":${result}}\n`);
}
