import { createInterface } from "node:readline";
import { listed, send, text } from "../../tools/support/line-server.ts";

/*
 * An MCP server that shows its environment and its arguments in every way in which it can show anything.
 */

interface Incoming {
  readonly id?: number;
  readonly method: string;
  readonly params?: {
    readonly name?: string;
    readonly _meta?: { readonly progressToken?: string | number };
  };
}

const everything = JSON.stringify({ env: process.env, argv: process.argv });

const tools: Readonly<Record<string, (id: number, token: string | number | undefined) => void>> = {
  env: (id) => send({ id, result: text(everything) }),
  structured: (id) =>
    send({ id, result: { content: [], structuredContent: { env: process.env, argv: process.argv } } }),
  fail: (id) => send({ id, result: { ...text(`failed with ${everything}`), isError: true } }),
  refuse: (id) => send({ id, error: { code: -32602, message: `refused with ${everything}` } }),
  progress(id, progressToken) {
    const params = { progressToken, progress: 1, message: everything };
    send({ method: "notifications/progress", params });
    send({ id, result: text("done") });
  },
  crash() {
    process.stderr.write(`Error: ${process.env.API_TOKEN} ${process.argv.join(" ")} cannot be used\n`);
    process.exit(7);
  },
};

const answers: Readonly<Record<string, (message: Incoming) => void>> = {
  initialize: ({ id }) =>
    send({
      id,
      result: {
        protocolVersion: "2025-06-18",
        capabilities: { tools: {} },
        serverInfo: { name: "echoing", version: "1.0.0" },
      },
    }),
  ping: ({ id }) => send({ id, result: {} }),
  "tools/list": ({ id }) => send({ id, result: { tools: Object.keys(tools).map((name) => listed(name)) } }),
  "tools/call": ({ id = 0, params }) => tools[params?.name ?? ""]?.(id, params?._meta?.progressToken),
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const message: Incoming = JSON.parse(line);
  answers[message.method]?.(message);
});
