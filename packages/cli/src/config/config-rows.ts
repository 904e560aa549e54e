import type { AdminOption } from "@aiwhisperer/protocol/admin";
import type { Environment } from "../kit/command-host.ts";
import { TOKEN_SECRET_VARIABLE, tokenSecretOf } from "./auth-conflicts.ts";
import { describeValue } from "./describe-option.ts";
import type { OptionDefinition } from "./option-definition.ts";
import type { OptionValue } from "./option-kind.ts";
import { OPTION_NAMES, optionOf } from "./option-table.ts";
import { PROVIDER_VARIABLES, type ProviderVariable } from "./provider-variables.ts";
import type { ResolvedConfig } from "./resolve-config.ts";

/** The placeholder of a value that is not shown. */
export const MASKED = "(set, not shown)";

/**
 * The values in force with the source of each, as people may see them: secrets, and addresses that may hold
 * one, are masked.
 */
export function configRows({ config, origins }: ResolvedConfig, env: Environment): readonly AdminOption[] {
  const options = OPTION_NAMES.map((name) => {
    const option = optionOf(name);
    return { name, group: option.group, value: showValue(option, config[name]), source: origins[name] };
  });
  return [...options, ...PROVIDER_VARIABLES.flatMap((entry) => variableRow(entry, env)), ...secretRow(env)];
}

/** A value as people may see it. */
export function showValue(
  { isSecret = false }: Pick<OptionDefinition, "isSecret">,
  value: OptionValue,
): string {
  if (isSecret && value !== undefined) return MASKED;
  return Array.isArray(value) ? describeValue(value.map(maskAddress)) : maskAddress(describeValue(value));
}

function variableRow({ variable, isSecret }: ProviderVariable, env: Environment): readonly AdminOption[] {
  const value = env[variable]?.trim() ?? "";
  if (value === "") return [];
  const shown = isSecret || !isPlainAddress(value) ? MASKED : value;
  return [{ name: variable, group: "Model providers", value: shown, source: "variable" }];
}

function secretRow(env: Environment): readonly AdminOption[] {
  if (tokenSecretOf(env) === undefined) return [];
  return [{ name: TOKEN_SECRET_VARIABLE, group: "Who may use it", value: MASKED, source: "variable" }];
}

function maskAddress(text: string): string {
  return text.includes("://") && !isPlainAddress(text) ? MASKED : text;
}

/** An address may hold a password, or a key behind its question mark. */
function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return [url.username, url.password, url.search, url.hash].every((part) => part === "");
}
