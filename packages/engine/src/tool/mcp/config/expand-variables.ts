import { homedir } from "node:os";
import { basename, sep } from "node:path";
import type { Environment } from "../kit/mcp-config.ts";

import { findReferences, type VariableReference } from "./find-references.ts";

/** A text with its variables replaced. */
export interface ExpandedText {
  readonly text: string;
  /** Names of variables that have no value and no default; their references are kept. */
  readonly missing: readonly string[];
  /** The values that came from variables of the environment, by name. */
  readonly values: Readonly<Record<string, string>>;
}

/** A whole value of the form `$NAME`, as Gemini CLI has it. */
const BARE_REFERENCE = /^\$([A-Za-z_]\w*)$/;

/** Defaults in defaults; a variable whose default is nested deeper has none. */
const MAX_NESTED_DEFAULTS = 16;

/**
 * Replaces each variable by its value. A value is taken as it is: what looks like a variable in it is none.
 */
export function expandVariables(
  template: string,
  places: ConfigPlaces,
  levels = MAX_NESTED_DEFAULTS,
): ExpandedText {
  const missing: string[] = [];
  const values: Record<string, string> = {};
  /** A default may have references of its own. */
  const expandDefault = (fallback: string): string | undefined => {
    if (levels === 0) return undefined;
    const expanded = expandVariables(fallback, places, levels - 1);
    missing.push(...expanded.missing);
    Object.assign(values, expanded.values);
    return expanded.text;
  };
  const resolve = ({ name, fallback }: Pick<VariableReference, "name" | "fallback">): string | undefined => {
    const place = placeOf(name, places);
    if (place !== undefined) return place;
    const found = places.environment[name];
    // As in a shell, a default also replaces an empty value.
    const value = fallback !== undefined && (found ?? "") === "" ? expandDefault(fallback) : found;
    if (value === undefined) missing.push(name);
    else if (found !== undefined) values[name] = found;
    return value;
  };
  const bare = BARE_REFERENCE.exec(template)?.[1];
  if (bare !== undefined && places.environment[bare] !== undefined) {
    return { text: resolve({ name: bare }) ?? template, missing, values };
  }
  const parts: string[] = [];
  let behind = 0;
  for (const { start, end, kind, name, fallback } of findReferences(template)) {
    parts.push(template.slice(behind, start));
    behind = end;
    // Only the editor that the configuration was made for can ask its commands and settings.
    const isForeign = kind === "command" || kind === "config";
    if (isForeign) missing.push(`${kind}:${name}`);
    const isKnown = !isForeign && isName(kind, name);
    const variable = { name: variableOf(kind, name), ...(fallback === undefined ? {} : { fallback }) };
    parts.push((isKnown ? resolve(variable) : undefined) ?? template.slice(start, end));
  }
  return { text: [...parts, template.slice(behind)].join(""), missing, values };
}

/** A path with `~` for the user's own folder. */
export function expandHome(path: string, { home }: ConfigPlaces): string {
  return path === "~" || /^~[\\/]/.test(path) ? `${home}${path.slice(1)}` : path;
}

function placeOf(name: string, { workspace, home }: ConfigPlaces): string | undefined {
  switch (name) {
    case "workspaceFolder":
    case "workspaceRoot":
      return workspace;
    case "workspaceFolderBasename":
      return basename(workspace);
    case "userHome":
      return home;
    case "pathSeparator":
    case "/":
      return sep;
    default:
      return undefined;
  }
}

function isName(kind: string | undefined, name: string): boolean {
  return kind === "input" || name === "/" || /^[A-Za-z_]\w*$/.test(name);
}

/**
 * Inputs of VS Code are read from the variable of that name, such as `API_KEY` for `${input:api-key}`; no
 * person is asked.
 */
function variableOf(kind: string | undefined, name: string): string {
  return kind === "input" ? name.replace(/\W/g, "_").toUpperCase() : name;
}

/** The values of the variables in a configuration. */
export interface ConfigPlaces {
  readonly environment: Environment;
  /** `${workspaceFolder}`. */
  readonly workspace: string;
  /** `${userHome}` and `~`. */
  readonly home: string;
}

/** Places where nothing else is known: the folder of this process and the user's own. */
export function defaultPlaces(environment: Environment): ConfigPlaces {
  return { environment, workspace: process.cwd(), home: environment.HOME ?? homedir() };
}
