import { readFile } from "node:fs/promises";
import { systemClock } from "@aiwhisperer/engine";
import { errorMessage } from "@aiwhisperer/protocol";
import {
  ApiKeyFault,
  type Authentication,
  type AuthenticationOptions,
  DEFAULT_AUTH_LIMITS,
  openAuthentication,
  parseAdminClaim,
} from "@aiwhisperer/server";
import type { JwtKeys } from "@aiwhisperer/server/tokens";
import type { Logger } from "pino";
import { asksWho, TOKEN_SECRET_VARIABLE, tokenSecretOf } from "../config/auth-conflicts.ts";
import type { Config } from "../config/option-table.ts";
import { keysPath } from "../keys/keys-path.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { Environment } from "../kit/command-host.ts";
import { openLocalToken } from "./local-token.ts";
import { pickLimits } from "./pick-limits.ts";

/**
 * Opens the authentication that the configuration asks for: by accounts, by the data folder's token where
 * there are none, or `undefined` with `--trust-local`. Rejects with a `CommandFailure`.
 */
export async function openConfiguredAuthentication(
  config: Config,
  { env, logger }: { readonly env: Environment; readonly logger: Logger },
): Promise<Authentication | undefined> {
  if (config.trustLocal) return undefined;
  const onFault = (error: unknown): void => logger.error({ err: error }, "credentials cannot be checked");
  if (!asksWho(config)) {
    const limits = pickLimits(config, DEFAULT_AUTH_LIMITS);
    return openAuthentication({
      clock: systemClock,
      limits,
      onFault,
      local: { token: await openLocalToken(config) },
    });
  }
  const jwt = await openTokens(config, { env, onFault });
  try {
    return await openAuthentication({
      clock: systemClock,
      limits: pickLimits(config, DEFAULT_AUTH_LIMITS),
      onFault,
      ...(config.apiKeys ? { apiKeys: { path: keysPath(config) } } : {}),
      ...(jwt === undefined ? {} : { jwt }),
    });
  } catch (error) {
    if (error instanceof ApiKeyFault) throw new CommandFailure(`${error.message}.`, { cause: error });
    throw error;
  }
}

interface TokenSurroundings {
  readonly env: Environment;
  readonly onFault: (error: unknown) => void;
}

async function openTokens(
  config: Config,
  surroundings: TokenSurroundings,
): Promise<AuthenticationOptions["jwt"]> {
  const { tokenIssuer: issuer, tokenAudience: audience } = config;
  if (issuer === undefined) return undefined;
  const keys = await openTokenKeys(config, surroundings);
  const adminClaim = parseAdminClaim(config.adminClaim);
  return { keys, issuer, audience, ...(adminClaim === undefined ? {} : { adminClaim }) };
}

/** What checks signatures takes a while to load: a server without tokens does without it. */
async function openTokenKeys(config: Config, { env, onFault }: TokenSurroundings): Promise<JwtKeys> {
  const { publicKeys, RemoteKeySet, secretKeys, storedKeys } = await import("@aiwhisperer/server/tokens");
  const { tokenSecretFile, tokenKeysFile, tokenKeysUrl } = config;
  if (tokenKeysUrl !== undefined) {
    return publicKeys(new RemoteKeySet({ url: new URL(tokenKeysUrl), clock: systemClock, onFault }).find);
  }
  try {
    if (tokenKeysFile !== undefined) return storedKeys(await readFile(tokenKeysFile, "utf8"));
    if (tokenSecretFile !== undefined) return secretKeys(withoutLineEnd(await readFile(tokenSecretFile)));
    return secretKeys(Buffer.from(tokenSecretOf(env) ?? ""));
  } catch (error) {
    const origin = tokenKeysFile ?? tokenSecretFile ?? TOKEN_SECRET_VARIABLE;
    throw new CommandFailure(`${origin}: tokens cannot be checked by it: ${errorMessage(error)}.`, {
      cause: error,
    });
  }
}

/** An editor's line end is no part of a secret. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const end = bytes.findLastIndex((byte) => byte !== 0x0a && byte !== 0x0d) + 1;
  return bytes.subarray(0, end);
}
