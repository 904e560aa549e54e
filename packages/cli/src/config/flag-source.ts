import { type Command, Option } from "commander";
import type { ConfigEntry, ConfigSource } from "./config-source.ts";
import { describeFallback, describeFlag } from "./describe-option.ts";
import { OPTION_NAMES, type OptionName, optionOf } from "./option-table.ts";
import { type ParsedOption, parseListed, parseOptionText } from "./parse-option.ts";

/** What the command line parser found, by option key. */
export type Flags = Readonly<Record<string, unknown>>;

/**
 * Adds the flag of every option to a command. Values stay texts: they are checked where those of all sources
 * are.
 */
export function addConfigFlags(command: Command): void {
  for (const name of OPTION_NAMES) {
    const { kind, group } = optionOf(name);
    const option = new Option(describeFlag(name), helpOf(name)).helpGroup(`${group}:`);
    if (kind.type === "list" || kind.type === "files")
      option.argParser<readonly string[]>((text, texts = []) => [...texts, text]);
    command.addOption(option);
  }
}

function helpOf(name: OptionName): string {
  const { kind, description } = optionOf(name);
  const choices = kind.type === "choice" ? `one of ${kind.choices.join(", ")}; ` : "";
  return `${description} (${choices}default: ${describeFallback(name)})`;
}

/** Reads the options that were given as flags. */
export function readFlags(flags: Flags, cwd: string): ConfigSource {
  const entries: ConfigEntry[] = [];
  for (const name of OPTION_NAMES) {
    const value = flags[name];
    // The parser always sets the value of a switch that is on by default.
    const isUntouched = typeof value === "boolean" && value === optionOf(name).fallback;
    if (value === undefined || isUntouched) continue;
    const [origin = ""] = describeFlag(name).split(" ");
    entries.push({ name, origin, parsed: parseFlag(name, value, cwd) });
  }
  return { entries, faults: [] };
}

function parseFlag(name: OptionName, value: unknown, cwd: string): ParsedOption {
  const { kind } = optionOf(name);
  const base = { folder: cwd };
  if (kind.type === "switch") return { value: value === true };
  if (kind.type === "list" || kind.type === "files")
    return parseListed(kind, value as readonly string[], base);
  return parseOptionText(kind, String(value), base);
}
