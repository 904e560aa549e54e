/** A variable that a model provider is set up with. */
export interface ProviderVariable {
  readonly variable: string;
  readonly isSecret: boolean;
  /** Whether it has headers, each of whose values is a secret. */
  readonly hasHeaders?: boolean;
  readonly description: string;
}

/**
 * Keys and addresses of model providers. They come from the environment alone: a file or a command line shows
 * them to others.
 */
export const PROVIDER_VARIABLES: readonly ProviderVariable[] = [
  key("OPENAI_API_KEY", "key for `openai:` models"),
  address("OPENAI_BASE_URL", "address of the OpenAI API, where it is not OpenAI's own"),
  headers("OPENAI_HEADERS", "openai:"),
  key("ANTHROPIC_API_KEY", "key for `anthropic:` models"),
  address("ANTHROPIC_BASE_URL", "address of the Anthropic API, where it is not Anthropic's own"),
  headers("ANTHROPIC_HEADERS", "anthropic:"),
  key("OPENROUTER_API_KEY", "key for `openrouter:` models"),
  address("OPENROUTER_BASE_URL", "address of the OpenRouter API, where it is not OpenRouter's own"),
  headers("OPENROUTER_HEADERS", "openrouter:"),
  address(
    "OLLAMA_BASE_URL",
    "address of Ollama, such as `http://127.0.0.1:11434`; turns `ollama:` models on",
  ),
  headers("OLLAMA_HEADERS", "ollama:"),
  address(
    "AIWHISPERER_COMPATIBLE_BASE_URL",
    "address of a server with OpenAI's API, such as LM Studio, vLLM or llama-server; turns `compatible:` models on",
  ),
  key("AIWHISPERER_COMPATIBLE_API_KEY", "key for `compatible:` models, where the server asks for one"),
  headers("AIWHISPERER_COMPATIBLE_HEADERS", "compatible:"),
  key("GOOGLE_GENERATIVE_AI_API_KEY", "key for `ai-sdk:@ai-sdk/google:` models"),
  address("GOOGLE_BASE_URL", "address of the Gemini API, where it is not Google's own"),
  key("MISTRAL_API_KEY", "key for `ai-sdk:@ai-sdk/mistral:` models"),
  address("MISTRAL_BASE_URL", "address of the Mistral API, where it is not Mistral's own"),
  key("XAI_API_KEY", "key for `ai-sdk:@ai-sdk/xai:` models"),
  address("XAI_BASE_URL", "address of the xAI API, where it is not xAI's own"),
  key("AZURE_API_KEY", "key for `ai-sdk:@ai-sdk/azure:` models"),
  address("AZURE_RESOURCE_NAME", "name of the Azure OpenAI resource"),
  address("AZURE_BASE_URL", "address of the Azure OpenAI API, in place of a resource's name"),
  address("AZURE_API_VERSION", "version of the Azure OpenAI API"),
  address("AWS_REGION", "region of Amazon Bedrock, for `ai-sdk:@ai-sdk/amazon-bedrock:` models"),
  key("AWS_BEARER_TOKEN_BEDROCK", "key of Amazon Bedrock"),
  key("AWS_ACCESS_KEY_ID", "id of an AWS access key, in place of a key of Bedrock"),
  key("AWS_SECRET_ACCESS_KEY", "secret of that access key"),
  key("AWS_SESSION_TOKEN", "token of temporary AWS credentials"),
  address("BEDROCK_BASE_URL", "address of Amazon Bedrock, where it is not the region's own"),
  address(
    "AIWHISPERER_MODEL_PACKAGES",
    "names of further installed AI SDK packages that `ai-sdk:` models may load, apart by spaces or commas; each reads variables of its own",
  ),
];

function key(variable: string, description: string): ProviderVariable {
  return { variable, isSecret: true, description };
}

function headers(variable: string, models: string): ProviderVariable {
  const description = `extra headers of requests for \`${models}\` models: one \`Name: value\` on each line, or a JSON object`;
  return { variable, isSecret: true, hasHeaders: true, description };
}

function address(variable: string, description: string): ProviderVariable {
  return { variable, isSecret: false, description };
}
