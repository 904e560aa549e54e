import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";

interface Message {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: { readonly arguments?: object };
  readonly result?: unknown;
}

/**
 * A server of revision 2025-11-25 over HTTP whose tool `ask` sends its arguments as an elicitation, in the
 * stream of its answer, and returns what was answered.
 */
export async function startAskingOverHttp(): Promise<string> {
  const answers = new Map<string, PromiseWithResolvers<unknown>>();
  const server = createServer((request, response) => void serve(request, response, answers));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Map<string, PromiseWithResolvers<unknown>>,
): Promise<void> {
  if (request.method !== "POST") return void response.writeHead(405).end();
  const { id, method, params, result } = (await json(request)) as Message;
  if (method === undefined || id === undefined) {
    answers.get(String(id))?.resolve(result);
    return void response.writeHead(202).end();
  }
  if (method !== "tools/call") return sendResult(response, { id, result: resultOf(method) });
  response.writeHead(200, { "content-type": "text/event-stream" });
  const question = { jsonrpc: "2.0", id: `ask-${id}`, method: "elicitation/create" };
  const answer = Promise.withResolvers<unknown>();
  answers.set(question.id, answer);
  response.write(`data: ${JSON.stringify({ ...question, params: params?.arguments })}\n\n`);
  const text = JSON.stringify(await answer.promise);
  const message = { jsonrpc: "2.0", id, result: { content: [{ type: "text", text }] } };
  response.end(`data: ${JSON.stringify(message)}\n\n`);
}

function resultOf(method: string): object | undefined {
  switch (method) {
    case "initialize":
      return {
        protocolVersion: "2025-11-25",
        capabilities: { tools: {} },
        serverInfo: { name: "asking-over-http", version: "1.0.0" },
      };
    case "tools/list":
      return { tools: [{ name: "ask", inputSchema: { type: "object" } }] };
    case "ping":
      return {};
    default:
      return undefined;
  }
}

function sendResult(response: ServerResponse, { id, result }: Message): void {
  const error = result === undefined ? { error: { code: -32_601, message: "Method not found" } } : { result };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", id, ...error }));
}
