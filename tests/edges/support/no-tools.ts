import { json, openai, type Refusal } from "./refusal.ts";

/** Servers and models that take no tools, each in its own words. */
export const NO_TOOLS: readonly (readonly [string, string, Refusal])[] = [
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
  ["OpenAI's strict form", "openai", openai(400, "Unrecognized request argument supplied: tools")],
  [
    "FastAPI",
    "compatible",
    json(422, {
      detail: [{ type: "extra_forbidden", loc: ["body", "tools"], msg: "Extra inputs are not permitted" }],
    }),
  ],
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
