import { logEngine } from "@aiwhisperer/engine";
import { revealHidden } from "@aiwhisperer/protocol";
import { CommandFailure } from "../kit/command-failure.ts";
import type { Environment } from "../kit/command-host.ts";
import { findAuthConflicts } from "./auth-conflicts.ts";
import type { ConfigEntry, ConfigSource } from "./config-source.ts";
import { type ConfigFile, loadConfigFile, readConfigFile } from "./file-source.ts";
import { type Flags, readFlags } from "./flag-source.ts";
import type { OptionValue } from "./option-kind.ts";
import { type Config, OPTION_NAMES, type OptionName, optionOf } from "./option-table.ts";
import { type ParsedOption, parseOptionJson } from "./parse-option.ts";
import { CONFIG_VARIABLE, findMistypedVariables, readVariables } from "./variable-source.ts";

/** What a configuration is made from. */
export interface ConfigInput {
  readonly flags: Flags;
  readonly env: Environment;
  /** The working folder. */
  readonly cwd: string;
}

/**
 * A configuration file that was found in the working folder. No option names it: until it is confirmed it
 * must not decide about anything.
 */
export interface FolderConfig extends ConfigFile {
  /** The values that the file has. */
  readonly entries: readonly ConfigEntry[];
  /** The options whose value in force is the file's. */
  readonly inForce: readonly OptionName[];
}

/** A configuration fit for use. */
export interface ResolvedConfig {
  readonly config: Config;
  /** Where each value was found, in words; `default` where no source names one. */
  readonly origins: Readonly<Record<OptionName, string>>;
  /** The configuration file, where there is one. */
  readonly file: string | undefined;
  /** The part of the working folder's configuration file, where there is one and no other file was named. */
  readonly folderConfig: FolderConfig | undefined;
  /** What a person may want to know, although nothing is wrong. */
  readonly notes: readonly string[];
}

/** A configuration, or everything that is wrong with it. */
export type ConfigOutcome = ResolvedConfig | { readonly faults: readonly string[] };

/**
 * Puts the sources together: a flag goes before a variable, a variable before the file, the file before the
 * default.
 */
export function resolveConfig({ flags, env, cwd }: ConfigInput): ConfigOutcome {
  const named = typeof flags.config === "string" ? flags.config : env[CONFIG_VARIABLE] || undefined;
  const loaded = loadConfigFile(named, cwd);
  if (loaded !== undefined && "fault" in loaded) return { faults: [loaded.fault] };
  const file: ConfigSource = loaded === undefined ? { entries: [], faults: [] } : readConfigFile(loaded);
  const sources = [file, readVariables(env, cwd), readFlags(flags, cwd)];
  const entries = [...defaultEntries(cwd), ...sources.flatMap((source) => source.entries)];
  const faults = [...sources.flatMap((source) => source.faults), ...entries.flatMap(faultsOf)];
  if (faults.length > 0) return { faults: faults.map(revealHidden) };
  const { config, origins } = merge(entries);
  const conflicts = [...findAuthConflicts(config, { origins, env }), ...findConflicts(config, origins)];
  if (conflicts.length > 0) return { faults: conflicts.map(revealHidden) };
  const folderConfig =
    loaded?.isOfFolder === true ? toFolderConfig(loaded, file.entries, origins) : undefined;
  return { config, origins, file: loaded?.path, folderConfig, notes: findMistypedVariables(env) };
}

function toFolderConfig(
  file: ConfigFile,
  entries: readonly ConfigEntry[],
  origins: ResolvedConfig["origins"],
): FolderConfig {
  const inForce = entries.filter(({ name, origin }) => origins[name] === origin).map(({ name }) => name);
  return { ...file, entries, inForce };
}

function defaultEntries(cwd: string): readonly ConfigEntry[] {
  return OPTION_NAMES.map((name) => {
    const { kind, fallback } = optionOf(name);
    return { name, origin: "default", parsed: parseOptionJson(kind, fallback, { folder: cwd }) };
  });
}

function faultsOf({ origin, parsed }: ConfigEntry): readonly string[] {
  return "fault" in parsed ? [`${origin}: ${parsed.fault}`] : [];
}

/** Later entries win. */
function merge(entries: readonly ConfigEntry[]): Pick<ResolvedConfig, "config" | "origins"> {
  const values: [OptionName, OptionValue][] = entries.map(({ name, parsed }) => [name, allowedValue(parsed)]);
  const origins = entries.map(({ name, origin }) => [name, origin]);
  // Every option has its default entry, parsed by its own kind: that is what makes the record complete and
  // typed.
  return {
    config: Object.fromEntries(values) as Config,
    origins: Object.fromEntries(origins) as Record<OptionName, string>,
  };
}

function allowedValue(parsed: ParsedOption): OptionValue {
  if ("fault" in parsed) throw new Error(parsed.fault);
  return parsed.value;
}

function findConflicts(config: Config, origins: ResolvedConfig["origins"]): readonly string[] {
  return [
    ...findRepeatedPolicies(config, origins),
    ...findLongCommand(config, origins),
    ...findUnpricedBudgets(config, origins),
    ...findBoundWithoutFile(config, origins),
  ];
}

function findLongCommand(
  { commandTimeoutMs, maxCommandTimeoutMs }: Config,
  origins: ResolvedConfig["origins"],
): readonly string[] {
  if (commandTimeoutMs <= maxCommandTimeoutMs) return [];
  return [
    `${origins.commandTimeoutMs}: ${commandTimeoutMs} is more than maxCommandTimeoutMs allows (${origins.maxCommandTimeoutMs}: ${maxCommandTimeoutMs})`,
  ];
}

function findUnpricedBudgets(config: Config, origins: ResolvedConfig["origins"]): readonly string[] {
  if (config.price.length > 0) return [];
  const budgets = ["maxCentsPerSession", "maxCentsPerUserPerDay"] as const;
  return budgets
    .filter((name) => config[name] > 0)
    .map(
      (name) =>
        `${origins[name]}: ${name} needs to know what models cost: add --price, such as --price "openai:*=1.25:10"`,
    );
}

function findBoundWithoutFile(
  { log, durability, maxLogBytes }: Config,
  origins: ResolvedConfig["origins"],
): readonly string[] {
  const isStored = logEngine(log).isStored;
  if (maxLogBytes === 0 || (isStored && durability !== "none")) return [];
  const cause = isStored ? `${origins.durability}: none` : `${origins.log}: ${log}`;
  return [`${origins.maxLogBytes}: a log in memory has no file (${cause}); bound it with --max-stored-bytes`];
}

function findRepeatedPolicies({ toolPolicy }: Config, origins: ResolvedConfig["origins"]): readonly string[] {
  const tools = toolPolicy.map((entry) => entry.slice(0, entry.lastIndexOf("=")));
  const repeated = new Set(tools.filter((tool, index) => tools.indexOf(tool) !== index));
  return [...repeated].map((tool) => `${origins.toolPolicy}: ${tool} has more than one policy`);
}

/**
 * The configuration that results from the sources. Throws a `CommandFailure` with everything that is wrong
 * with it.
 */
export function requireConfig(input: ConfigInput): ResolvedConfig {
  const outcome = resolveConfig(input);
  if ("faults" in outcome) throw new CommandFailure(outcome.faults.join("\n"));
  return outcome;
}
