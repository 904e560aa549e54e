import { Channel } from "@aiwhisperer/protocol";
import type {
  FinishReason,
  Model,
  ModelFault,
  ModelToolCall,
  ModelUsage,
  ProviderState,
  StepPart,
  StepRequest,
} from "../model/model.ts";
import { toSoundPart } from "../model/sound-part.ts";
import { discardDrafts, takeCallDelta } from "./draft-calls.ts";
import { InterruptibleStream, type StreamEnd } from "./interruptible-stream.ts";
import type { StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

/** The outcome of a step. */
export type StepOutcome =
  | {
      readonly kind: "finished";
      readonly reason: FinishReason;
      readonly usage: ModelUsage;
      /** Calls to run before the model is asked again; empty unless the answer is complete. */
      readonly calls: readonly ModelToolCall[];
    }
  | { readonly kind: "faulted"; readonly fault: ModelFault }
  | { readonly kind: "interrupted" };

/** Made once: without a reason, every abort makes an exception with the stack of that moment. */
const STEP_ENDED = new DOMException("The step has ended.", "AbortError");

/**
 * Asks the model once and appends what it says as it comes. Never throws; the final chunk is the caller's.
 */
export async function runStep(turn: TurnContext, message: StepMessage): Promise<StepOutcome> {
  if ("unavailable" in turn.model) {
    return {
      kind: "faulted",
      fault: { code: "model_unavailable", message: turn.model.unavailable, retryable: false },
    };
  }
  const preparation = turn.scope.prepare();
  if (preparation !== undefined) await preparation;
  discardDrafts(turn, message);
  const abort = new AbortController();
  const stopListening = forwardAbort(turn.signal, abort);
  const parts = askModel(turn.model.model, {
    messages: turn.scope.messages(),
    tools: turn.scope.tools(),
    signal: abort.signal,
    ...(turn.system === undefined ? {} : { system: turn.system }),
    ...(turn.scope.settings === undefined ? {} : { settings: turn.scope.settings }),
    ...(turn.scope.outputSchema === undefined ? {} : { outputSchema: turn.scope.outputSchema }),
  });
  const idleTimeoutMs = turn.limits.modelIdleTimeoutMs;
  const stream = new InterruptibleStream(parts, { signal: turn.signal, clock: turn.clock, idleTimeoutMs });
  try {
    return await consume(turn, message, stream);
  } finally {
    stopListening();
    abort.abort(STEP_ENDED);
    stream.close();
  }
}

/** The model's parts. A model that throws at once, or returns no stream, fails like one that throws later. */
function askModel(model: Model, request: StepRequest): AsyncIterable<StepPart> {
  try {
    const parts = model.stream(request);
    if (typeof parts[Symbol.asyncIterator] === "function") return parts;
    throw new TypeError("the model returned no stream");
  } catch (error) {
    return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
  }
}

async function consume(
  turn: TurnContext,
  message: StepMessage,
  stream: InterruptibleStream<StepPart>,
): Promise<StepOutcome> {
  const calls: ModelToolCall[] = [];
  const end = await stream.read({
    ready: () => waitFor(turn),
    take(given) {
      const part = toSoundPart(given);
      if (part.type === "toolCall") calls.push(part.call);
      return takePart(turn, message, { part, calls });
    },
  });
  return end.kind === "taken" ? end.value : outcomeOf(turn, end);
}

/**
 * Returns a promise to await before the model is read on: for room in the log, and for the end of a pause.
 */
function waitFor(turn: TurnContext): Promise<void> | undefined {
  const room = turn.store.whenReadable();
  return room === undefined && turn.clock.whenReleased() === undefined ? undefined : waitForAll(turn, room);
}

async function waitForAll(turn: TurnContext, room: Promise<void> | undefined): Promise<void> {
  await room;
  // A turn may be held again in the moment in which it is released.
  for (let hold = turn.clock.whenReleased(); hold !== undefined; hold = turn.clock.whenReleased()) await hold;
}

function takePart(
  turn: TurnContext,
  message: StepMessage,
  { part, calls }: { readonly part: StepPart; readonly calls: readonly ModelToolCall[] },
): StepOutcome | undefined {
  switch (part.type) {
    case "delta":
      return takeDelta(turn, message, part);
    case "callDelta":
      return takeCallDelta(turn, message, part);
    case "toolCall":
    case "progress":
      return undefined;
    case "state":
      keepState(turn, message, part.state);
      return undefined;
    case "leftOut":
      turn.noteOnce(leftOutText(part.settings));
      return undefined;
    case "finish":
      return {
        kind: "finished",
        reason: part.reason,
        usage: part.usage,
        calls: isComplete(part.reason) ? calls : [],
      };
    case "fault":
      return { kind: "faulted", fault: part.fault };
  }
}

/** In words, which settings a model does not know. */
export function leftOutText(settings: readonly string[]): string {
  const names = settings.map((name) => `“${name}”`).join(", ");
  const [what, them] = settings.length === 1 ? ["setting", "it"] : ["settings", "them"];
  return `The model does not know the ${what} ${names}. It is asked without ${them}.`;
}

/** Arguments of a call may be cut where the answer was cut, so that no call of such an answer runs. */
function isComplete(reason: FinishReason): boolean {
  return reason !== "length" && reason !== "content_filter" && reason !== "refusal";
}

/** State that is too long is dropped. The thoughts in it have been shown. */
function keepState({ limits }: TurnContext, message: StepMessage, state: ProviderState): void {
  if (JSON.stringify(state).length <= limits.maxProviderStateLength) message.state = state;
}

function takeDelta(
  turn: TurnContext,
  message: StepMessage,
  { channel, text }: Extract<StepPart, { type: "delta" }>,
): StepOutcome | undefined {
  // The turn may have been cancelled while this part was on its way; nothing is appended after that.
  if (turn.signal.aborted) return { kind: "interrupted" };
  const isFinalChannel = channel === "final";
  turn.store.appendDelta({
    method: "AIMessageChunkNotification",
    params: {
      messageId: message.messageId,
      turnId: turn.turnId,
      chunk: text,
      isFinal: false,
      ...(isFinalChannel ? {} : { channel: Channel.Analysis }),
    },
  });
  message.hasText = true;
  if (isFinalChannel) message.length += text.length;
  else message.thoughtLength += text.length;
  if (message.length + message.thoughtLength <= turn.limits.maxAnswerLength) return undefined;
  return faulted(
    "provider_error",
    `The answer and its thoughts are longer than ${turn.limits.maxAnswerLength} characters (limit maxAnswerLength).`,
  );
}

function outcomeOf(turn: TurnContext, end: StreamEnd): StepOutcome {
  switch (end.kind) {
    case "aborted":
      return { kind: "interrupted" };
    case "idle":
      return faulted(
        "timeout",
        `The model has been silent for ${turn.limits.modelIdleTimeoutMs / 1000} s. Try again, or choose another model.`,
      );
    case "end":
      return faulted("stream_cut", "The model's answer broke off. Try again.");
    case "threw":
      turn.reportError(end.error);
      return faulted(
        "internal",
        "The model failed in an unexpected way. Try again, or choose another model.",
      );
  }
}

function faulted(code: ModelFault["code"], message: string): StepOutcome {
  // Silence and a cut stream may pass; what the model does on purpose will not.
  return {
    kind: "faulted",
    fault: { code, message, retryable: code === "timeout" || code === "stream_cut" },
  };
}

function forwardAbort(signal: AbortSignal, controller: AbortController): () => void {
  const abort = (): void => controller.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  return () => signal.removeEventListener("abort", abort);
}
