import type { Environment } from "../command-host.ts";
import { describeValue } from "./describe-option.ts";
import { OPTION_NAMES } from "./option-table.ts";
import { PROVIDER_VARIABLES, type ProviderVariable } from "./provider-variables.ts";
import type { ResolvedConfig } from "./resolve-config.ts";

/** The values in force with the source of each, as aligned lines. Keys are never shown. */
export function printConfig({ config, origins }: ResolvedConfig, env: Environment): string {
  const options = OPTION_NAMES.map((name) => [name, describeValue(config[name]), origins[name]] as const);
  const variables = PROVIDER_VARIABLES.flatMap((entry) => {
    const value = env[entry.variable]?.trim() ?? "";
    return value === "" ? [] : [[entry.variable, maskValue(entry, value), "variable"] as const];
  });
  return alignRows([["option", "value", "source"], ...options, ...variables]);
}

function maskValue({ isSecret }: ProviderVariable, value: string): string {
  if (isSecret) return "(set, not shown)";
  const url = URL.parse(value);
  // An address may hold a password, or a key behind its question mark.
  const isPlain = url !== null && url.username === "" && url.password === "" && url.search === "";
  return isPlain ? value : "(set, not shown)";
}

function alignRows(rows: readonly (readonly [string, string, string])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    ([name, value, source]) => `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${source}`,
  );
  return `${lines.join("\n")}\n`;
}
