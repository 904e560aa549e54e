import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { onTestFinished } from "vitest";

/** A server on 127.0.0.1 that ends with the test. */
export interface WebServer {
  readonly url: string;
  readonly requests: readonly Request[];
}

/** Answers a request as `fetch` sees it. */
export type WebHandler = (request: Request) => Response | Promise<Response>;

/** Serves a handler over real HTTP. The signal of its requests aborts when the client goes away. */
export async function serveWeb(handle: WebHandler): Promise<WebServer> {
  const requests: Request[] = [];
  const server = createServer((incoming, outgoing) => {
    const request = toRequest(incoming, outgoing);
    requests.push(request.clone() as Request);
    void respond(handle, request, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const left = new AbortController();
  outgoing.on("close", () => left.abort());
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers: incoming.headersDistinct as unknown as Record<string, string>,
    signal: left.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as unknown as ReadableStream, duplex: "half" } : {}),
  } as RequestInit);
}

async function respond(handle: WebHandler, request: Request, outgoing: ServerResponse): Promise<void> {
  const response = await handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void outgoing.end();
  const body = Readable.fromWeb(response.body as unknown as NodeReadableStream);
  // A stream that the client has left.
  body.on("error", () => outgoing.destroy());
  outgoing.on("close", () => body.destroy());
  body.pipe(outgoing);
  outgoing.flushHeaders();
}

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(value, { status, headers });
}
