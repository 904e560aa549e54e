import type { ModelProvider, ProviderSettings } from "./model-provider.ts";
import { parseProviderAddress } from "./provider-address.ts";
import { parseProviderHeaders } from "./provider-headers.ts";

/** Variables by name; the only source of keys and addresses. */
export type Environment = { readonly [name: string]: string | undefined };

/** A provider's settings, or why it cannot be used and which variable to set. */
export type ProviderSetup = { readonly settings: ProviderSettings } | { readonly reason: string };

/** Printable ASCII without spaces: what an HTTP header can carry as a key. */
const KEY = /^[!-~]+$/;

/**
 * Reads a provider's variables. An empty one counts as not set; space around a value, as a file may leave it,
 * is taken off.
 */
export function readProviderSettings(provider: ModelProvider, env: Environment): ProviderSetup {
  const { key, address, title } = provider;
  const apiKey = key === undefined ? undefined : readVariable(env, key.variable);
  if (key !== undefined && apiKey === undefined && key.isRequired) {
    return { reason: `Set ${key.variable} to use ${title}.` };
  }
  if (key !== undefined && apiKey !== undefined && !KEY.test(apiKey)) {
    return { reason: `${key.variable} is not a key: it has spaces or characters that no key has.` };
  }
  const given = readVariable(env, address.variable) ?? address.fallback;
  if (given === undefined) {
    return {
      reason: `Set ${address.variable}, for example to ${address.example}, to use ${provider.name}: models.`,
    };
  }
  const parsed = parseProviderAddress(given, address);
  if ("reason" in parsed) return { reason: `${address.variable} ${parsed.reason}.` };
  const extra = parseProviderHeaders(readVariable(env, provider.headersVariable) ?? "");
  if ("reason" in extra) return { reason: `${provider.headersVariable} ${extra.reason}.` };
  const { headers } = extra;
  return { settings: { baseUrl: parsed.baseUrl, headers, ...(apiKey === undefined ? {} : { apiKey }) } };
}

function readVariable(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}
