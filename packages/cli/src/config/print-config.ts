import type { Environment } from "../kit/command-host.ts";
import { configRows } from "./config-rows.ts";
import type { ResolvedConfig } from "./resolve-config.ts";

/** The values in force with the source of each, as aligned lines. Secrets are never shown. */
export function printConfig(resolved: ResolvedConfig, env: Environment): string {
  const rows = configRows(resolved, env).map(({ name, value, source }) => [name, value, source] as const);
  return alignRows([["option", "value", "source"], ...rows]);
}

function alignRows(rows: readonly (readonly [string, string, string])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    ([name, value, source]) => `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${source}`,
  );
  return `${lines.join("\n")}\n`;
}
