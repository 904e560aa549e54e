import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  constants as fsConstants,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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

/**
 * Writes a file, for this user alone, in place of any other: a crash or a full disk leaves the one from
 * before.
 */
export function replaceWhole(path: string, content: Uint8Array): void {
  fillWhole(path, (unfinishedPath) => writeFileSync(unfinishedPath, content, { mode: 0o600, flag: "wx" }));
}

/** Copies a file to a new one, which is either whole or not there. */
export function copyWhole(path: string, targetPath: string): void {
  if (existsSync(targetPath)) {
    throw new LogFault("io", `${targetPath} exists already and is not replaced: name a new file.`);
  }
  fillWhole(targetPath, (unfinishedPath) =>
    copyFileSync(path, unfinishedPath, fsConstants.COPYFILE_EXCL | fsConstants.COPYFILE_FICLONE),
  );
}

function fillWhole(path: string, fill: (unfinishedPath: string) => void): void {
  const unfinishedPath = `${path}.unfinished`;
  rmSync(unfinishedPath, { force: true });
  try {
    fill(unfinishedPath);
    chmodSync(unfinishedPath, 0o600);
    syncFile(unfinishedPath);
    renameSync(unfinishedPath, path);
    syncFile(dirname(path));
  } catch (error) {
    rmSync(unfinishedPath, { force: true });
    throw error;
  }
}

function syncFile(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
