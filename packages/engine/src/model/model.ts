/**
 * What the AI loop knows of a model: one step in, a stream of parts out.
 */

import type { ModelSettings } from "@aiwhisperer/protocol";

/** One entry of the conversation as a model gets it. */
export type ModelMessage =
  | { readonly role: "user"; readonly text: string }
  | {
      readonly role: "assistant";
      readonly text: string;
      readonly toolCalls?: readonly ModelToolCall[];
      /** State that came with this answer; absent unless every call of the answer is here. */
      readonly state?: ProviderState;
    }
  | {
      readonly role: "tool";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly result: unknown;
      readonly isError: boolean;
    };

/** A model's request to run a tool. */
export interface ModelToolCall {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly arguments: unknown;
}

/**
 * Opaque state of a provider that belongs to one answer: thoughts with their signatures, encrypted reasoning.
 * It is stored with the step and sent back with it, to the source that made it and to no other. No client
 * sees it.
 */
export interface ProviderState {
  /** Id of the model that made it. */
  readonly source: string;
  /** JSON that only the source's adapter understands. */
  readonly data: unknown;
}

/** A tool as it is described to a model. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: object;
}

/** One model call. */
export interface StepRequest {
  /** System prompt; absent when there is none. */
  readonly system?: string;
  /** The whole history, oldest first; the last one is the newest user message or tool result. */
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  /** How the model is asked; what it does not know is left out, with a part `leftOut`. */
  readonly settings?: ModelSettings;
  /** JSON Schema of the answer; a model that knows no such form ignores it. */
  readonly outputSchema?: object;
  /**
   * Aborting ends the provider's request; the stream then ends soon, with or without a fault, and is not read
   * further.
   */
  readonly signal: AbortSignal;
}

/** Tokens as the provider reports them. */
export interface ModelUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  /** Part of `inputTokens` that the provider had in its cache. */
  readonly cachedInputTokens?: number;
  /** Part of `inputTokens` that the provider put into its cache. */
  readonly cacheWriteTokens?: number;
  /** Part of `outputTokens` that the model thought. */
  readonly reasoningTokens?: number;
}

/** Why a model stopped. */
export type FinishReason = "stop" | "length" | "content_filter" | "refusal" | "tool_calls" | "other";

/** Names of what can go wrong with a model; on the wire they are `TurnError.code`. */
export type ModelFaultCode =
  | "unauthenticated"
  | "permission_denied"
  | "model_not_found"
  | "model_unavailable"
  | "rate_limited"
  | "insufficient_credit"
  | "overloaded"
  | "provider_error"
  | "connection_failed"
  | "stream_cut"
  | "malformed_response"
  | "context_too_long"
  | "request_too_large"
  | "content_filtered"
  | "tools_unsupported"
  | "input_unsupported"
  | "out_of_memory"
  | "timeout"
  | "step_limit"
  | "invalid_output"
  | "internal";

/** Why a step failed, in words that a person can act on and without secrets. */
export interface ModelFault {
  readonly code: ModelFaultCode;
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** How long the provider asks to wait. */
  readonly retryAfterMs?: number;
  /**
   * The provider refuses what the request holds: it will refuse every request that holds the same. Absent
   * when it does not.
   */
  readonly refusedInput?: boolean;
}

/**
 * A piece of a step. Grammar of a stream: at most one `leftOut`, any number of `delta`, `callDelta`,
 * `progress` and `toolCall`, then at most one `state`, then exactly one `finish` or `fault`. `leftOut` names
 * settings that the model does not know. `progress` says that the model is at work on something that is not
 * shown: it carries nothing and only proves life, so it may be dropped anywhere. `callDelta` is new text of
 * the arguments of a call, before its `toolCall`, and only for people to see. A `toolCall` is whole when it
 * comes and is not to be run unless a `finish` follows whose reason is that of a complete answer. A stream
 * never throws.
 */
export type StepPart =
  | { readonly type: "delta"; readonly channel: "final" | "analysis"; readonly text: string }
  | {
      readonly type: "callDelta";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly text: string;
    }
  | { readonly type: "progress" }
  | { readonly type: "toolCall"; readonly call: ModelToolCall }
  | { readonly type: "state"; readonly state: ProviderState }
  | { readonly type: "leftOut"; readonly settings: readonly string[] }
  | { readonly type: "finish"; readonly reason: FinishReason; readonly usage: ModelUsage }
  | { readonly type: "fault"; readonly fault: ModelFault };

/** A language model that can be asked for one step at a time. */
export interface Model {
  /**
   * `provider:model`, or one word such as `demo`; 200 characters at most, well-formed, without control
   * characters and without spaces at its ends.
   */
  readonly id: string;
  /** Tokens of a request and its answer that the model takes at most; absent where that is not known. */
  readonly contextWindow?: number;
  /** Starts a step. Deltas are new text only and never empty. */
  stream(request: StepRequest): AsyncIterable<StepPart>;
}

/** What can be chosen, and whether it is usable now. Shapes as `ModelInfo` of the contract. */
export interface ModelListing {
  readonly model: string;
  readonly provider: string;
  readonly usable: boolean;
  readonly reason?: string;
  readonly isDefault: boolean;
  /** What people call it, as far as its provider says that. */
  readonly title?: string;
  /** Tokens that it takes at most, as far as its provider says that. */
  readonly contextWindow?: number;
}

/** Looks up models by name. */
export interface ModelCatalog {
  /** The name that sessions without a choice of their own use. */
  readonly defaultModel: string;
  /** The model of that name, or why it cannot be used and what to do. */
  resolve(id: string): { readonly model: Model } | { readonly unavailable: string };
  list(): readonly ModelListing[];
  /**
   * The models that providers list themselves, each by its whole name. Never rejects; absent where there are
   * none to ask.
   */
  listNames?(): Promise<readonly ModelListing[]>;
}
