import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the server sees it. */
export interface SseExchange {
  readonly request: IncomingMessage;
  /** The request's JSON body. */
  readonly body: unknown;
  readonly response: ServerResponse;
  /** Starts the stream and writes to it. */
  write(text: string): void;
  /** Closes the TCP connection without ending the response. */
  cut(): void;
}

/** A provider that does exactly what a test says: an HTTP server on loopback. */
export interface SseServer extends AsyncDisposable {
  readonly origin: string;
}

/** Starts a server that hands each request, its body read, to the test. */
export async function startSseServer(answer: (exchange: SseExchange) => void): Promise<SseServer> {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    request.once("end", () => answer(toExchange(request, response, text)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function toExchange(request: IncomingMessage, response: ServerResponse, text: string): SseExchange {
  return {
    request,
    response,
    body: JSON.parse(text),
    write(piece) {
      if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(piece);
    },
    cut: () => void response.socket?.destroy(),
  };
}
