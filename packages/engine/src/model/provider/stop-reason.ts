import type { FinishReason } from "../model.ts";

/** Why an answer ended; `error`: the provider says that something went wrong. */
export type StopReason = FinishReason | "error";

/**
 * Reasons as providers write them, in lower case with `_` between words. Sources: OpenAI (`finish_reason`;
 * `incomplete_details.reason`), Anthropic (`stop_reason`), Gemini (`FinishReason`), Mistral, Cohere, Bedrock
 * (`stopReason`), Ollama (`done_reason`), Zhipu, DeepSeek, vLLM and SGLang (`abort`), Text Generation
 * Inference (`eos_token`), Together (`eos`), llama.cpp (`limit`), OpenRouter (`error`).
 */
const REASONS: { readonly [reason in StopReason]: readonly string[] } = {
  stop: [
    "stop",
    "end_turn",
    "stop_sequence",
    "stop_token",
    "eos",
    "eos_token",
    "end",
    "end_of_text",
    "complete",
    "completed",
    "finish",
    "finished",
    "done",
    "success",
    "finish_reason_stop",
  ],
  length: [
    "length",
    "max_tokens",
    "max_token",
    "max_output_tokens",
    "max_completion_tokens",
    "max_length",
    "max_new_tokens",
    "model_length",
    "model_context_window_exceeded",
    "context_length_exceeded",
    "context_window_exceeded",
    "context_length",
    "token_limit",
    "limit",
    "incomplete",
  ],
  content_filter: [
    "content_filter",
    "content_filtered",
    "guardrail_intervened",
    "safety",
    "recitation",
    "blocklist",
    "prohibited_content",
    "spii",
    "language",
    "image_safety",
    "image_prohibited_content",
    "image_recitation",
    "model_armor",
    "sensitive",
    "error_toxic",
    "moderation",
    "flagged",
    "blocked",
  ],
  refusal: ["refusal", "refused"],
  tool_calls: ["tool_calls", "tool_call", "tool_use", "function_call", "function_calls", "tool"],
  error: [
    "error",
    "failed",
    "failure",
    "abort",
    "aborted",
    "cancel",
    "cancelled",
    "canceled",
    "timeout",
    "network_error",
    "insufficient_system_resource",
    "server_error",
    "internal_error",
    "overloaded",
    "malformed_function_call",
    "unexpected_tool_call",
    "too_many_tool_calls",
    "malformed_response",
    "malformed_model_output",
    "malformed_tool_use",
    "error_limit",
    "user_cancel",
  ],
  other: ["pause_turn", "compaction", "other", "unknown", "finish_reason_unspecified", "load", "unload"],
};

const BY_NAME: ReadonlyMap<string, StopReason> = new Map(
  (Object.keys(REASONS) as StopReason[]).flatMap((reason) =>
    REASONS[reason].map((name) => [name, reason] as const),
  ),
);

/** How the AI SDK's packages name reasons. */
const BY_UNIFIED: { readonly [unified: string]: StopReason } = {
  stop: "stop",
  length: "length",
  "content-filter": "content_filter",
  "tool-calls": "tool_calls",
  error: "error",
};

/**
 * Our word for a provider's reason, whatever its case and separators: what the provider wrote decides, what
 * its package made of it where we do not know the word. A package that finds a refusal in an answer that
 * stopped by itself calls it filtered.
 */
export function toStopReason(raw: string | undefined, unified: string): StopReason {
  const byPackage = BY_UNIFIED[unified] ?? "other";
  const named = BY_NAME.get(normalise(raw ?? ""));
  if (named === undefined) return byPackage;
  if (named === "stop" && byPackage === "content_filter") return "refusal";
  return named === "stop" && byPackage === "tool_calls" ? byPackage : named;
}

/** `MAX_TOKENS`, `maxTokens` and `max-tokens` are one reason. */
function normalise(raw: string): string {
  return raw
    .trim()
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[\s.-]+/g, "_")
    .replace(/^finish_reason_(?!unspecified)/, "");
}
