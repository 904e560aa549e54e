import { randomBytes } from "node:crypto";
import { lstat, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandHost } from "../command-host.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { requireTrust, storeTrust } from "./require-trust.ts";
import { openFolderStore, type TrustStore } from "./trust-store.ts";
import { sha256Of, type TrustSubject, visibleLine } from "./trust-subject.ts";

/** Name of the file by which a data folder is recognised: a random text, whose hash is in the user's state folder. */
const ID_FILE = "folder-id";
/** Longest file that can be an id. */
const MAX_ID_BYTES = 256;

/** A data folder that may be served. */
export interface KnownFolder {
  /** Marks the folder as this user's own. Call it once the folder is there and claimed. */
  remember(): Promise<void>;
}

/**
 * Requires that a data folder which is only there because of the working folder is this user's own: one that a server of this user has made, or
 * that a person has confirmed. A folder that came with a clone could hold keys, tokens and unfinished calls of somebody else. A folder that a
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
  const trust = await requireTrust(subject, host, { store, isForced });
  return { remember: trust === "confirmed" ? remember : async () => undefined };
}

/** Whether neither a flag nor a variable names the data folder. */
export function isOfWorkingFolder({ origins, folderConfig }: ResolvedConfig): boolean {
  return origins.dataDir === "default" || folderConfig?.inForce.includes("dataDir") === true;
}

/** A data folder that has something in it, as something to confirm. */
export async function dataFolderSubject(dataDir: string): Promise<TrustSubject | undefined> {
  const names = await readdir(dataDir).catch(() => []);
  if (names.length === 0) return undefined;
  return {
    title: "The data folder",
    path: await realpath(dataDir),
    sha256: sha256Of(await readId(dataDir)),
    effects: [
      `It has ${names.length} entries, such as ${visibleLine(names.slice(0, 3).join(", "))}. Its sessions, grants, keys and tokens would count, and unfinished turns would be resumed.`,
      "If it is yours, name it with --data-dir or confirm it. If it came with the folder, delete it.",
    ],
    details: [],
  };
}

/** Gives a data folder a new id and stores its hash. A folder that is not there, as with a log in memory, needs none. */
export async function rememberFolder(
  dataDir: string,
  store: TrustStore | undefined,
  host: CommandHost,
): Promise<void> {
  const path = await realpath(dataDir).catch(() => undefined);
  if (path === undefined || store === undefined) return;
  const id = randomBytes(32).toString("base64url");
  const file = join(dataDir, ID_FILE);
  await rm(file, { force: true });
  await writeFile(file, `${id}\n`, { flag: "wx", mode: 0o600 });
  await storeTrust(store, { path, sha256: sha256Of(id) }, host);
}

/** The id of a folder; empty where it has none. */
async function readId(dataDir: string): Promise<string> {
  const path = join(dataDir, ID_FILE);
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > MAX_ID_BYTES) return "";
  return (await readFile(path, "utf8").catch(() => "")).trim();
}
