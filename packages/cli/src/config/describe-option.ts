import type { OptionValue } from "./option-kind.ts";
import { placeholderOf } from "./option-kind.ts";
import { flagOf } from "./option-names.ts";
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
