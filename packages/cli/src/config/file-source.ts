import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { nearestWord } from "@aiwhisperer/idl/suggestion";
import { errorMessage } from "@aiwhisperer/protocol";
import type { ConfigEntry, ConfigSource } from "./config-source.ts";
import { OPTION_NAMES, type OptionName, optionOf } from "./option-table.ts";
import { parseOptionJson } from "./parse-option.ts";

/** Name of the file that is read from the working folder where no other is named. */
export const CONFIG_FILE = "aiwhisperer.config.json";

/** Largest configuration file of a working folder. */
const MAX_FOLDER_FILE_BYTES = 1024 * 1024;

/** A configuration file with its text. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
  /**
   * Whether the file was found in the working folder. `false` for a file that a flag or a variable names:
   * that is the operator's own act.
   */
  readonly isOfFolder: boolean;
}

/**
 * Finds the configuration file: the named one, which must be there, or that of the working folder, which may
 * be missing. Returns a fault text if the file cannot be read.
 */
export function loadConfigFile(
  named: string | undefined,
  cwd: string,
): ConfigFile | { fault: string } | undefined {
  const path = resolve(cwd, named ?? CONFIG_FILE);
  if (!existsSync(path)) {
    return named === undefined ? undefined : { fault: `${path}: there is no such configuration file` };
  }
  const isOfFolder = named === undefined;
  try {
    if (isOfFolder) requireSmallFile(path);
    return { path, text: readFileSync(path, "utf8"), isOfFolder };
  } catch (error) {
    return { fault: `${path}: the configuration file cannot be read (${errorMessage(error)})` };
  }
}

/**
 * A working folder may hold anything under the name, such as a pipe that never ends. Throws an `Error` for
 * what is no file of that size.
 */
function requireSmallFile(path: string): void {
  const stats = statSync(path);
  if (!stats.isFile()) throw new Error("it is not a file");
  if (stats.size > MAX_FOLDER_FILE_BYTES) throw new Error(`it has more than ${MAX_FOLDER_FILE_BYTES} bytes`);
}

/** Reads the options that a configuration file has. Every key must be an option's. */
export function readConfigFile({ path, text }: ConfigFile): ConfigSource {
  const parsed = parseObject(text);
  if (typeof parsed === "string") return { entries: [], faults: [`${path}: ${parsed}`] };
  const base = { folder: dirname(path) };
  const entries: ConfigEntry[] = [];
  const faults: string[] = [];
  for (const [key, json] of Object.entries(parsed)) {
    if (isOptionName(key)) {
      const value = parseOptionJson(optionOf(key).kind, json, base);
      entries.push({ name: key, origin: `${path}: "${key}"`, parsed: value });
    } else faults.push(`${path}: there is no option ${JSON.stringify(key)}${suggest(key)}`);
  }
  return { entries, faults };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return { ...json };
    return "the file must hold one JSON object";
  } catch (error) {
    return `the file is not JSON (${errorMessage(error)})`;
  }
}

function isOptionName(key: string): key is OptionName {
  return OPTION_NAMES.some((name) => name === key);
}

function suggest(key: string): string {
  const near = nearestWord(key, OPTION_NAMES);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
