import type { ModelSettings } from "@aiwhisperer/protocol";
import type { StepPart, StepRequest } from "../model.ts";
import type { SdkCall, SdkPart } from "./sdk-types.ts";

type ProviderOptions = NonNullable<SdkCall["providerOptions"]>;
type Warning = Extract<SdkPart, { type: "stream-start" }>["warnings"][number];

/** Names of settings by those that the AI SDK's packages have in their warnings. */
const SETTINGS: Readonly<Record<string, keyof ModelSettings>> = {
  temperature: "temperature",
  maxOutputTokens: "maxOutputTokens",
  stopSequences: "stop",
  reasoning: "reasoningEffort",
  reasoningEffort: "reasoningEffort",
};

/**
 * The settings of a step in the AI SDK's words; options of the source itself are beside those of the user.
 */
export function settingsOf(
  { settings = {}, outputSchema }: Pick<StepRequest, "settings" | "outputSchema">,
  { providerOptions }: { readonly providerOptions?: ProviderOptions },
): Partial<SdkCall> {
  const { temperature, maxOutputTokens, reasoningEffort, stop } = settings;
  const merged = mergeOptions(providerOptions, settings.providerOptions as ProviderOptions | undefined);
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(reasoningEffort === undefined ? {} : { reasoning: reasoningEffort }),
    ...(stop === undefined ? {} : { stopSequences: [...stop] }),
    ...(outputSchema === undefined ? {} : { responseFormat: { type: "json", schema: outputSchema } }),
    ...(merged === undefined ? {} : { providerOptions: merged }),
  };
}

/** Options of both; where they meet, those of the source count: they are what its protocol needs. */
export function mergeOptions(
  source: ProviderOptions | undefined,
  user: ProviderOptions | undefined,
): ProviderOptions | undefined {
  if (source === undefined || user === undefined) return source ?? user;
  const names = new Set([...Object.keys(user), ...Object.keys(source)]);
  return Object.fromEntries(Array.from(names, (name) => [name, { ...user[name], ...source[name] }]));
}

/** The settings of which a provider's package says that the model does not know them. */
export function* leftOutSettings(warnings: readonly Warning[]): Generator<StepPart, void> {
  const names = warnings.flatMap((warning) => {
    const name = warning.type === "unsupported" ? SETTINGS[warning.feature] : undefined;
    return name === undefined ? [] : [name];
  });
  if (names.length > 0) yield { type: "leftOut", settings: [...new Set(names)] };
}
