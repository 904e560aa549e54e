import { CommandFailure } from "../kit/command-failure.ts";
import { type ConfigInput, type ResolvedConfig, resolveConfig } from "./resolve-config.ts";

/**
 * The configuration that results from the sources. Throws a `CommandFailure` with everything that is wrong
 * with it.
 */
export function requireConfig(input: ConfigInput): ResolvedConfig {
  const outcome = resolveConfig(input);
  if ("faults" in outcome) throw new CommandFailure(outcome.faults.join("\n"));
  return outcome;
}
