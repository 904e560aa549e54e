import type { OptionValue } from "./option-kind.ts";
import { type OptionName, optionOf } from "./option-table.ts";

/** A value as people read it in help, documentation and listings. */
export function describeValue(value: OptionValue): string {
  if (typeof value === "object") return value.length === 0 ? "none" : value.join(", ");
  return String(value);
}

/** An option's default as people read it. */
export function describeFallback(name: OptionName): string {
  const { fallback, kind } = optionOf(name);
  return kind.type === "folder"
    ? `${describeValue(fallback)} in the working folder`
    : describeValue(fallback);
}
