import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type LocalServerRecord, localServersFolder } from "@aiwhisperer/client";
import type { Environment } from "../kit/command-host.ts";

/** The record of a running server, which programs of the same user find its token by. */
export interface ServerRecordFile {
  /** Removes the record, unless a later server on the same port has replaced it. Never rejects. */
  remove(): Promise<void>;
}

/**
 * Writes the record of a server in the user's state folder (folder 0700, file 0600), in place of a stale one.
 * Resolves with `undefined` where the user has no state folder. Rejects when the record cannot be written.
 */
export async function writeServerRecord(
  record: LocalServerRecord,
  port: number,
  env: Environment,
): Promise<ServerRecordFile | undefined> {
  const folder = localServersFolder({ env, platform: process.platform });
  if (folder === undefined) return undefined;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = join(folder, `${port}.json`);
  const temporary = `${path}.${process.pid}`;
  await rm(temporary, { force: true });
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(record)}\n`);
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  return { remove: () => removeOwn(path, record) };
}

/** Removes a record that an earlier server left on a port, so that no client sends its token to this one. */
export async function removeServerRecord(port: number, env: Environment): Promise<void> {
  const folder = localServersFolder({ env, platform: process.platform });
  if (folder !== undefined) await rm(join(folder, `${port}.json`), { force: true });
}

async function removeOwn(path: string, { pid }: LocalServerRecord): Promise<void> {
  try {
    const { pid: owner } = JSON.parse(await readFile(path, "utf8")) as Partial<LocalServerRecord>;
    if (owner === pid) await rm(path, { force: true });
  } catch {
    // Another program has removed or replaced it.
  }
}
