import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Json } from "./mutate-json.ts";

/** What the server sends in one case. */
export interface McpCase {
  readonly greeting: Json;
  readonly list: Json;
  /** Result of every tool but `healthy`. */
  readonly result: Json;
  /** Whether messages come as events. */
  readonly isStream: boolean;
  /** Members of the messages beside or in place of the usual ones. */
  readonly envelope: Readonly<Record<string, Json>>;
}

/** A real HTTP server on loopback that answers the client of a case, whose number is in the path. */
export class McpFuzzServer {
  readonly cases = new Map<string, McpCase>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<McpFuzzServer> {
    const server = createServer();
    const fuzzed = new McpFuzzServer(server);
    server.on("request", async (request, response) => {
      const drawn = fuzzed.cases.get(request.url ?? "");
      if (request.method !== "POST" || drawn === undefined) return void response.writeHead(405).end();
      const message = JSON.parse(await text(request));
      if (message.id === undefined) return void response.writeHead(202).end();
      const body = JSON.stringify(answerOf(drawn, message));
      const type = drawn.isStream ? "text/event-stream" : "application/json";
      response.writeHead(200, { "content-type": type });
      response.end(drawn.isStream ? `data: ${body}\n\n` : body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return fuzzed;
  }

  urlOf(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params?: { readonly name?: string };
}

function answerOf(drawn: McpCase, { id, method, params }: Request): object {
  const envelope = { jsonrpc: "2.0", id };
  if (method === "initialize") return { ...envelope, result: drawn.greeting };
  if (method === "tools/list") return { ...envelope, result: drawn.list };
  if (method !== "tools/call") return { ...envelope, error: { code: -32_601, message: "unknown" } };
  if (params?.name === "healthy")
    return { ...envelope, result: { content: [{ type: "text", text: "well" }] } };
  return { ...envelope, result: drawn.result, ...drawn.envelope };
}
