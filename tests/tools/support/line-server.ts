import { createInterface } from "node:readline";

/** A message of a client, as far as these servers read it. */
export interface Incoming {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: {
    readonly name?: string;
    readonly arguments?: Readonly<Record<string, unknown>>;
    readonly cursor?: string;
    readonly requestId?: number;
  };
}

/** Handles a request. Returns its result; `undefined` leaves it unanswered. */
export type Answer = (message: Incoming) => object | undefined | Promise<object | undefined>;

/**
 * An MCP server in its smallest form, one JSON text a line on standard input and output, written without any
 * library so that it can misbehave. Answers for methods replace those for the greeting, pings and a list
 * without tools.
 */
export function serveLines(answers: Readonly<Record<string, Answer>>): void {
  const all: Readonly<Record<string, Answer>> = {
    initialize: () => ({
      protocolVersion: "2025-06-18",
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name: "line-server", version: "1.0.0" },
    }),
    ping: () => ({}),
    "tools/list": () => ({ tools: [] }),
    ...answers,
  };
  createInterface({ input: process.stdin }).on("line", async (line) => {
    const message: Incoming = JSON.parse(line);
    const answer = all[message.method];
    if (answer === undefined && message.id !== undefined) {
      return send({ id: message.id, error: { code: -32_601, message: "Method not found" } });
    }
    const result = await answer?.(message);
    if (message.id !== undefined && result !== undefined) send({ id: message.id, result });
  });
}

/** Sends a message to the client. */
export function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

/** A tool without arguments, as a list has it. */
export function listed(name: string, more: object = {}): object {
  return { name, inputSchema: { type: "object" }, ...more };
}

/** A result that is one text. */
export function text(value: string): object {
  return { content: [{ type: "text", text: value }] };
}
