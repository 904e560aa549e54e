import type { Environment } from "../../packages/engine/src/model/provider/provider-settings.ts";

/** How a provider's HTTP API writes a stream. */
export type Dialect = "chat" | "messages" | "responses";

/** A kind of provider as these tests use it. */
export interface ProviderKind {
  readonly name: string;
  readonly model: string;
  readonly dialect: Dialect;
  /** Variable to check when the provider refuses the key. */
  readonly keyVariable?: string;
  readonly addressVariable: string;
  /** The variables that lead it to a server on this machine. */
  readonly env: (origin: string, key: string) => Environment;
}

/** The five kinds of provider that a model's name can begin with. */
export const PROVIDER_KINDS: readonly ProviderKind[] = [
  {
    name: "openai",
    model: "openai:gpt-test",
    dialect: "chat",
    keyVariable: "OPENAI_API_KEY",
    addressVariable: "OPENAI_BASE_URL",
    env: (origin, key) => ({ OPENAI_BASE_URL: `${origin}/v1/`, OPENAI_API_KEY: key }),
  },
  {
    name: "anthropic",
    model: "anthropic:claude-test",
    dialect: "messages",
    keyVariable: "ANTHROPIC_API_KEY",
    addressVariable: "ANTHROPIC_BASE_URL",
    env: (origin, key) => ({ ANTHROPIC_BASE_URL: origin, ANTHROPIC_API_KEY: key }),
  },
  {
    name: "openrouter",
    model: "openrouter:maker/model-test",
    dialect: "chat",
    keyVariable: "OPENROUTER_API_KEY",
    addressVariable: "OPENROUTER_BASE_URL",
    env: (origin, key) => ({ OPENROUTER_BASE_URL: `${origin}/api/v1`, OPENROUTER_API_KEY: key }),
  },
  {
    name: "ollama",
    model: "ollama:llama-test:3b",
    dialect: "chat",
    addressVariable: "OLLAMA_BASE_URL",
    env: (origin) => ({ OLLAMA_BASE_URL: origin }),
  },
  {
    name: "compatible",
    model: "compatible:local-test",
    dialect: "chat",
    keyVariable: "AIWHISPERER_COMPATIBLE_API_KEY",
    addressVariable: "AIWHISPERER_COMPATIBLE_BASE_URL",
    env: (origin, key) => ({
      AIWHISPERER_COMPATIBLE_BASE_URL: `${origin}/v1`,
      AIWHISPERER_COMPATIBLE_API_KEY: key,
    }),
  },
];

/** The kind of that name. */
export function kindOf(name: string): ProviderKind {
  const kind = PROVIDER_KINDS.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`there is no kind ${name}`);
  return kind;
}
