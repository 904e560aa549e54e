import { createHmac, randomBytes } from "node:crypto";
import { lstat, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Name of the file by which a data folder is recognised. */
export const ID_FILE = "folder-id";
/** Longest file that can be an id. */
const MAX_ID_BYTES = 256;
/**
 * A text of the machine that a folder which came from elsewhere does not know. Systems without it rely on the
 * user's state folder alone.
 */
const MACHINE_ID_FILE = "/etc/machine-id";
const MACHINE_ID = /^[0-9a-f]{32}$/;

/**
 * Writes a new id into a data folder and returns it: a random text with a seal over it, the folder's place
 * and its owner. The seal is keyed by the machine's id, so that the folder is recognised when the user's
 * state folder is another one.
 */
export async function createFolderId(dataDir: string, realPath: string): Promise<string> {
  const random = randomBytes(32).toString("base64url");
  const seal = await sealOf(random, realPath);
  const id = seal === undefined ? random : `${random}.${seal}`;
  const file = join(dataDir, ID_FILE);
  await rm(file, { force: true });
  await writeFile(file, `${id}\n`, { flag: "wx", mode: 0o600 });
  return id;
}

/** The id of a data folder; empty where it has none. */
export async function readFolderId(dataDir: string): Promise<string> {
  const path = join(dataDir, ID_FILE);
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > MAX_ID_BYTES) return "";
  return (await readFile(path, "utf8").catch(() => "")).trim();
}

/**
 * Whether this machine has sealed the id for this very folder. Every user of the machine can make such a
 * seal, but not for a folder that is another user's: a folder of another user never counts, for root neither.
 */
export async function isSealedHere(id: string, realPath: string): Promise<boolean> {
  const [random = "", seal] = id.split(".", 2);
  if (process.getuid !== undefined && (await stat(realPath)).uid !== process.getuid()) return false;
  return seal !== undefined && seal === (await sealOf(random, realPath));
}

async function sealOf(random: string, realPath: string): Promise<string | undefined> {
  const machineId = (await readFile(MACHINE_ID_FILE, "utf8").catch(() => "")).trim();
  if (!MACHINE_ID.test(machineId)) return undefined;
  // A copy of the folder has another inode.
  const { ino, uid } = await stat(realPath);
  return createHmac("sha256", machineId)
    .update(JSON.stringify([random, realPath, ino, uid]))
    .digest("base64url");
}
