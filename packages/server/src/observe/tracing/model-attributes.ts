/** Names that the conventions have for providers, where they differ from those of this program. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = { mistral: "mistral_ai" };

/** Provider and model of a span, by the GenAI semantic conventions of OpenTelemetry. */
export interface ModelAttributes {
  readonly "gen_ai.provider.name"?: string;
  readonly "gen_ai.request.model"?: string;
}

/**
 * The attributes of a model that is known as `provider:model`. One without a provider, such as `demo`, is its
 * own.
 */
export function modelAttributes(id: string | undefined): ModelAttributes {
  if (id === undefined) return {};
  const colon = id.indexOf(":");
  const provider = colon < 0 ? id : id.slice(0, colon);
  return {
    "gen_ai.provider.name": Object.hasOwn(PROVIDER_NAMES, provider)
      ? (PROVIDER_NAMES[provider] ?? "")
      : provider,
    "gen_ai.request.model": id.slice(colon + 1),
  };
}
