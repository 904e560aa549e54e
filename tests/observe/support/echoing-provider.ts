import type { IncomingMessage, ServerResponse } from "node:http";
import { type SseServer, startSseServer } from "../../models/sse-server.ts";

/** A provider that repeats the key that it is shown in everything that it says of a failure. */
export interface EchoingProvider extends SseServer {
  /** Keys that it was shown. */
  readonly keys: ReadonlySet<string>;
}

/** What a message can ask it for. */
export const FAILURES = [
  "refuse-401",
  "refuse-400",
  "refuse-403",
  "refuse-500",
  "in-stream",
  "junk",
] as const;

/** Starts it on a free port. It answers every failure that a message names, and hangs on any other message. */
export async function startEchoingProvider(): Promise<EchoingProvider> {
  const keys = new Set<string>();
  const server = await startSseServer(({ request, response, body }) => {
    const key = keyOf(request);
    if (key !== "") keys.add(key);
    const text = JSON.stringify(body);
    const failure = FAILURES.find((each) => text.includes(each));
    if (failure !== undefined) fail(response, failure, key);
  });
  return Object.assign(server, { keys });
}

function keyOf({ headers }: IncomingMessage): string {
  const { authorization, "x-api-key": apiKey } = headers;
  return authorization?.replace(/^Bearer /, "") ?? String(apiKey ?? "");
}

function fail(response: ServerResponse, failure: (typeof FAILURES)[number], key: string): void {
  const masked = `${key.slice(0, 12)}****${key.slice(-12)}`;
  const message = `Your key ${key} (${masked}), sent as "Authorization: Bearer ${key}", is known: '${key}'.`;
  const error = { message, type: "invalid_request_error", code: "echo", param: key };
  const [, status] = failure.split("-");
  if (status !== undefined && /^\d+$/.test(status)) {
    response.writeHead(Number(status), { "content-type": "application/json", "www-authenticate": key });
    response.end(JSON.stringify({ type: "error", error, key }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (failure === "junk") response.end(`data: {"key": "${key}", not JSON\n\n`);
  else response.end(`event: error\ndata: ${JSON.stringify({ type: "error", error })}\n\n`);
}
