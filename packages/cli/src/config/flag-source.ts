import { type Command, Option } from "commander";
import type { ConfigEntry, ConfigSource } from "./config-source.ts";
import { describeFallback } from "./describe-option.ts";
import { placeholderOf } from "./option-kind.ts";
import { flagOf } from "./option-names.ts";
import { OPTION_NAMES, type OptionName, optionOf } from "./option-table.ts";
import { type ParsedOption, parseList, parseOptionText } from "./parse-option.ts";

/** What the command line parser found, by option key. */
export type Flags = Readonly<Record<string, unknown>>;

/** Adds the flag of every option to a command. Values stay texts: they are checked where those of all sources are. */
export function addConfigFlags(command: Command): void {
  for (const name of OPTION_NAMES) {
    const { kind, group } = optionOf(name);
    const flag = `${flagOf(name)} ${placeholderOf(kind)}`.trimEnd();
    const option = new Option(flag, describeFlag(name)).helpGroup(`${group}:`);
    if (kind.type === "list") option.argParser<readonly string[]>((text, texts = []) => [...texts, text]);
    command.addOption(option);
  }
}

function describeFlag(name: OptionName): string {
  const { kind, description } = optionOf(name);
  const choices = kind.type === "choice" ? `one of ${kind.choices.join(", ")}; ` : "";
  return `${description} (${choices}default: ${describeFallback(name)})`;
}

/** Reads the options that were given as flags. */
export function readFlags(flags: Flags, cwd: string): ConfigSource {
  const entries: ConfigEntry[] = [];
  for (const name of OPTION_NAMES) {
    const value = flags[name];
    if (value === undefined) continue;
    entries.push({ name, origin: flagOf(name), parsed: parseFlag(name, value, cwd) });
  }
  return { entries, faults: [] };
}

function parseFlag(name: OptionName, value: unknown, cwd: string): ParsedOption {
  const { kind } = optionOf(name);
  if (kind.type === "switch") return { value: value === true };
  if (kind.type === "list") return parseList(kind, value as readonly string[]);
  return parseOptionText(kind, String(value), { folder: cwd });
}
