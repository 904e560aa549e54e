import { readFile } from "node:fs/promises";
import { systemClock } from "@aiwhisperer/engine";
import {
  ApiKeyFault,
  type Authentication,
  DEFAULT_AUTH_LIMITS,
  openAuthentication,
  parseAdminClaim,
} from "@aiwhisperer/server";
import type { JwtKeys } from "@aiwhisperer/server/tokens";
import type { Logger } from "pino";
import { CommandFailure } from "../command-failure.ts";
import type { Config } from "../config/option-table.ts";
import { asksWho } from "../config/resolve-config.ts";
import { errorMessage } from "../error-message.ts";
import { keysPath } from "../keys/keys-path.ts";
import { pickLimits } from "./pick-limits.ts";

/** How the configuration wants clients to show who they are; `undefined` where nobody is asked. Rejects with a `CommandFailure`. */
export async function openConfiguredAuthentication(
  config: Config,
  logger: Logger,
): Promise<Authentication | undefined> {
  if (!asksWho(config)) return undefined;
  const onFault = (error: unknown): void => logger.error({ err: error }, "credentials cannot be checked");
  const keys = await openTokenKeys(config, onFault);
  const { tokenIssuer: issuer = "", tokenAudience: audience } = config;
  const adminClaim = parseAdminClaim(config.adminClaim);
  const admin = adminClaim === undefined ? {} : { adminClaim };
  try {
    return await openAuthentication({
      clock: systemClock,
      limits: pickLimits(config, DEFAULT_AUTH_LIMITS),
      onFault,
      ...(config.apiKeys ? { apiKeys: { path: keysPath(config) } } : {}),
      ...(keys === undefined ? {} : { jwt: { keys, issuer, audience, ...admin } }),
    });
  } catch (error) {
    if (error instanceof ApiKeyFault) throw new CommandFailure(error.message, { cause: error });
    throw error;
  }
}

async function openTokenKeys(
  { tokenSecretFile, tokenKeysFile, tokenKeysUrl }: Config,
  onFault: (error: unknown) => void,
): Promise<JwtKeys | undefined> {
  const file = tokenSecretFile ?? tokenKeysFile;
  if (file === undefined && tokenKeysUrl === undefined) return undefined;
  const { publicKeys, RemoteKeySet, secretKeys, storedKeys } = await import("@aiwhisperer/server/tokens");
  if (file === undefined) {
    return publicKeys(
      new RemoteKeySet({ url: new URL(tokenKeysUrl ?? ""), clock: systemClock, onFault }).find,
    );
  }
  try {
    if (tokenSecretFile === undefined) return storedKeys(await readFile(file, "utf8"));
    return secretKeys(withoutLineEnd(await readFile(file)));
  } catch (error) {
    throw new CommandFailure(`${file}: tokens cannot be checked by it: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}

/** An editor's line end is no part of a secret. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1;
  return bytes.subarray(0, end);
}
