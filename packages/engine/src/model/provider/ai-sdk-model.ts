import type { Model, ModelToolCall, ModelUsage, StepPart, StepRequest } from "../model.ts";
import { type FaultSource, streamCut, toModelFault } from "../model-fault.ts";
import { toModelUsage } from "../model-usage.ts";
import type { StepPhase } from "../provider-failure.ts";
import { DraftCalls } from "./draft-calls.ts";
import { ModelSetupError } from "./model-setup-error.ts";
import { PromptCache } from "./prompt-cache.ts";
import { COMPATIBLE_RULES, type PromptRules } from "./prompt-rules.ts";
import type { SdkCall, SdkModel, SdkPart } from "./sdk-types.ts";
import { isStateRefusal, withoutState } from "./state-refusal.ts";
import { toSdkCall } from "./step-prompt.ts";
import { leftOutSettings, settingsOf } from "./step-settings.ts";
import { StepStateRecorder } from "./step-state.ts";
import { toStopReason } from "./stop-reason.ts";
import { splitThoughtTags } from "./thought-tags.ts";
import { createToolNames, type ToolNames } from "./tool-names.ts";
import { SignsOfLife, withSigns } from "./wire/signs-of-life.ts";
import { WrittenArguments } from "./written-arguments.ts";

type SdkFinish = Extract<SdkPart, { type: "finish" }>;

/** What makes a model of the AI SDK one of ours. */
export interface AiSdkModelOptions {
  /** `provider:model`. */
  readonly id: string;
  readonly source: FaultSource;
  /** Loads the SDK's model; called at the first step and once only, unless it fails. */
  readonly open: () => Promise<SdkModel>;
  /** Options for the provider, sent with every call. */
  readonly providerOptions?: NonNullable<SdkCall["providerOptions"]>;
  /** Further options by which the provider keeps requests in its cache. Default: none. */
  readonly cacheOptions?: NonNullable<SdkCall["providerOptions"]>;
  /**
   * Whether the provider's package changes arguments that are no JSON, so that they are read from its raw
   * chunks. Default false.
   */
  readonly changesArguments?: boolean;
  /** Rules for requests. Default: those that every server of the Chat Completions API accepts. */
  readonly rules?: PromptRules;
  /**
   * Whether the provider's protocol names a reason at every proper end, so that an end without one is a cut
   * stream. Default true; only OpenAI's Responses API does otherwise.
   */
  readonly namesFinish?: boolean;
  /**
   * Where the model's `fetch` reports that the provider is alive. Default: only parts of the answer show it.
   */
  readonly signs?: SignsOfLife;
  /** Milliseconds since 1970-01-01T00:00:00Z, to read dates in `Retry-After`. */
  readonly now: () => number;
  /** Called with the errors that become the fault `internal`. Their text is reported nowhere else. */
  readonly onUnexpectedError?: (error: unknown) => void;
}

const PROGRESS: StepPart = { type: "progress" };

/**
 * A model behind the AI SDK. One step is one HTTP request, or two when the provider refuses its own state.
 * The SDK's own retries, tool loop, telemetry and console output are not used. The request is aborted when
 * the step's signal aborts or when the stream is no longer read. Tool calls come after all deltas, and only
 * after the provider has reported that the answer is complete; the text of their arguments comes before.
 * Progress is emitted during hidden reasoning.
 */
export function createAiSdkModel(options: AiSdkModelOptions): Model {
  let opened: Promise<SdkModel> | undefined;
  const open = (): Promise<SdkModel> => {
    opened ??= options.open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const cache = new PromptCache(options.cacheOptions);
  return { id: options.id, stream: (request) => streamStep({ ...options, open, cache }, request) };
}

async function* streamStep(
  options: AiSdkModelOptions & { readonly cache: PromptCache },
  request: StepRequest,
): AsyncGenerator<StepPart, void> {
  const { signal } = request;
  if (signal.aborted) return;
  const http = new AbortController();
  const forward = (): void => http.abort(signal.reason);
  signal.addEventListener("abort", forward, { once: true });
  let phase: StepPhase = "request";
  const ask = async function* (): AsyncGenerator<StepPart, void> {
    const names = createToolNames(request.tools);
    const model = await options.open();
    const send = (asked: StepRequest) =>
      options.cache.send(model, {
        ...toSdkCall(
          asked,
          { source: options.id, rules: options.rules ?? COMPATIBLE_RULES, names },
          http.signal,
        ),
        ...(options.changesArguments === true ? { includeRawChunks: true } : {}),
        ...settingsOf(asked, options),
      });
    const { stream } = await askWithState(send, request);
    phase = "answer";
    yield* readAnswer(stream, names, options);
  };
  const { signs = new SignsOfLife() } = options;
  try {
    for await (const part of withSigns(ask(), PROGRESS, (listener) => signs.watch(http.signal, listener))) {
      // Some providers end their stream on an abort as if it had been cut.
      if (signal.aborted) return;
      yield part;
    }
  } catch (error) {
    if (!signal.aborted) yield toFault(error, phase, options);
  } finally {
    signal.removeEventListener("abort", forward);
    // A no-op after a proper end; otherwise closes the HTTP request when the reader stops early.
    http.abort();
  }
}

/**
 * Asks once more without provider state where the provider refuses that. Rejects with the first refusal when
 * the second try fails, too.
 */
async function askWithState<T>(
  ask: (request: StepRequest) => PromiseLike<T>,
  request: StepRequest,
): Promise<T> {
  try {
    return await ask(request);
  } catch (refusal) {
    if (!isStateRefusal(refusal, request)) throw refusal;
    try {
      return await ask(withoutState(request));
    } catch {
      throw refusal;
    }
  }
}

/** Reads to the end of the stream, which is what frees the connection, and believes the last finish. */
async function* readAnswer(
  stream: ReadableStream<SdkPart>,
  names: ToolNames,
  options: AiSdkModelOptions,
): AsyncGenerator<StepPart, void> {
  const calls: ModelToolCall[] = [];
  const written = new WrittenArguments();
  const drafts = new DraftCalls(names);
  const recorder = new StepStateRecorder();
  let finish: SdkFinish | undefined;
  for await (const part of splitThoughtTags(stream)) {
    recorder.take(part);
    written.take(part);
    switch (part.type) {
      case "stream-start":
        yield* leftOutSettings(part.warnings);
        break;
      case "text-delta":
        if (part.delta !== "") yield { type: "delta", channel: "final", text: part.delta };
        break;
      case "reasoning-delta":
        yield part.delta === "" ? PROGRESS : { type: "delta", channel: "analysis", text: part.delta };
        break;
      case "tool-input-delta":
        yield drafts.take(part);
        break;
      case "tool-input-start":
        drafts.begin(part);
        yield PROGRESS;
        break;
      case "reasoning-start":
      case "ping":
        yield PROGRESS;
        break;
      case "tool-call":
        if (part.providerExecuted !== true) calls.push(toToolCall(part, names, written.of(part)));
        break;
      case "error":
        return yield toFault(part.error, "answer", options);
      case "finish":
        finish = part;
    }
  }
  if (finish === undefined || isCut(finish, options)) {
    return yield { type: "fault", fault: streamCut(options.source) };
  }
  const { raw, unified } = finish.finishReason;
  const reason = toStopReason(raw, unified);
  if (reason === "error") return yield toFault(toErrorFrame(raw), "answer", options);
  for (const call of calls) yield { type: "toolCall", call };
  const state = recorder.toState(options.id, finish.providerMetadata);
  if (state !== undefined) yield { type: "state", state };
  yield { type: "finish", reason, usage: toUsage(finish) };
}

function isCut({ finishReason }: SdkFinish, { namesFinish = true }: AiSdkModelOptions): boolean {
  if (finishReason.unified === "interrupted") return true;
  return namesFinish && finishReason.raw === undefined && finishReason.unified !== "error";
}

/**
 * Arguments that are no JSON stay a text: the check against the tool's schema says to the model what is
 * wrong.
 */
function toToolCall(
  { toolCallId, toolName }: Extract<SdkPart, { type: "tool-call" }>,
  names: ToolNames,
  text: string,
): ModelToolCall {
  return {
    toolCallId,
    toolName: names.decode(toolName),
    arguments: text.trim() === "" ? {} : parseArguments(text),
  };
}

function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a provider says that ends its answer with the name of an error. */
function toErrorFrame(raw: string | undefined): unknown {
  return raw === undefined ? undefined : { message: `The answer ended with “${raw}”.`, code: 502 };
}

function toUsage({ usage: { inputTokens, outputTokens } }: SdkFinish): ModelUsage {
  return toModelUsage({
    inputTokens: inputTokens.total,
    outputTokens: outputTokens.total,
    // Packages say 0 also where the provider says nothing.
    cachedInputTokens: inputTokens.cacheRead || undefined,
    cacheWriteTokens: inputTokens.cacheWrite || undefined,
    reasoningTokens: outputTokens.reasoning || undefined,
  });
}

function toFault(error: unknown, phase: StepPhase, options: AiSdkModelOptions): StepPart {
  if (error instanceof ModelSetupError) {
    return { type: "fault", fault: { code: "model_unavailable", message: error.message, retryable: false } };
  }
  const fault = toModelFault(error, { source: options.source, phase, now: options.now() });
  if (fault.code === "internal") options.onUnexpectedError?.(error);
  return { type: "fault", fault };
}
