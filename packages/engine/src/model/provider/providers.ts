import type { ModelProvider, ProviderSettings } from "./model-provider.ts";
import { ANTHROPIC_RULES, compatibleRules, OPENAI_RULES, OPENROUTER_RULES } from "./prompt-rules.ts";
import { thoughtFieldExtractor } from "./thought-field.ts";
import type { Fetch } from "./wire/wire-fetch.ts";

const OPENAI_ADDRESS = "https://api.openai.com/v1";

const openai: ModelProvider = {
  name: "openai",
  title: "OpenAI",
  example: "openai:gpt-5-mini",
  key: { variable: "OPENAI_API_KEY", isRequired: true },
  headersVariable: "OPENAI_HEADERS",
  address: {
    variable: "OPENAI_BASE_URL",
    example: OPENAI_ADDRESS,
    fallback: OPENAI_ADDRESS,
    apiPath: "/v1",
    ownPath: "whole",
  },
  // Conversations must not be stored at the provider; the Responses API stores them by default.
  adapt: ({ baseUrl }) =>
    usesResponsesApi(baseUrl)
      ? { namesFinish: false, rules: OPENAI_RULES, providerOptions: { openai: { store: false } } }
      : { rules: compatibleRules(baseUrl) },
  // OpenAI's package for Chat Completions drops thoughts: a server at another address may send them.
  async open(modelName, settings, openFetch) {
    const { baseUrl, apiKey = "", headers = {} } = settings;
    if (!usesResponsesApi(baseUrl)) {
      return openCompatible("openai", modelName, { settings, fetch: await openFetch("chat") });
    }
    const { createOpenAI } = await import("@ai-sdk/openai");
    const fetch = await openFetch("responses");
    return createOpenAI({ baseURL: baseUrl, apiKey, headers, fetch }).responses(modelName);
  },
};

const anthropic: ModelProvider = {
  name: "anthropic",
  title: "Anthropic",
  example: "anthropic:claude-sonnet-4-5",
  key: { variable: "ANTHROPIC_API_KEY", isRequired: true },
  headersVariable: "ANTHROPIC_HEADERS",
  address: {
    variable: "ANTHROPIC_BASE_URL",
    example: "https://api.anthropic.com",
    fallback: "https://api.anthropic.com",
    apiPath: "/v1",
    ownPath: "prefix",
  },
  // Long arguments of a tool call are held back there until a whole value is written; only the pings show
  // that it is being written.
  adapt: () => ({
    rules: ANTHROPIC_RULES,
    providerOptions: { anthropic: { includePings: true } },
    // The provider then keeps each request for the next one (Messages API, "Automatic caching").
    cacheOptions: { anthropic: { cacheControl: { type: "ephemeral" } } },
  }),
  names: ({ baseUrl, apiKey = "", headers = {} }) => ({
    url: `${baseUrl}/models?limit=1000`,
    headers: { "x-api-key": apiKey, "anthropic-version": "2023-06-01", ...headers },
  }),
  async open(modelName, { baseUrl, apiKey = "", headers = {} }, openFetch) {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    const fetch = await openFetch("messages");
    return createAnthropic({ baseURL: baseUrl, apiKey, headers, fetch }).languageModel(modelName);
  },
};

const openrouter: ModelProvider = {
  name: "openrouter",
  title: "OpenRouter",
  example: "openrouter:anthropic/claude-sonnet-4.5",
  key: { variable: "OPENROUTER_API_KEY", isRequired: true },
  headersVariable: "OPENROUTER_HEADERS",
  address: {
    variable: "OPENROUTER_BASE_URL",
    example: "https://openrouter.ai/api/v1",
    fallback: "https://openrouter.ai/api/v1",
    apiPath: "/api/v1",
    ownPath: "prefix",
  },
  adapt: () => ({ rules: OPENROUTER_RULES, changesArguments: true }),
  async open(modelName, { baseUrl, apiKey = "", headers = {} }, openFetch) {
    const { createOpenRouter } = await import("@openrouter/ai-sdk-provider");
    const fetch = await openFetch("openrouter");
    // "strict" asks for the usage at the end of the stream.
    return createOpenRouter({ baseURL: baseUrl, apiKey, headers, fetch, compatibility: "strict" }).chat(
      modelName,
    );
  },
};

const ollama: ModelProvider = {
  name: "ollama",
  title: "Ollama",
  example: "ollama:llama3.2",
  headersVariable: "OLLAMA_HEADERS",
  address: {
    variable: "OLLAMA_BASE_URL",
    example: "http://127.0.0.1:11434",
    apiPath: "/v1",
    ownPath: "prefix",
  },
  adapt: ({ baseUrl }) => ({ rules: compatibleRules(baseUrl) }),
  open: async (modelName, settings, openFetch) =>
    openCompatible("ollama", modelName, { settings, fetch: await openFetch("chat") }),
};

const compatible: ModelProvider = {
  name: "compatible",
  title: "The compatible server",
  example: "compatible:qwen3-8b",
  key: { variable: "AIWHISPERER_COMPATIBLE_API_KEY", isRequired: false },
  headersVariable: "AIWHISPERER_COMPATIBLE_HEADERS",
  address: {
    variable: "AIWHISPERER_COMPATIBLE_BASE_URL",
    example: "http://127.0.0.1:1234/v1",
    apiPath: "/v1",
    ownPath: "whole",
  },
  adapt: ({ baseUrl }) => ({ rules: compatibleRules(baseUrl) }),
  open: async (modelName, settings, openFetch) =>
    openCompatible("compatible", modelName, { settings, fetch: await openFetch("chat") }),
};

/** Every kind of provider, in the order in which people see them. */
export const MODEL_PROVIDERS: readonly ModelProvider[] = [openai, anthropic, openrouter, ollama, compatible];

/**
 * Selects one of OpenAI's two APIs for an address. OpenAI's own address serves every model through the
 * Responses API. Servers at other addresses all support Chat Completions.
 */
export function usesResponsesApi(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === "api.openai.com" || hostname.endsWith(".api.openai.com");
}

async function openCompatible(
  name: string,
  modelName: string,
  { settings, fetch }: { readonly settings: ProviderSettings; readonly fetch: Fetch },
) {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const { baseUrl, apiKey, headers = {} } = settings;
  const key = apiKey === undefined ? {} : { apiKey };
  return createOpenAICompatible({
    name,
    baseURL: baseUrl,
    headers,
    fetch,
    includeUsage: true,
    metadataExtractor: thoughtFieldExtractor,
    ...key,
  }).chatModel(modelName);
}
