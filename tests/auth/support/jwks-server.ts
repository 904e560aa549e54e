import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** An issuer that publishes its keys over HTTP on this machine. */
export interface JwksServer {
  readonly url: URL;
  /** Requests that have come. */
  readonly requests: number;
  /** What it publishes now, or what it does with a request. */
  answer: { readonly keys: readonly object[] } | ((response: ServerResponse) => void);
}

/** Starts an issuer that ends with the test. */
export async function startJwksServer(answer: JwksServer["answer"]): Promise<JwksServer> {
  const state = { answer, requests: 0 };
  const server = createServer((_request, response) => {
    state.requests += 1;
    if (typeof state.answer === "function") state.answer(response);
    else response.setHeader("content-type", "application/json").end(JSON.stringify(state.answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: new URL(`http://127.0.0.1:${port}/jwks.json`) });
}
