import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createReplay, type Replay } from "./replay-server.ts";

/** The configuration of a process that replays literal JSON. */
export function replayed(replay: Replay, more: object = {}): object {
  const script = join(import.meta.dirname, "replay-server.ts");
  return { command: process.execPath, args: [script, JSON.stringify(replay)], ...more };
}

/** A server over HTTP that replays literal JSON. */
export interface ReplayServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server over HTTP that replays literal JSON. */
export async function serveReplay(replay: Replay, type: "json" | "events"): Promise<ReplayServer> {
  const { answer } = createReplay(replay);
  const server = createServer(async (request: IncomingMessage, response) => {
    if (request.method !== "POST") return void response.writeHead(405).end();
    const answers = answer(JSON.parse(await text(request)));
    if (answers.length === 0) return void response.writeHead(202).end();
    const contentType = type === "json" ? "application/json" : "text/event-stream";
    response.writeHead(200, { "content-type": contentType });
    if (type === "json") response.end(answers[0]);
    else response.end(answers.map((line) => `event: message\r\nid: 1\r\ndata: ${line}\r\n\r\n`).join(""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A tool without arguments, as literal JSON. */
export function toolText(name: string, more = ""): string {
  return `{"name": ${JSON.stringify(name)}, "inputSchema": {"type": "object"}${more}}`;
}

/** A list with those entries, as literal JSON. */
export function listText(...entries: readonly string[]): string {
  return `{"tools": [${entries.join(", ")}]}`;
}
