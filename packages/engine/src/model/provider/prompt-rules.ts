/**
 * Rules of a kind of provider for what it accepts in a request, as its documents state them and its refusals
 * show them.
 */
export interface PromptRules {
  /**
   * Form of the ids of tool calls. Ids that the same model has made are kept in any form that all providers
   * accept.
   */
  readonly callId: RegExp;
  /**
   * Whether an answer has to come between a tool's result and a user message, as chat templates and Mistral
   * want it.
   */
  readonly answersResults: boolean;
  /** Longest description of a tool, in UTF-16 units. */
  readonly maxDescriptionLength: number;
  /** Form of the names of properties in tools' schemas. */
  readonly propertyName: RegExp;
  /**
   * How thoughts are sent back: as parts that the provider's package encodes, or in the field of the message
   * in which they came.
   */
  readonly thoughts: "parts" | "field";
  /** A field that every message with tool calls has to have, whether the model has thought or not. */
  readonly requiredField?: string;
}

const ANY_LENGTH = 100_000;
const ANY_NAME = /^/;

/** OpenAI's own APIs. */
export const OPENAI_RULES: PromptRules = {
  callId: /^[\w-]{1,64}$/,
  answersResults: false,
  maxDescriptionLength: 1_024,
  propertyName: ANY_NAME,
  thoughts: "parts",
};

/** Anthropic's Messages API. */
export const ANTHROPIC_RULES: PromptRules = {
  callId: /^[\w-]{1,64}$/,
  answersResults: false,
  maxDescriptionLength: ANY_LENGTH,
  propertyName: /^[\w.-]{1,64}$/,
  thoughts: "parts",
};

/**
 * Any server of the Chat Completions API: the strictest forms, which all of them accept. Mistral's ids are
 * nine letters and digits.
 */
export const COMPATIBLE_RULES: PromptRules = {
  callId: /^[a-zA-Z0-9]{9}$/,
  answersResults: true,
  maxDescriptionLength: ANY_LENGTH,
  propertyName: ANY_NAME,
  thoughts: "field",
};

/** OpenRouter passes requests on to providers of every kind. */
export const OPENROUTER_RULES: PromptRules = {
  ...COMPATIBLE_RULES,
  maxDescriptionLength: OPENAI_RULES.maxDescriptionLength,
  propertyName: ANTHROPIC_RULES.propertyName,
  thoughts: "parts",
};

/** Hosts whose models refuse a tool call in the history without the thoughts that led to it. */
const HOSTS_WITH_THOUGHTS = ["deepseek.com", "moonshot.ai", "moonshot.cn"];

/** The rules of the server at an address that speaks the Chat Completions API. */
export function compatibleRules(baseUrl: string): PromptRules {
  const { hostname } = new URL(baseUrl);
  const wantsThoughts = HOSTS_WITH_THOUGHTS.some(
    (host) => hostname === host || hostname.endsWith(`.${host}`),
  );
  return wantsThoughts ? { ...COMPATIBLE_RULES, requiredField: "reasoning_content" } : COMPATIBLE_RULES;
}
