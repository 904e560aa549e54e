import { type OptionValue, placeholderOf } from "./option-kind.ts";
import { type OptionName, optionOf } from "./option-table.ts";

/** A value as people read it in help, documentation and listings. */
export function describeValue(value: OptionValue): string {
  if (value === undefined) return "none";
  if (typeof value === "object") return value.length === 0 ? "none" : value.join(", ");
  return String(value);
}

/** An option's default as people read it. */
export function describeFallback(name: OptionName): string {
  const { fallback, kind } = optionOf(name);
  if (kind.type !== "folder") return describeValue(fallback);
  return fallback === "." ? "the working folder" : `${describeValue(fallback)} in the working folder`;
}

/**
 * An option's flag with what follows it: `--port <number>`. A switch that is on by default has the flag that
 * turns it off, `--no-tools` for `tools`.
 */
export function describeFlag(name: OptionName): string {
  const { fallback, kind } = optionOf(name);
  if (fallback === true) return flagOf(name).replace("--", "--no-");
  return `${flagOf(name)} ${placeholderOf(kind)}`.trimEnd();
}

/** What every variable of the program begins with. */
export const VARIABLE_PREFIX = "AIWHISPERER_";

/** The flag of an option, `--max-frame-bytes` for `maxFrameBytes`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The variable of an option, `AIWHISPERER_MAX_FRAME_BYTES` for `maxFrameBytes`. */
export function variableOf(name: string): string {
  return VARIABLE_PREFIX + name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
