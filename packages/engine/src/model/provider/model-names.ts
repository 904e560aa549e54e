import type { ProviderHeaders } from "./provider-headers.ts";

/** A model as its provider lists it. */
export interface NamedModel {
  /** The name that requests have. */
  readonly name: string;
  /** What people call it. */
  readonly title?: string;
  /** Tokens that it takes at most. */
  readonly contextWindow?: number;
}

/** Where a provider lists its models, and how it is asked. */
export interface NameSource {
  readonly url: string;
  readonly headers: ProviderHeaders;
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_TITLE = 200;

/** The list of a server with OpenAI's API. */
export function bearerSource(
  baseUrl: string,
  apiKey: string | undefined,
  headers: ProviderHeaders = {},
): NameSource {
  const authorization: ProviderHeaders = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  return { url: `${baseUrl}/models`, headers: { ...authorization, ...headers } };
}

/**
 * Reads a list of models in the forms of OpenAI, OpenRouter, Anthropic and Google. What has no name is left
 * out; of more than `maxModels`, the first ones count.
 */
export function readModelNames(answer: unknown, maxModels: number): readonly NamedModel[] {
  const { data, models } = toFields(answer);
  const entries = Array.isArray(data) ? data : Array.isArray(models) ? models : [];
  return entries.slice(0, maxModels).flatMap((entry: unknown) => readModel(toFields(entry)));
}

function readModel(entry: Fields): readonly NamedModel[] {
  const { id = entry.name } = entry;
  if (typeof id !== "string") return [];
  const title = entry.display_name ?? entry.displayName ?? (entry.id === undefined ? undefined : entry.name);
  const window =
    entry.context_length ?? entry.inputTokenLimit ?? entry.max_context_length ?? entry.max_model_len;
  return [
    {
      name: id.replace(/^models\//, ""),
      ...(typeof title === "string" && title !== "" ? { title: title.slice(0, MAX_TITLE) } : {}),
      ...(typeof window === "number" && Number.isSafeInteger(window) && window > 0
        ? { contextWindow: window }
        : {}),
    },
  ];
}

function toFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
