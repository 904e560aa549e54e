import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { nearestWord } from "@aiwhisperer/idl/suggestion";
import { errorMessage } from "../error-message.ts";
import type { ConfigEntry, ConfigSource } from "./config-source.ts";
import { OPTION_NAMES, type OptionName, optionOf } from "./option-table.ts";
import { parseOptionJson } from "./parse-option.ts";

/** Name of the file that is read from the working folder where no other is named. */
export const CONFIG_FILE = "aiwhisperer.config.json";

/** A configuration file with its text. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Finds the configuration file: the named one, which must be there, or that of the working folder, which may be missing.
 * Gives a fault in words where the file cannot be read.
 */
export function loadConfigFile(
  named: string | undefined,
  cwd: string,
): ConfigFile | { fault: string } | undefined {
  const path = resolve(cwd, named ?? CONFIG_FILE);
  if (!existsSync(path)) {
    return named === undefined ? undefined : { fault: `${path}: there is no such configuration file` };
  }
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch (error) {
    return { fault: `${path}: the configuration file cannot be read (${errorMessage(error)})` };
  }
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
    } else faults.push(`${path}: there is no option "${key}"${suggest(key)}`);
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
