import type { ModelFault } from "../../../packages/engine/src/model/model.ts";
import { json, openai, page, type Refusal, text } from "./refusal.ts";

/** Each with the code that it gets, whether waiting helps, and a word of its remedy. */
export const OTHERS: readonly (readonly [string, string, Refusal, Partial<ModelFault>, RegExp])[] = [
  [
    "Groq's request above its rate limit",
    "compatible",
    openai(
      413,
      "Request too large for model `x` in organization `o` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 18339, please reduce your message size and try again.",
      { type: "tokens", code: "rate_limit_exceeded" },
    ),
    { code: "rate_limited", retryable: false, refusedInput: true },
    /this request alone asks for more/,
  ],
  [
    "OpenAI's request above its rate limit",
    "openai",
    openai(
      429,
      "Request too large for gpt-x in organization org on tokens per min (TPM): Limit 30000, Requested 37000. The input or output tokens must be reduced in order to run successfully.",
      { type: "tokens", code: "rate_limit_exceeded" },
    ),
    { code: "rate_limited", retryable: false },
    /this request alone asks for more/,
  ],
  [
    "Groq's rate limit",
    "compatible",
    openai(
      429,
      "Rate limit reached for model `x` on tokens per minute (TPM): Limit 12000, Used 7174, Requested 7540. Please try again in 13.57s. Upgrade at https://console.groq.com/settings/billing",
      { type: "tokens", code: "rate_limit_exceeded" },
    ),
    { code: "rate_limited", retryable: true, retryAfterMs: 13_570 },
    /limits the rate/,
  ],
  [
    "a rate limit with 413",
    "compatible",
    openai(413, "Rate limit reached: requests per minute", { code: "rate_limit_exceeded" }),
    { code: "rate_limited", retryable: true },
    /limits the rate/,
  ],
  [
    "Gemini's rate limit",
    "compatible",
    json(429, [
      {
        error: {
          code: 429,
          message:
            "You exceeded your current quota, please check your plan and billing details. * Quota exceeded for metric: requests, limit: 15\nPlease retry in 27.9s.",
          status: "RESOURCE_EXHAUSTED",
        },
      },
    ]),
    { code: "rate_limited", retryable: true, retryAfterMs: 27_900 },
    /limits the rate/,
  ],
  [
    "nginx's body size",
    "compatible",
    page(
      413,
      "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body><center><h1>413 Request Entity Too Large</h1></center><hr><center>nginx/1.27.1</center></body></html>",
    ),
    { code: "request_too_large", retryable: false, refusedInput: true },
    /client_max_body_size/,
  ],
  [
    "a proxy's body size",
    "openai",
    text(413, "Payload Too Large"),
    { code: "request_too_large", retryable: false, refusedInput: true },
    /proxy/,
  ],
  [
    "a body size without words",
    "compatible",
    text(413, ""),
    { code: "request_too_large", retryable: false, refusedInput: true },
    /proxy/,
  ],
  [
    "Express's body size",
    "compatible",
    json(413, { message: "request entity too large", type: "entity.too.large" }),
    { code: "request_too_large", retryable: false, refusedInput: true },
    /proxy/,
  ],
  [
    "Anthropic's credit",
    "anthropic",
    json(400, {
      type: "error",
      error: { type: "invalid_request_error", message: "Your credit balance is too low to access the API." },
    }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "OpenAI's quota",
    "openai",
    openai(429, "You exceeded your current quota, please check your plan and billing details.", {
      type: "insufficient_quota",
      code: "insufficient_quota",
    }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "OpenRouter's credit",
    "openrouter",
    json(402, { error: { message: "This request requires more credits, or fewer max_tokens.", code: 402 } }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "DeepSeek's credit",
    "compatible",
    openai(402, "Insufficient Balance", { type: "unknown_error" }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "Moonshot's quota",
    "compatible",
    openai(429, "Your account is suspended, please check your plan", {
      type: "exceeded_current_quota_error",
    }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "DashScope's account",
    "compatible",
    json(400, {
      error: {
        code: "Arrearage",
        message: "Access denied, please make sure your account is in good standing.",
      },
    }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "Anthropic's usage limit",
    "anthropic",
    json(400, {
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "You have reached your specified API usage limits. You will regain access on 2026-01-01.",
      },
    }),
    { code: "insufficient_credit", retryable: false },
    /Add credit/,
  ],
  [
    "a crash that is a 400",
    "compatible",
    json(400, { error: "The model has crashed without additional information. (Exit code: 6)" }),
    { code: "provider_error", retryable: true },
    /fault of its own/,
  ],
  [
    "a gateway's wrong status",
    "compatible",
    openai(400, "upstream connect error or disconnect/reset before headers"),
    { code: "provider_error", retryable: true },
    /fault of its own/,
  ],
  [
    "DeepSeek's images",
    "compatible",
    openai(
      400,
      "Failed to deserialize the JSON body into the target type: messages[0]: unknown variant `image_url`, expected `text`",
    ),
    { code: "input_unsupported", retryable: false, refusedInput: true },
    /vision/,
  ],
  [
    "Ollama's memory",
    "ollama",
    json(500, {
      error: {
        message: "model requires more system memory (44.0 GiB) than is available (7.6 GiB)",
        type: "api_error",
      },
    }),
    { code: "out_of_memory", retryable: false },
    /smaller model/,
  ],
  [
    "a GPU's memory",
    "compatible",
    json(500, {
      error: { code: 500, message: "CUDA out of memory. Tried to allocate 2.00 GiB", type: "server_error" },
    }),
    { code: "out_of_memory", retryable: false },
    /smaller model/,
  ],
  [
    "LM Studio's resources",
    "compatible",
    json(400, {
      error: "Failed to load model. Error: Model loading was stopped due to insufficient system resources.",
    }),
    { code: "out_of_memory", retryable: false },
    /smaller model/,
  ],
  [
    "a model that is loading",
    "compatible",
    json(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } }),
    { code: "overloaded", retryable: true },
    /still loading/,
  ],
  [
    "Hugging Face's loading",
    "compatible",
    json(503, { error: "Model x/y is currently loading", estimated_time: 20 }),
    { code: "overloaded", retryable: true },
    /still loading/,
  ],
  [
    "Ollama's unknown model",
    "ollama",
    json(404, { error: { message: "model 'nope' not found", type: "not_found_error" } }),
    { code: "model_not_found", retryable: false },
    /Check its name/,
  ],
  [
    "an unknown model with 400",
    "openrouter",
    json(400, { error: { message: "maker/nope is not a valid model ID", code: 400 } }),
    { code: "model_not_found", retryable: false },
    /Check its name/,
  ],
  [
    "LM Studio without a model",
    "compatible",
    json(400, {
      error: "No models loaded. Please load a model in the developer page or use the `lms load` command.",
    }),
    { code: "model_not_found", retryable: false },
    /lms load/,
  ],
  [
    "Gemini's key",
    "compatible",
    json(400, [
      {
        error: {
          code: 400,
          message: "API key not valid. Please pass a valid API key.",
          status: "INVALID_ARGUMENT",
        },
      },
    ]),
    { code: "unauthenticated", retryable: false },
    /AIWHISPERER_COMPATIBLE_API_KEY/,
  ],
  [
    "Ollama's images",
    "ollama",
    json(400, { error: { message: "this model does not support image input", type: "api_error" } }),
    { code: "input_unsupported", retryable: false, refusedInput: true },
    /vision/,
  ],
  [
    "llama.cpp's images",
    "compatible",
    json(500, {
      error: {
        code: 500,
        message:
          "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
        type: "server_error",
      },
    }),
    { code: "input_unsupported", retryable: false, refusedInput: true },
    /--mmproj/,
  ],
  [
    "OpenRouter's images",
    "openrouter",
    json(404, { error: { message: "No endpoints found that support image input", code: 404 } }),
    { code: "input_unsupported", retryable: false },
    /vision/,
  ],
  [
    "a content filter",
    "openai",
    json(400, { error: { message: "The response was filtered due to the prompt", code: "content_filter" } }),
    { code: "content_filtered", retryable: false, refusedInput: true },
    /content rules/,
  ],
  [
    "DashScope's inspection",
    "compatible",
    openai(400, "Input data may contain inappropriate content.", { code: "data_inspection_failed" }),
    { code: "content_filtered", retryable: false, refusedInput: true },
    /content rules/,
  ],
  [
    "DeepSeek's risk",
    "compatible",
    openai(400, "Content Exists Risk"),
    { code: "content_filtered", retryable: false, refusedInput: true },
    /content rules/,
  ],
  [
    "OpenRouter's moderation",
    "openrouter",
    json(403, {
      error: {
        message: "Your chosen model requires moderation and your input was flagged",
        code: 403,
        metadata: { reasons: ["violence"], flagged_input: "secret words" },
      },
    }),
    { code: "content_filtered", retryable: false },
    /content rules/,
  ],
  [
    "Groq's unreadable call",
    "compatible",
    openai(
      400,
      "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
      { code: "tool_use_failed", failed_generation: "<function=look>" },
    ),
    { code: "malformed_response", retryable: true },
    /cannot be read/,
  ],
];
