import type { OptionName } from "./option-table.ts";
import type { ParsedOption } from "./parse-option.ts";

/** A value that a source names. */
export interface ConfigEntry {
  readonly name: OptionName;
  /** Where it was found, in words: `--port`, `AIWHISPERER_PORT`, or the file with the key. */
  readonly origin: string;
  readonly parsed: ParsedOption;
}

/** What a source says, and what is wrong with it beside its values. */
export interface ConfigSource {
  readonly entries: readonly ConfigEntry[];
  readonly faults: readonly string[];
}
