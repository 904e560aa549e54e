import type { ModelSettings } from "@aiwhisperer/protocol";

/** Settings as they are in the fields of a form; an empty text is the model's own. */
export interface SettingsText {
  readonly temperature: string;
  readonly maxOutputTokens: string;
  readonly reasoningEffort: string;
  /** A text a line. */
  readonly stop: string;
}

const efforts = ["none", "low", "medium", "high"] as const;
const maxStops = 16;
const maxStopLength = 256;

/** Puts settings into the fields of a form. */
export function toText({
  temperature,
  maxOutputTokens,
  reasoningEffort,
  stop = [],
}: ModelSettings): SettingsText {
  return {
    temperature: temperature?.toString() ?? "",
    maxOutputTokens: maxOutputTokens?.toString() ?? "",
    reasoningEffort: reasoningEffort ?? "",
    stop: stop.join("\n"),
  };
}

/** Reads the fields of a form; what has no field stays as it was. Null where nothing is set. */
export function toSettings(
  text: SettingsText,
  { providerOptions }: ModelSettings,
): { readonly settings: ModelSettings | null } | { readonly problem: string } {
  const temperature = toNumber(text.temperature);
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    return { problem: "The temperature is a number from 0 to 2." };
  }
  const maxOutputTokens = toNumber(text.maxOutputTokens);
  if (maxOutputTokens !== undefined && !(Number.isInteger(maxOutputTokens) && maxOutputTokens >= 1)) {
    return { problem: "The longest answer is a whole number of tokens." };
  }
  const stop = text.stop.split("\n").filter((line) => line !== "");
  if (stop.length > maxStops || stop.some((line) => line.length > maxStopLength)) {
    return { problem: `At most ${maxStops} texts to stop at, each of at most ${maxStopLength} characters.` };
  }
  const reasoningEffort = efforts.find((effort) => effort === text.reasoningEffort);
  const settings: ModelSettings = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(providerOptions === undefined ? {} : { providerOptions }),
  };
  return { settings: Object.keys(settings).length === 0 ? null : settings };
}

/** An empty text is no number; another text that is none is NaN. */
function toNumber(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
