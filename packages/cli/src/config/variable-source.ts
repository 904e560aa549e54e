import { nearestWord } from "@aiwhisperer/idl/suggestion";
import type { Environment } from "../kit/command-host.ts";
import { TOKEN_SECRET_VARIABLE } from "./auth-conflicts.ts";
import type { ConfigEntry, ConfigSource } from "./config-source.ts";
import { VARIABLE_PREFIX, variableOf } from "./describe-option.ts";
import { OPTION_NAMES, optionOf } from "./option-table.ts";
import { parseOptionText } from "./parse-option.ts";
import { PROVIDER_VARIABLES } from "./provider-variables.ts";

/** Variable that names the configuration file. */
export const CONFIG_VARIABLE = `${VARIABLE_PREFIX}CONFIG`;
/** Variable with the address that the terminal client connects to. */
export const URL_VARIABLE = `${VARIABLE_PREFIX}URL`;
/**
 * Variable with the token or API key that the terminal client shows a server that asks for one: no flag has
 * it, as command lines are seen by others.
 */
export const TOKEN_VARIABLE = `${VARIABLE_PREFIX}TOKEN`;

/** Flag that trusts the configuration of the working folder for one run. */
export const TRUST_CONFIG_FLAG = "--trust-config";
/**
 * Variable that trusts the configuration of the working folder for one run. It is no option: no file can set
 * it.
 */
export const TRUST_CONFIG_VARIABLE = `${VARIABLE_PREFIX}TRUST_CONFIG`;

/** Reads the options that are set as variables. An empty variable counts as not set. */
export function readVariables(env: Environment, cwd: string): ConfigSource {
  const entries: ConfigEntry[] = [];
  for (const name of OPTION_NAMES) {
    const variable = variableOf(name);
    const text = env[variable]?.trim() ?? "";
    if (text === "") continue;
    const parsed = parseOptionText(optionOf(name).kind, text, { folder: cwd });
    entries.push({ name, origin: variable, parsed });
  }
  return { entries, faults: [] };
}

/**
 * What to tell of variables that look like an option's but are none. They are not faults: the environment has
 * other readers.
 */
export function findMistypedVariables(env: Environment): readonly string[] {
  const known = new Set([
    ...OPTION_NAMES.map(variableOf),
    ...PROVIDER_VARIABLES.map(({ variable }) => variable),
    CONFIG_VARIABLE,
    URL_VARIABLE,
    TRUST_CONFIG_VARIABLE,
    TOKEN_VARIABLE,
    TOKEN_SECRET_VARIABLE,
  ]);
  const names = Object.keys(env).filter((name) => name.startsWith(VARIABLE_PREFIX) && !known.has(name));
  return names.flatMap((name) => {
    const bare = name.slice(VARIABLE_PREFIX.length);
    const near = nearestWord(
      bare,
      [...known].map((variable) => variable.replace(VARIABLE_PREFIX, "")),
    );
    return near === undefined
      ? []
      : [`${name} is no option and is ignored. Did you mean ${VARIABLE_PREFIX}${near}?`];
  });
}
