import { basename, sep } from "node:path";
import type { ConfigPlaces } from "./config-places.ts";

/** A text with its variables replaced. */
export interface ExpandedText {
  readonly text: string;
  /** Names of variables that have no value and no default; their references are kept. */
  readonly missing: readonly string[];
  /** The values that came from variables of the environment, by name. */
  readonly values: Readonly<Record<string, string>>;
}

/** `${NAME}`, `${env:NAME}`, `${NAME:-default}`, `${input:name}`, and `{env:NAME}` of opencode. */
const REFERENCE =
  /\$\{(?:(env|input|command|config):)?([\w./-]+?)(?::-((?:\$\{[^}]*\}|[^}])*))?\}|(?<!\$)\{env:(\w+)\}/g;
/** A whole value of the form `$NAME`, as Gemini CLI has it. */
const BARE_REFERENCE = /^\$([A-Za-z_]\w*)$/;

/** Replaces each variable by its value. A value is taken as it is: what looks like a variable in it is none. */
export function expandVariables(template: string, places: ConfigPlaces): ExpandedText {
  const missing: string[] = [];
  const values: Record<string, string> = {};
  const replace = (reference: string, name: string, fallback?: string): string => {
    const place = placeOf(name, places);
    if (place !== undefined) return place;
    const found = places.environment[name];
    // As in a shell, a default also replaces an empty value.
    const value = fallback !== undefined && (found ?? "") === "" ? expandDefault(fallback) : found;
    if (value === undefined) missing.push(name);
    else if (found !== undefined) values[name] = found;
    return value ?? reference;
  };
  /** A default may have references of its own. */
  const expandDefault = (fallback: string): string => {
    const expanded = expandVariables(fallback, places);
    missing.push(...expanded.missing);
    Object.assign(values, expanded.values);
    return expanded.text;
  };
  const bare = BARE_REFERENCE.exec(template)?.[1];
  const text =
    bare !== undefined && places.environment[bare] !== undefined
      ? replace(template, bare)
      : template.replace(REFERENCE, (...match: readonly (string | undefined)[]) => {
          const [reference = "", kind, name, fallback, opencodeName] = match;
          if (name === undefined) return replace(reference, opencodeName ?? "");
          // Only the editor that the configuration was made for can ask its commands and settings.
          if (kind === "command" || kind === "config") missing.push(`${kind}:${name}`);
          else if (isName(kind, name)) return replace(reference, variableOf(kind, name), fallback);
          return reference;
        });
  return { text, missing, values };
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

/** Inputs of VS Code are read from the variable of that name, such as `API_KEY` for `${input:api-key}`; no person is asked. */
function variableOf(kind: string | undefined, name: string): string {
  return kind === "input" ? name.replace(/\W/g, "_").toUpperCase() : name;
}
