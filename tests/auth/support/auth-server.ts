import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { Writable } from "node:stream";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import {
  type AuthenticationOptions,
  openAuthentication,
} from "../../../packages/server/src/auth/authentication.ts";
import { secretKeys } from "../../../packages/server/src/auth/jwt-keys.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { RawClient } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { AUDIENCE, ISSUER, SECRET, secretToken, type TokenClaims } from "./tokens.ts";

/** An origin whose pages may use the tests' servers, and another one. */
export const ORIGINS = ["https://app.example", "https://other.example"] as const;

/**
 * A server that asks everybody for a credential, on a clock that the test moves; engine and sockets have the
 * machine's.
 */
export interface AuthServer extends TestServer {
  readonly clock: ManualClock;
  /** Everything that it has logged, at the finest level. */
  logged(): string;
  /** A token that ends after that time. */
  token(lifeMs: number, claims?: TokenClaims): string;
  /** Connects with a bearer token. */
  open(token: string): Promise<RawClient>;
}

/** The answer to an HTTP request. */
export interface HttpAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Starts a server for a test, with tokens by a shared secret unless it has another way. */
export async function startAuthServer(change: Partial<AuthenticationOptions> = {}): Promise<AuthServer> {
  const clock = new ManualClock();
  const lines: string[] = [];
  const logger = pino(
    { level: "trace" },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    }),
  );
  const authentication = await openAuthentication({
    clock,
    jwt: { keys: secretKeys(SECRET), issuer: ISSUER, audience: AUDIENCE },
    onFault: (err) => logger.error({ err }, "a credential could not be checked"),
    ...change,
  });
  const access = { allowedOrigins: ORIGINS };
  const server = await startTestServer({ server: { authentication, access, logger } });
  onTestFinished(() => server.stop());
  return {
    ...server,
    clock,
    logged: () => lines.join(""),
    token: (lifeMs, claims = {}) => secretToken({ exp: (clock.now() + lifeMs) / 1_000, ...claims }),
    open: (token) => RawClient.connect(server.wsUrl, { headers: { authorization: `Bearer ${token}` } }),
  };
}

/** Asks for a WebSocket. Returns the HTTP status that refuses it, or 101. */
export async function upgrade(
  url: string,
  { headers = {}, protocols = [] }: { headers?: Record<string, string>; protocols?: string[] } = {},
): Promise<HttpAnswer> {
  const webSocket = new WebSocket(url, protocols, { headers });
  webSocket.on("error", () => undefined);
  onTestFinished(() => webSocket.terminate());
  return Promise.race([
    once(webSocket, "open").then(() => ({ status: 101, headers: {}, body: webSocket.protocol })),
    once(webSocket, "unexpected-response").then(([, response]) => readAnswer(response)),
  ]);
}

/** Sends an HTTP request. */
export async function send(
  url: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  const sent = sendRequest(url, { method, headers });
  sent.end();
  const [response] = await once(sent, "response");
  return readAnswer(response);
}

/** Asks for a ticket, as a page of that origin or as a program without one. Returns the answer's body. */
export async function askForTicket(
  { url }: Pick<TestServer, "url">,
  { token, origin }: { readonly token: string; readonly origin?: string },
): Promise<{ readonly ticket: string; readonly expiresAt: number }> {
  const headers = { authorization: `Bearer ${token}`, ...(origin === undefined ? {} : { origin }) };
  const { status, body } = await send(`${url}/auth/ticket`, { method: "POST", headers });
  if (status !== 200) throw new Error(`${status} ${body}`);
  return JSON.parse(body);
}

async function readAnswer(
  response: AsyncIterable<Buffer> & { readonly statusCode?: number; readonly headers: HttpAnswer["headers"] },
): Promise<HttpAnswer> {
  let body = "";
  for await (const piece of response) body += piece.toString();
  return { status: response.statusCode, headers: response.headers, body };
}
