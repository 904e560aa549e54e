import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { ModelFault } from "../../packages/engine/src/model/model.ts";
import { PROVIDER_KINDS, type ProviderKind } from "../models/provider-kinds.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect, openModel, PLANTED_KEY } from "../models/steps.ts";

/** A refusal as a provider sends it. */
interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const json = (status: number, value: unknown): Refusal => ({ status, body: JSON.stringify(value) });
const text = (status: number, body: string): Refusal => ({ status, body, type: "text/plain" });
const page = (status: number, body: string): Refusal => ({ status, body, type: "text/html" });
/** The shape of most: OpenAI's. */
const openai = (status: number, message: string, fields: object = {}): Refusal =>
  json(status, { error: { message, type: "invalid_request_error", param: null, ...fields } });

function kindOf(name: string): ProviderKind {
  const kind = PROVIDER_KINDS.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`there is no kind ${name}`);
  return kind;
}

/** The fault of a step whose request is refused so, through the kind's own package over HTTP. */
async function faultOf(
  kind: ProviderKind,
  { status, body, type = "application/json" }: Refusal,
): Promise<ModelFault> {
  const refuse = (response: ServerResponse) => response.writeHead(status, { "content-type": type }).end(body);
  await using server = await startSseServer(({ response }) => void refuse(response));
  const parts = await collect(openModel(kind, server.origin));
  const [last] = parts.slice(-1);
  if (parts.length !== 1 || last?.type !== "fault") throw new Error(`ended with ${JSON.stringify(parts)}`);
  return last.fault;
}

describe.each(PROVIDER_KINDS)("a refusal of $name reaches the person in the provider's own words", (kind) => {
  const WORDS = "The field messages is not what it should be.";
  it.each<[string, Refusal]>([
    ["error as a text", json(400, { error: WORDS })],
    ["error with a message", json(400, { error: { message: WORDS } })],
    ["error as a list of texts", json(400, { error: [WORDS] })],
    ["error as a list of objects", json(400, { error: [{ message: WORDS }] })],
    ["a list of errors", json(400, [{ error: { code: 400, message: WORDS, status: "INVALID_ARGUMENT" } }])],
    ["errors", json(400, { errors: [{ message: WORDS }] })],
    ["message", json(400, { object: "error", message: WORDS, type: "BadRequestError", code: 400 })],
    ["detail as a text", json(422, { detail: WORDS })],
    ["detail as a list", json(422, { detail: [{ loc: ["body", "messages"], msg: WORDS, type: "missing" }] })],
    ["a message that is an object", json(400, { error: { message: { detail: WORDS } } })],
    ["a message that is an object of unknown members", json(400, { error: { message: { cause: WORDS } } })],
    ["members that are not known", json(400, { fault: { faultstring: WORDS } })],
    ["error_msg", json(400, { error_code: 336, error_msg: WORDS })],
    ["base_resp", json(400, { base_resp: { status_code: 2013, status_msg: WORDS } })],
    [
      "a text that holds JSON",
      json(400, {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: JSON.stringify({ error: { message: WORDS } }), provider_name: "x" },
        },
      }),
    ],
    [
      "JSON in JSON in JSON",
      json(400, {
        error: {
          message: "Provider returned error",
          metadata: { raw: JSON.stringify({ message: JSON.stringify({ detail: WORDS }) }) },
        },
      }),
    ],
    [
      "words before JSON",
      json(400, { error: { message: `400 ${JSON.stringify({ error: { message: WORDS } })}` } }),
    ],
    ["plain text", text(400, WORDS)],
    [
      "JSON behind a byte order mark, as text",
      text(400, `\uFEFF${JSON.stringify({ error: { message: WORDS } })}`),
    ],
    [
      "the title of a page",
      page(400, `<!DOCTYPE html><html><head><title>${WORDS}</title></head><body>x</body></html>`),
    ],
  ])("as %s", async (_shape, refusal) => {
    const fault = await faultOf(kind, refusal);
    expect(fault).toMatchObject({ code: "provider_error", retryable: false, refusedInput: true });
    expect(fault.message).toContain(`says: “${WORDS}” (HTTP ${refusal.status})`);
  });

  it.each<[string, Refusal]>([
    ["an empty body", text(400, "")],
    ["an empty object", json(400, {})],
    ["null", json(400, null)],
    ["a page without a title", page(400, "<html><body>internal-host-17</body></html>")],
  ])("with the status alone where it says nothing: %s", async (_shape, refusal) => {
    const fault = await faultOf(kind, refusal);
    expect(fault.message).toMatch(/could not answer the request\. \(HTTP 400\)$/);
  });

  it("cleaned of keys and control characters, and bounded", async () => {
    const words = `Project of ${PLANTED_KEY} \u202eis\u0007 archived. token=abcdefgh1234 ${"more ".repeat(200)}`;
    for (const refusal of [
      json(400, { error: words }),
      json(400, { detail: [{ msg: words }] }),
      text(400, words),
    ]) {
      const { message } = await faultOf(kind, refusal);
      expect(message).toContain("Project of [redacted] is archived. [redacted] more");
      expect(message).not.toContain("planted");
      expect(message.length).toBeLessThan(400);
    }
  });

  it("from a body as deep or as long as it likes", async () => {
    const deep = `${'{"error":'.repeat(20_000)}"x"${"}".repeat(20_000)}`;
    const lists = "[".repeat(50_000);
    for (const body of [deep, lists, `{"error":"${"limit 1 ".repeat(100_000)}"}`]) {
      const started = performance.now();
      expect(await faultOf(kind, { status: 400, body })).toMatchObject({ code: "provider_error" });
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

/** Each as the provider or server that is named writes it. */
const TOO_LONG: readonly (readonly [string, string, Refusal])[] = [
  [
    "OpenAI",
    "openai",
    openai(
      400,
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 8227 tokens.",
      { code: "context_length_exceeded" },
    ),
  ],
  [
    "OpenAI's newer models",
    "openai",
    openai(
      400,
      "Your input exceeds the context window of this model. Please adjust your input and try again.",
    ),
  ],
  [
    "Anthropic's prompt",
    "anthropic",
    json(400, {
      type: "error",
      error: { type: "invalid_request_error", message: "prompt is too long: 215000 tokens > 200000 maximum" },
    }),
  ],
  [
    "Anthropic's max_tokens",
    "anthropic",
    json(400, {
      type: "error",
      error: {
        type: "invalid_request_error",
        message:
          "input length and `max_tokens` exceed context limit: 199759 + 8192 > 200000, decrease input length or `max_tokens` and try again",
      },
    }),
  ],
  [
    "Anthropic's size",
    "anthropic",
    json(413, {
      type: "error",
      error: { type: "request_too_large", message: "Request exceeds the maximum size" },
    }),
  ],
  [
    "llama.cpp",
    "compatible",
    json(400, {
      error: {
        code: 400,
        message:
          "request (124071 tokens) exceeds the available context size (123904 tokens), try increasing it",
        type: "exceed_context_size_error",
        n_prompt_tokens: 124071,
        n_ctx: 123904,
      },
    }),
  ],
  [
    "llama.cpp before",
    "compatible",
    json(400, {
      error: {
        code: 400,
        message:
          "the request exceeds the available context size. try increasing the context size or enable context shift",
        type: "invalid_request_error",
      },
    }),
  ],
  [
    "llama.cpp with 500",
    "compatible",
    json(500, { error: { code: 500, message: "Context size has been exceeded.", type: "server_error" } }),
  ],
  [
    "LM Studio",
    "compatible",
    json(400, {
      error:
        "Trying to keep the first 6697 tokens, but the model is loaded with a context length of only 4096 tokens",
    }),
  ],
  [
    "LM Studio before",
    "compatible",
    json(400, {
      error:
        "Trying to keep the first 6697 tokens when context the overflows. However, the model is loaded with too few.",
    }),
  ],
  [
    "LM Studio's initial prompt",
    "compatible",
    json(400, {
      error: "The number of tokens to keep from the initial prompt is greater than the context length",
    }),
  ],
  [
    "vLLM",
    "compatible",
    json(400, {
      object: "error",
      message:
        "This model's maximum context length is 32768 tokens. However, you requested 40000 tokens in the messages, Please reduce the length of the messages.",
      type: "BadRequestError",
      param: null,
      code: 400,
    }),
  ],
  [
    "vLLM's engine",
    "compatible",
    json(400, {
      object: "error",
      message: "The decoder prompt (length 40000) is longer than the maximum model length of 32768.",
      code: 400,
    }),
  ],
  [
    "vLLM's max_tokens",
    "compatible",
    openai(
      400,
      "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 8192 tokens and your request has 6000 input tokens.",
      { code: 400 },
    ),
  ],
  [
    "Ollama",
    "ollama",
    json(400, {
      error: {
        message: "prompt too long; exceeded max context length by 4 tokens",
        type: "invalid_request_error",
        param: null,
        code: null,
      },
    }),
  ],
  [
    "Ollama's runner",
    "ollama",
    json(500, { error: { message: "the input length exceeds the context length", type: "api_error" } }),
  ],
  [
    "Gemini",
    "compatible",
    json(400, [
      {
        error: {
          code: 400,
          message: "The input token count (1183440) exceeds the maximum number of tokens allowed (1048576).",
          status: "INVALID_ARGUMENT",
        },
      },
    ]),
  ],
  [
    "xAI",
    "compatible",
    json(400, {
      code: "Client specified an invalid argument",
      error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    }),
  ],
  ["Bedrock", "compatible", json(400, { message: "Input is too long for requested model." })],
  [
    "GitHub Copilot",
    "compatible",
    json(400, {
      error: {
        message: "prompt token count of 168929 exceeds the limit of 168000",
        code: "model_max_prompt_tokens_exceeded",
      },
    }),
  ],
  [
    "Moonshot",
    "compatible",
    openai(400, "Invalid request: Your request exceeded model token limit: 262144 (requested: 280011)"),
  ],
  [
    "Cerebras",
    "compatible",
    json(400, {
      message:
        "Please reduce the length of the messages or completion. Current length is 8205 while limit is 8192",
      type: "invalid_request_error",
      param: "messages",
      code: "context_length_exceeded",
    }),
  ],
  [
    "Together",
    "compatible",
    openai(
      422,
      "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens and 512 `max_new_tokens`",
    ),
  ],
  [
    "Together's newer",
    "compatible",
    openai(400, "The input (210000 tokens) is longer than the model's context length (200000 tokens)."),
  ],
  [
    "DashScope",
    "compatible",
    openai(400, "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 202745]", {
      code: "invalid_parameter_error",
    }),
  ],
  ["Qwen", "compatible", openai(400, "Input text is too long.")],
  ["Zhipu", "compatible", json(400, { error: { code: "1261", message: "Prompt exceeds max length" } })],
  ["Zhipu's code alone", "compatible", json(400, { error: { code: "1261", message: "Prompt" } })],
  [
    "Zhipu's Anthropic API",
    "anthropic",
    json(400, { type: "error", error: { type: "invalid_request_error", message: "tokens length too long" } }),
  ],
  [
    "DeepSeek",
    "compatible",
    openai(
      400,
      "This model's maximum context length is 65536 tokens. However, you requested 70113 tokens (66017 in the messages, 4096 in the completion).",
    ),
  ],
  [
    "SiliconFlow",
    "compatible",
    json(400, {
      code: 20015,
      message: "length of prompt_tokens (163280) must be less than max_seq_len (32768).",
      data: null,
    }),
  ],
  [
    "Mistral",
    "compatible",
    json(400, {
      object: "error",
      message: {
        detail: [
          {
            msg: "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
          },
        ],
      },
      type: "invalid_request_prompt",
      code: 3051,
    }),
  ],
  [
    "OpenRouter",
    "openrouter",
    json(400, {
      error: {
        message:
          "This endpoint's maximum context length is 131072 tokens. However, you requested about 140001 tokens.",
        code: 400,
      },
    }),
  ],
  [
    "OpenRouter's provider",
    "openrouter",
    json(400, {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: {
          raw: '{"error":{"message":"This model\'s maximum context length is 262144 tokens. However, your messages resulted in 262897 tokens.","type":"Bad Request","code":400}}',
          provider_name: "x",
        },
      },
    }),
  ],
  [
    "Groq",
    "compatible",
    openai(400, "Please reduce the length of the messages or completion.", {
      code: "context_length_exceeded",
    }),
  ],
  [
    "MiniMax",
    "compatible",
    json(400, {
      type: "error",
      error: {
        type: "bad_request_error",
        message: "invalid params, context window exceeds limit (2013)",
        http_code: "400",
      },
    }),
  ],
  [
    "SGLang",
    "compatible",
    json(400, {
      object: "error",
      message:
        "Input length (40000 tokens) exceeds the maximum allowed length (32767 tokens). Use a shorter input or enable --allow-auto-truncate.",
      type: "BadRequestError",
      code: 400,
    }),
  ],
  [
    "TGI",
    "compatible",
    json(422, {
      error: "Input validation error: `inputs` must have less than 1024 tokens. Given: 1100",
      error_type: "validation",
    }),
  ],
  [
    "Cohere",
    "compatible",
    json(400, {
      message: "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 5300.",
    }),
  ],
  [
    "a gateway",
    "compatible",
    json(400, {
      error: {
        message:
          "litellm.ContextWindowExceededError: litellm.BadRequestError: OpenAIException - {'error': {'message': 'Requested token count exceeds the model\\'s maximum context length of 131072 tokens'}}",
        code: "400",
      },
    }),
  ],
];

describe("a conversation that is too long", () => {
  it.each(TOO_LONG)("is recognised from %s", async (_who, name, refusal) => {
    const fault = await faultOf(kindOf(name), refusal);
    expect(fault).toMatchObject({ code: "context_too_long", retryable: false, refusedInput: true });
    expect(fault.message).toContain("Start a new session, or choose a model with a larger context.");
    expect(fault.message).toContain(`(HTTP ${refusal.status})`);
  });

  it("is recognised in an error inside the stream", async () => {
    const words = "request (9000 tokens) exceeds the available context size (8192 tokens)";
    const frames = [
      `data: ${JSON.stringify({ error: { code: 400, message: words, type: "exceed_context_size_error" } })}\n\n`,
      `data: ${JSON.stringify({ error: { message: words } })}\n\n`,
    ];
    for (const name of ["openai", "openrouter", "ollama", "compatible"]) {
      for (const frame of frames) {
        await using server = await startSseServer(({ write, response }) => {
          write(frame);
          response.end();
        });
        const last = (await collect(openModel(kindOf(name), server.origin))).at(-1);
        expect(last, `${name} ${frame}`).toMatchObject({
          fault: { code: "context_too_long", refusedInput: true },
        });
      }
    }
  });
});

/** Each with the code that it gets, whether waiting helps, and a word of its remedy. */
const OTHERS: readonly (readonly [string, string, Refusal, Partial<ModelFault>, RegExp])[] = [
  [
    "Groq's request above its rate limit",
    "compatible",
    openai(
      413,
      "Request too large for model `x` in organization `o` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 18339, please reduce your message size and try again.",
      { type: "tokens", code: "rate_limit_exceeded" },
    ),
    { code: "rate_limited", retryable: false, refusedInput: true },
    /more tokens than the rate limit/,
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
    /more tokens than the rate limit/,
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

/** Servers and models that take no tools, each in its own words. */
const NO_TOOLS: readonly (readonly [string, string, Refusal])[] = [
  [
    "Ollama",
    "ollama",
    json(400, {
      error: {
        message: "registry.example/library/small:4b does not support tools",
        type: "api_error",
        param: null,
        code: null,
      },
    }),
  ],
  [
    "OpenRouter",
    "openrouter",
    json(404, {
      error: {
        message:
          "No endpoints found that support tool use. To learn more about provider routing, visit: https://example.org",
        code: 404,
      },
    }),
  ],
  [
    "llama.cpp",
    "compatible",
    json(500, { error: { code: 500, message: "tools param requires --jinja flag", type: "server_error" } }),
  ],
  [
    "vLLM",
    "compatible",
    json(400, {
      object: "error",
      message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      type: "BadRequestError",
      code: 400,
    }),
  ],
  [
    "Groq",
    "compatible",
    openai(400, "tool calling is not supported with this model", { param: "tool calling" }),
  ],
  ["Groq before", "compatible", openai(400, "`tools` is not supported with this model")],
  [
    "xAI",
    "compatible",
    json(400, {
      code: "Client specified an invalid argument",
      error:
        "Invalid request content: The model does not support tool use or function calling but tools or tool_choice have been specified on the request.",
    }),
  ],
  [
    "SiliconFlow",
    "compatible",
    json(400, { code: 20037, message: "Function call is not supported for this model.", data: null }),
  ],
  [
    "Gemini",
    "compatible",
    json(400, [
      {
        error: {
          code: 400,
          message: "Function calling is not enabled for models/gemma-3-4b-it",
          status: "INVALID_ARGUMENT",
        },
      },
    ]),
  ],
  ["DeepSeek", "compatible", openai(400, "deepseek-reasoner does not support Function Calling")],
  ["a strict server", "compatible", openai(400, "Unsupported parameter: 'tools'")],
  [
    "Anthropic's shape",
    "anthropic",
    json(400, {
      type: "error",
      error: { type: "invalid_request_error", message: "This model doesn't support tools." },
    }),
  ],
];

describe("a refusal names its remedy", () => {
  it.each(OTHERS)("of %s", async (_what, name, refusal, expected, remedy) => {
    const fault = await faultOf(kindOf(name), refusal);
    expect(fault).toMatchObject(expected);
    if (expected.refusedInput === undefined) expect(fault).not.toHaveProperty("refusedInput");
    expect(fault.message).toMatch(remedy);
    expect(fault.message).not.toContain("secret words");
  });

  it.each(NO_TOOLS)("of a model without tools at %s", async (_what, name, refusal) => {
    const fault = await faultOf(kindOf(name), refusal);
    expect(fault).toMatchObject({ code: "tools_unsupported", retryable: false });
    expect(fault).not.toHaveProperty("refusedInput");
    expect(fault.message).toMatch(/supports tools.*--jinja/);
  });
});
