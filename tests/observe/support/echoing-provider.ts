import type { IncomingMessage, ServerResponse } from "node:http";
import { type SseServer, startSseServer } from "../../models/sse-server.ts";

/** A provider that repeats the key that it is shown in everything that it says of a failure. */
export interface EchoingProvider extends SseServer {
  /** Keys that it was shown. */
  readonly keys: ReadonlySet<string>;
  /** How it has failed. */
  readonly failures: ReadonlySet<Failure>;
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

/** What a message says that it never answers. */
export const SILENCE = "say nothing at all";

type Failure = (typeof FAILURES)[number];

/**
 * Starts it on a free port. It fails as the newest message that names a failure wants it, and hangs for one
 * that says so.
 */
export async function startEchoingProvider(): Promise<EchoingProvider> {
  const keys = new Set<string>();
  const failures = new Set<Failure>();
  const server = await startSseServer(({ request, response, body }) => {
    const key = keyOf(request);
    if (key !== "") keys.add(key);
    const failure = failureOf(JSON.stringify(body));
    if (failure === undefined) return;
    failures.add(failure);
    fail(response, failure, key);
  });
  return Object.assign(server, { keys, failures });
}

/** Earlier messages of the conversation are in the request, too. */
function failureOf(text: string): Failure | undefined {
  const newestFirst = [...FAILURES].sort((a, b) => text.lastIndexOf(b) - text.lastIndexOf(a));
  const [newest] = newestFirst;
  return newest !== undefined && text.lastIndexOf(newest) > text.lastIndexOf(SILENCE) ? newest : undefined;
}

function keyOf({ headers }: IncomingMessage): string {
  const { authorization, "x-api-key": apiKey, "x-goog-api-key": googleKey } = headers;
  return authorization?.replace(/^Bearer /, "") ?? String(apiKey ?? googleKey ?? "");
}

function fail(response: ServerResponse, failure: Failure, key: string): void {
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
