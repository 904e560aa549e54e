import { type Clock, delay, systemClock } from "../../clock.ts";
import type { Model, ModelMessage, StepPart, StepRequest } from "../model.ts";
import { answerStep } from "./demo-answer.ts";
import { countWords } from "./demo-reply.ts";

/** Settings of the demonstration model. */
export interface DemoModelOptions {
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Pause before each word, in milliseconds; 0 speaks as fast as it is read. Default 22, about 45 words a second. */
  readonly paceMs?: number;
}

const DEFAULT_PACE_MS = 22;
/** A word with the space after it; what has no spaces is cut into pieces, never inside a surrogate pair. */
const WORD = /\S{1,32}\s*|\s+/gu;

/**
 * The model `demo`: a program of fixed rules that runs in this process and says so. Its answers depend on the step alone, so the same
 * conversation gets the same answers. Reports words as tokens. Ends at once when the signal aborts, and leaves no timer behind.
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
  const { thought = "", text, slowness = 1, fault } = answerStep(request);
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
  const inputTokens =
    countWords(request.system ?? "") + request.messages.reduce((sum, message) => sum + wordsOf(message), 0);
  yield {
    type: "finish",
    reason: "stop",
    usage: { inputTokens, outputTokens: words, totalTokens: inputTokens + words },
  };
}

function* toWords(text: string | Iterable<string>): Iterable<string> {
  for (const piece of typeof text === "string" ? [text] : text) {
    for (const [word] of piece.matchAll(WORD)) yield word;
  }
}

function wordsOf(message: ModelMessage): number {
  return message.role === "tool" ? 0 : countWords(message.text);
}
