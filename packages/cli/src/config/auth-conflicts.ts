import { isLoopback } from "@aiwhisperer/server";
import type { Environment } from "../kit/command-host.ts";
import type { Config, OptionName } from "./option-table.ts";

/**
 * Variable with the secret by which tokens are signed: no flag has it, as command lines are seen by others.
 */
export const TOKEN_SECRET_VARIABLE = "AIWHISPERER_TOKEN_SECRET";

/** The secret that the environment has, if any. */
export function tokenSecretOf(env: Environment): string | undefined {
  return env[TOKEN_SECRET_VARIABLE]?.trim() || undefined;
}

/**
 * Whether clients are asked who they are. Tokens are, where their issuer is named: without it there is
 * nothing to check them by.
 */
export function asksWho({ apiKeys, tokenIssuer }: Config): boolean {
  return apiKeys || tokenIssuer !== undefined;
}

/**
 * Mistakes in how clients authenticate. Half a setting is a mistake: its author expects that clients
 * authenticate.
 */
export function findAuthConflicts(
  config: Config,
  { origins, env }: { readonly origins: Readonly<Record<OptionName, string>>; readonly env: Environment },
): readonly string[] {
  const { tokenIssuer, tokenSecretFile, tokenKeysFile, tokenKeysUrl } = config;
  const [first, second] = [
    ...(tokenSecretFile === undefined ? [] : [origins.tokenSecretFile]),
    ...(tokenSecretOf(env) === undefined ? [] : [TOKEN_SECRET_VARIABLE]),
    ...(tokenKeysFile === undefined ? [] : [origins.tokenKeysFile]),
    ...(tokenKeysUrl === undefined ? [] : [origins.tokenKeysUrl]),
  ];
  if (second !== undefined) return [`${second}: ${first} says already by what tokens are signed`];
  if (first !== undefined && tokenIssuer === undefined) {
    return [`${first}: tokens are taken from one issuer; name it with --token-issuer`];
  }
  if (first === undefined && tokenIssuer !== undefined) {
    return [
      `${origins.tokenIssuer}: say by what its tokens are signed: with --token-keys-url, --token-keys-file or --token-secret-file`,
    ];
  }
  if (config.trustLocal && asksWho(config)) {
    return [`${origins.trustLocal}: clients authenticate by API keys or tokens; leave one of the two out`];
  }
  return findExposure(config, origins);
}

function findExposure(config: Config, origins: Readonly<Record<OptionName, string>>): readonly string[] {
  const { host } = config;
  if (isLoopback(host) || asksWho(config)) return [];
  return [
    `${origins.host}: ${host} can be reached from other machines, and clients do not authenticate: any of them could read and use everything. ` +
      "Ask for API keys with --api-keys (`aiwhisperer keys create` makes them), or for tokens with --token-issuer, or listen on 127.0.0.1.",
  ];
}
