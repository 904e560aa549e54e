import { readdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { TOKEN_FILE } from "../kit/data-files.ts";
import { createFolderId, ID_FILE, isSealedHere, readFolderId } from "./folder-id.ts";
import { hasGrownHere } from "./grown-folder.ts";
import { requireTrust, storeTrust } from "./require-trust.ts";
import { openFolderStore, type TrustStore } from "./trust-store.ts";
import { sha256Of, type TrustSubject, visibleLine } from "./trust-subject.ts";

/** Plain files of a data folder that nothing is read from but who serves it. */
const HARMLESS_FILES: readonly string[] = [ID_FILE, "owner.lock", "owner.json"];

/** A data folder that may be served. */
export interface KnownFolder {
  /** Marks the folder as this user's own. Call it once the folder is there and claimed. */
  remember(): Promise<void>;
}

/**
 * Requires that a data folder which is only there because of the working folder is this user's own: one that
 * a server of this user has made, whose log has grown on this machine, or that a person has confirmed. A
 * folder that came with a clone could hold keys, tokens and unfinished calls of another user. A folder that a
 * flag or a variable names is the operator's own choice. Rejects with a `CommandFailure`.
 */
export async function requireKnownFolder(
  resolved: ResolvedConfig,
  host: CommandHost,
  isForced: boolean,
): Promise<KnownFolder> {
  const { dataDir } = resolved.config;
  if (!isOfWorkingFolder(resolved)) return { remember: async () => undefined };
  const store = openFolderStore(host.env);
  const remember = (): Promise<void> => rememberFolder(dataDir, store, host);
  const subject = await dataFolderSubject(dataDir);
  if (subject === undefined) return { remember };
  const isStored = (await store?.find(subject.path))?.sha256 === subject.sha256;
  if (!isStored && (await hasGrownHere(dataDir))) return adopt(subject, host, remember);
  const trust = await requireTrust(subject, host, { store, isForced });
  return { remember: trust === "confirmed" ? remember : async () => undefined };
}

/**
 * A folder of an earlier version. Its token is replaced: no earlier version that made no id made one, so that
 * an update of the working folder could have.
 */
function adopt({ path }: TrustSubject, host: CommandHost, remember: () => Promise<void>): KnownFolder {
  host.stderr.write(
    `The data folder ${visibleLine(path)} was written on this machine. It is used from here on.\n`,
  );
  return {
    async remember() {
      await rm(join(path, TOKEN_FILE), { force: true });
      await remember();
    },
  };
}

/** Whether neither a flag nor a variable names the data folder. */
export function isOfWorkingFolder({ origins, folderConfig }: ResolvedConfig): boolean {
  return origins.dataDir === "default" || folderConfig?.inForce.includes("dataDir") === true;
}

/** A data folder that has something in it, and that is not known to be made here, as something to confirm. */
export async function dataFolderSubject(dataDir: string): Promise<TrustSubject | undefined> {
  const names = await namesIn(dataDir);
  if (names.length === 0) return undefined;
  const [path, id] = [await realpath(dataDir), await readFolderId(dataDir)];
  if (await isSealedHere(id, path)) return undefined;
  return {
    title: "The data folder",
    path,
    sha256: sha256Of(id),
    effects: [
      `It has ${visibleLine(names.slice(0, 5).join(", "))}${names.length > 5 ? " and more" : ""}. Its sessions, grants, keys and tokens would count, and unfinished turns would be resumed.`,
      "If it is yours, confirm it or name it with --data-dir. If it came with this folder, delete it.",
    ],
    details: [],
  };
}

/**
 * The names in a folder that count: a harmless name does only where it is no plain file. A folder that cannot
 * be listed may still have files that can be opened: it counts as a folder with something in it.
 */
async function namesIn(dataDir: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(dataDir, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isFile() || !HARMLESS_FILES.includes(entry.name))
      .map(({ name }) => name);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isMissing ? [] : ["entries that cannot be listed"];
  }
}

/**
 * Assigns a new id to a data folder that is not sealed here, and stores its hash. A folder that is not there,
 * as with a log in memory, needs none.
 */
export async function rememberFolder(
  dataDir: string,
  store: TrustStore | undefined,
  host: CommandHost,
): Promise<void> {
  const path = await realpath(dataDir).catch(() => undefined);
  if (path === undefined || (await isSealedHere(await readFolderId(dataDir), path))) return;
  const id = await createFolderId(dataDir, path);
  const sha256 = sha256Of(id);
  if (!(await isSealedHere(id, path))) await storeTrust(store, { path, sha256 }, host);
  // Here the seal is enough: the store helps where the machine gets another id.
  else await store?.add({ path, sha256, trustedAt: new Date().toISOString() }).catch(() => undefined);
}
