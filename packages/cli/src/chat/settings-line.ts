import type { ModelSettings } from "@aiwhisperer/protocol";
import { oneLine } from "../terminal/terminal-text.ts";

/** Settings after a typed change, or what is wrong with it. */
export type SettingsChange = { readonly settings: ModelSettings | null } | { readonly problem: string };

type Reader = (text: string) => Partial<ModelSettings> | undefined;

/** The settings that can be typed, by their names; each reads its value. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["temperature", (text) => numberIn(text, 0, 2, (temperature) => ({ temperature }))],
  [
    "maxOutputTokens",
    (text) =>
      numberIn(text, 1, 10_000_000, (maxOutputTokens) =>
        Number.isInteger(maxOutputTokens) ? { maxOutputTokens } : undefined,
      ),
  ],
  [
    "reasoningEffort",
    (text) => {
      const reasoningEffort = EFFORTS.find((effort) => effort === text);
      return reasoningEffort === undefined ? undefined : { reasoningEffort };
    },
  ],
  ["stop", (text) => (text.length > 256 ? undefined : { stop: [text] })],
]);

const EFFORTS = ["none", "low", "medium", "high"] as const;
const PAIR = /(\w+)=("[^"]*"|\S*)\s*/y;

/** How settings are typed. */
export const SETTINGS_HELP =
  "Change them with /settings temperature=0.2 maxOutputTokens=2000 reasoningEffort=low stop=END; name= removes one, /settings reset all.";

/**
 * Reads `name=value` pairs onto the settings that are there; `name=` removes one, `reset` all. A value with
 * spaces is in double quotes.
 */
export function changeSettings(before: ModelSettings, line: string): SettingsChange {
  if (line.trim() === "reset") return { settings: null };
  let settings: ModelSettings = before;
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < line.length) {
    const [, name = "", quoted = ""] = PAIR.exec(line) ?? [];
    const read = READERS.get(name);
    if (read === undefined) return { problem: `There is no such setting. ${SETTINGS_HELP}` };
    const value = quoted.replace(/^"(.*)"$/s, "$1");
    const { [name as keyof ModelSettings]: _, ...others } = settings;
    const change = value === "" ? {} : read(value);
    if (change === undefined) return { problem: `${name} cannot be “${value}”. ${SETTINGS_HELP}` };
    settings = { ...others, ...change };
  }
  return { settings: Object.keys(settings).length === 0 ? null : settings };
}

/** Settings as lines, in the form in which they are typed; what cannot be typed as JSON. */
export function settingLines(settings: ModelSettings): readonly string[] {
  return Object.entries(settings).map(([name, value]: [string, unknown]) => {
    const text = name === "stop" && Array.isArray(value) ? value.join(", ") : value;
    return `  ${name}=${oneLine(typeof text === "object" ? JSON.stringify(text) : String(text), 200)}`;
  });
}

function numberIn(
  text: string,
  min: number,
  max: number,
  toSetting: (value: number) => Partial<ModelSettings> | undefined,
): Partial<ModelSettings> | undefined {
  const value = Number(text);
  return Number.isFinite(value) && value >= min && value <= max ? toSetting(value) : undefined;
}
