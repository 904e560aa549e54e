import type { Flags } from "../config/flag-source.ts";
import { OPTION_NAMES, type OptionName } from "../config/option-table.ts";
import { type FolderConfig, type ResolvedConfig, requireConfig } from "../config/resolve-config.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { configSubject, needsTrust } from "./config-subject.ts";
import { isTrustedForRun, requireTrust, storeTrust } from "./require-trust.ts";
import { openTrustStore } from "./trust-store.ts";
import { type TrustSubject, visibleLine } from "./trust-subject.ts";

/**
 * The configuration that the sources make, of which a command uses these options (default: all). A
 * configuration file that was found in the working folder needs a confirmation where it sets one of them that
 * is not harmless; it never applies in part. Rejects with a `CommandFailure` that has everything that is
 * wrong.
 */
export async function requireTrustedConfig(
  flags: Flags,
  host: CommandHost,
  used: readonly OptionName[] = OPTION_NAMES,
): Promise<ResolvedConfig> {
  const resolved = requireConfig({ flags, env: host.env, cwd: host.cwd });
  const { folderConfig } = resolved;
  if (folderConfig !== undefined && needsTrust(folderConfig, used)) {
    await requireTrustedFile(folderConfig, flags, host);
  }
  return resolved;
}

async function requireTrustedFile(file: FolderConfig, flags: Flags, host: CommandHost): Promise<void> {
  const store = openTrustStore(host.env);
  const subject = await configSubject(file);
  const trust = await requireTrust(subject, host, { store, isForced: isTrustedForRun(flags, host) });
  if (trust !== "confirmed") return;
  await requireUnchanged(file, subject);
  await storeTrust(store, subject, host);
}

/** A person takes time to answer: what would be loaded now has to be what was asked about. */
async function requireUnchanged(file: FolderConfig, { sha256 }: TrustSubject): Promise<void> {
  if ((await configSubject(file)).sha256 === sha256) return;
  throw new CommandFailure(
    "A file that the configuration of this folder names has changed since the question. Start again.",
  );
}

/**
 * Writes a note where the working folder's configuration would need a confirmation; it decides about nothing.
 */
export async function noteMissingTrust({ folderConfig }: ResolvedConfig, host: CommandHost): Promise<void> {
  if (folderConfig === undefined || !needsTrust(folderConfig, OPTION_NAMES)) return;
  const { path, sha256 } = await configSubject(folderConfig);
  const known = await openTrustStore(host.env)?.find(path);
  if (known?.sha256 === sha256) return;
  host.stderr.write(
    `${visibleLine(path)} was not confirmed: a start asks first. \`aiwhisperer trust\` confirms it.\n`,
  );
}
