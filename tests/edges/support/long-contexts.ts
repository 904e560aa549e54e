import { json, openai, type Refusal } from "./refusal.ts";

/** Each as the provider or server that is named writes it. */
export const TOO_LONG: readonly (readonly [string, string, Refusal])[] = [
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
    "GitHub Models",
    "openai",
    json(413, {
      error: {
        code: "tokens_limit_reached",
        message: "Request body too large for gpt-x model. Max size: 8000 tokens.",
      },
    }),
  ],
  [
    "Volcengine",
    "compatible",
    openai(400, "Total tokens of image and text exceed max message tokens.", { code: "InvalidParameter" }),
  ],
  ["Baidu", "compatible", json(400, { error_code: 336103, error_msg: "the prompt tokens too long" })],
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
