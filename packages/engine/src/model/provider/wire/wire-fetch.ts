import { setImmediate } from "node:timers/promises";
import { AnswerRepair } from "./answer-repair.ts";
import type { StreamRepair, WireLimits } from "./repair/stream-repair.ts";
import type { SignsOfLife } from "./signs-of-life.ts";

/** `fetch`, as the providers' packages take it. */
export type Fetch = typeof globalThis.fetch;

/** How much of an answer the packages read without a pause. */
const PIECE_BYTES = 65_536;

/** What a repairing `fetch` is made of. */
export interface WireFetchOptions {
  readonly fetch: Fetch;
  readonly limits: WireLimits;
  readonly signs: SignsOfLife;
  /** Makes the repair of one answer. */
  readonly createRepair: () => StreamRepair;
  /** Called with the number of dropped lines or events of an answer, if any. */
  readonly onDropped?: (count: number) => void;
}

/**
 * A `fetch` between a provider's package and its server: answers are repaired on their way, refusals come
 * through as they are, up to the length of one event. The request is closed as soon as the answer is
 * complete, even if the server keeps the connection open.
 */
export function createWireFetch(options: WireFetchOptions): Fetch {
  return async (input, init) => {
    const response = await options.fetch(input, init);
    if (response.body === null) return response;
    if (!response.ok) return cutBody(response, response.body, options.limits.maxEventLength);
    const headers = new Headers(response.headers);
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    headers.set("content-type", "text/event-stream");
    return new Response(repairBody(response.body, init?.signal, options), { status: 200, headers });
  };
}

/** A refusal whose body ends after so many bytes: the packages hold all of it in memory. */
export function cutBody(
  { status, statusText, headers }: Response,
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Response {
  let length = 0;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      controller.enqueue(bytes.subarray(0, maxBytes - length));
      length += bytes.length;
      if (length >= maxBytes) controller.terminate();
    },
  });
  return new Response(body.pipeThrough(cut), { status, statusText, headers });
}

function repairBody(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | null | undefined,
  { limits, signs, createRepair, onDropped }: WireFetchOptions,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const answer = new AnswerRepair(createRepair(), limits);
  const encoder = new TextEncoder();
  const close = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (answer.dropped > 0) onDropped?.(answer.dropped);
    controller.close();
    // The answer is complete: what the connection does afterwards is of no interest.
    reader.cancel().catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const bytes = await readBytes(reader, answer);
          signs.report(signal);
          const text = bytes === undefined ? answer.end() : answer.push(bytes);
          if (text !== "") await enqueue(controller, encoder.encode(text));
          if (answer.isOver) return close(controller);
          if (text !== "") return;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/**
 * Enqueues bytes in pieces. One event may hold very many parts, and the packages read all that is enqueued
 * without a pause: other work of this process runs between two pieces.
 */
async function enqueue(
  controller: ReadableStreamDefaultController<Uint8Array>,
  bytes: Uint8Array,
): Promise<void> {
  controller.enqueue(bytes.subarray(0, PIECE_BYTES));
  for (let at = PIECE_BYTES; at < bytes.length; at += PIECE_BYTES) {
    await setImmediate();
    controller.enqueue(bytes.subarray(at, at + PIECE_BYTES));
  }
}

/**
 * The next bytes; `undefined` at the end. A connection that is lost after the answer's end has been named is
 * its end.
 */
async function readBytes(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  answer: AnswerRepair,
): Promise<Uint8Array | undefined> {
  try {
    const { done, value } = await reader.read();
    return done ? undefined : value;
  } catch (error) {
    if (answer.isComplete) return undefined;
    throw error;
  }
}
