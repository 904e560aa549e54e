import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { LogFault } from "./log-fault.ts";

/**
 * Makes a file, for this user alone, that is either whole or not there: `fill` writes it under another name
 * in the same folder, and it gets its own once it is on the disk. Throws a `LogFault` `io` when the file
 * exists already; otherwise what `fill` or the file system throws.
 */
export async function createWhole(
  path: string,
  fill: (unfinishedPath: string) => Promise<void>,
): Promise<void> {
  if (existsSync(path)) {
    throw new LogFault("io", `${path} exists already and is not replaced: name a new file.`);
  }
  const unfinishedPath = `${path}.unfinished`;
  await rm(unfinishedPath, { force: true });
  try {
    await (await open(unfinishedPath, "wx", 0o600)).close();
    await fill(unfinishedPath);
    await rename(unfinishedPath, path);
  } catch (error) {
    await rm(unfinishedPath, { force: true });
    throw error;
  }
  const folder = await open(dirname(path));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
