import { setImmediate } from "node:timers/promises";
import { type Clock, delay, systemClock } from "../../kit/clock.ts";
import type { Model, ModelMessage, StepPart, StepRequest } from "../model.ts";
import { answerStep } from "./demo-answer.ts";
import { countWords, type DemoCall } from "./demo-reply.ts";
import { toText } from "./tool-report.ts";

/** Settings of the demonstration model. */
export interface DemoModelOptions {
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /**
   * Pause before each word, in milliseconds; 0 speaks as fast as it is read. Default 22, about 45 words a
   * second.
   */
  readonly paceMs?: number;
}

const DEFAULT_PACE_MS = 22;
/** Messages whose words are counted at once. */
const COUNTED_AT_ONCE = 100;
/** Length of arguments, as JSON, from which on they are written piece by piece. */
const MIN_WRITTEN = 200;
/** A word with the space after it; what has no spaces is cut into pieces, never inside a surrogate pair. */
const WORD = /\S{1,32}\s*|\s+/gu;

/**
 * The model `demo`: a program of fixed rules that runs in this process and says so. Its answers depend on the
 * step alone, so the same conversation gets the same answers. Reports words as tokens. Ends at once when the
 * signal aborts, and leaves no timer behind.
 */
export function createDemoModel({
  clock = systemClock,
  paceMs = DEFAULT_PACE_MS,
}: DemoModelOptions = {}): Model {
  return { id: "demo", stream: (request) => streamReply(request, clock, paceMs) };
}

async function* streamReply(
  request: StepRequest,
  clock: Clock,
  paceMs: number,
): AsyncGenerator<StepPart, void> {
  const { signal } = request;
  const { thought = "", text, slowness = 1, calls = [], fault } = answerStep(request);
  let words = 0;
  for (const [channel, spoken] of [
    ["analysis", thought],
    ["final", text],
  ] as const) {
    for (const word of toWords(spoken)) {
      if (paceMs > 0) await delay(clock, paceMs * slowness, signal);
      if (signal.aborted) return;
      words += 1;
      yield { type: "delta", channel, text: word };
    }
  }
  if (fault !== undefined) return yield { type: "fault", fault };
  yield* writeCalls(calls, request, (): Promise<void> | undefined =>
    paceMs > 0 ? delay(clock, (paceMs * slowness) / 4, signal) : undefined,
  );
  if (signal.aborted) return;
  const inputTokens = await countInput(request);
  yield {
    type: "finish",
    reason: calls.length === 0 ? "stop" : "tool_calls",
    usage: { inputTokens, outputTokens: words, totalTokens: inputTokens + words },
  };
}

/** Writes the arguments of calls as a model does, where they are long enough to be seen. */
async function* writeCalls(
  calls: readonly DemoCall[],
  request: StepRequest,
  pause: () => Promise<void> | undefined,
): AsyncGenerator<StepPart, void> {
  const parts = [...toCallParts(calls, request)];
  for (const { call } of parts) {
    const { toolCallId, toolName } = call;
    const written = JSON.stringify(call.arguments);
    if (written.length < MIN_WRITTEN) continue;
    for (const text of toWords(written)) {
      await pause();
      if (request.signal.aborted) return;
      yield { type: "callDelta", toolCallId, toolName, text };
    }
  }
  yield* parts;
}

/** Ids count up through the whole conversation, so that each of its calls has its own. */
function* toCallParts(
  calls: readonly DemoCall[],
  { messages }: StepRequest,
): Iterable<Extract<StepPart, { type: "toolCall" }>> {
  const earlier = messages.reduce(
    (sum, message) => sum + (message.role === "assistant" ? (message.toolCalls?.length ?? 0) : 0),
    0,
  );
  for (const [index, call] of calls.entries()) {
    yield { type: "toolCall", call: { toolCallId: `call-${earlier + index + 1}`, ...call } };
  }
}

function* toWords(text: string | Iterable<string>): Iterable<string> {
  for (const piece of typeof text === "string" ? [text] : text) {
    for (const [word] of piece.matchAll(WORD)) yield word;
  }
}

/** A long conversation is counted piece by piece: others get their turn meanwhile. */
async function countInput({ system = "", messages }: StepRequest): Promise<number> {
  let words = countWords(system);
  for (const [index, message] of messages.entries()) {
    words += wordsOf(message);
    if (index % COUNTED_AT_ONCE === COUNTED_AT_ONCE - 1) await setImmediate();
  }
  return words;
}

function wordsOf(message: ModelMessage): number {
  return countWords(message.role === "tool" ? toText(message.result) : message.text);
}
