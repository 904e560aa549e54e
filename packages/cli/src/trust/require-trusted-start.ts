import type { Flags } from "../config/flag-source.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { type KnownFolder, requireKnownFolder } from "./known-folder.ts";
import { isTrustedForRun, requireTrust, storeTrust } from "./require-trust.ts";
import { requireTrustedConfig } from "./require-trusted-config.ts";
import { telemetrySubject } from "./telemetry-package.ts";
import { openTrustStore } from "./trust-store.ts";

/** A configuration that may be served, with its data folder. */
export interface TrustedStart {
  readonly resolved: ResolvedConfig;
  readonly dataFolder: KnownFolder;
}

/**
 * Requires a confirmation of everything that a server would obey only because it is in the working folder:
 * its configuration file, its data folder, and with `--otel` the SDK in its `node_modules`. Nothing of it is
 * loaded before. Rejects with a `CommandFailure`.
 */
export async function requireTrustedStart(flags: Flags, host: CommandHost): Promise<TrustedStart> {
  const resolved = await requireTrustedConfig(flags, host);
  const isForced = isTrustedForRun(flags, host);
  const dataFolder = await requireKnownFolder(resolved, host, isForced);
  const telemetry = resolved.config.otel ? await telemetrySubject(host.cwd) : undefined;
  if (telemetry !== undefined) {
    const store = openTrustStore(host.env);
    const trust = await requireTrust(telemetry, host, { store, isForced });
    if (trust === "confirmed") await storeTrust(store, telemetry, host);
  }
  return { resolved, dataFolder };
}
