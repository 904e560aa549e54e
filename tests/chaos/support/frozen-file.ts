import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Whether this user can forbid every process to write a file, also those that have it open already; tests
 * that need that say so where not.
 */
export const canFreeze: boolean = isFreezingEffective();

/** Makes files immutable: no process can write them from now on, not even through an open handle. */
export function freeze(paths: readonly string[]): void {
  run("+i", paths);
}

/** Lets files be written again. */
export function thaw(paths: readonly string[]): void {
  run("-i", paths);
}

function run(change: "+i" | "-i", paths: readonly string[]): void {
  const { status, stderr } = spawnSync("chattr", [change, ...paths], { encoding: "utf8" });
  if (status !== 0) throw new Error(`chattr ${change} ${paths.join(" ")}: ${stderr}`);
}

/**
 * Permissions do not hold back who has a file open, no file system is remounted under an open file, and some
 * ignore the attribute.
 */
function isFreezingEffective(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "aiwhisperer-frozen-"));
  const path = join(folder, "file");
  const file = openSync(path, "w");
  try {
    if (spawnSync("chattr", ["+i", path]).status !== 0) return false;
    return !canWrite(file);
  } finally {
    spawnSync("chattr", ["-i", path]);
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

function canWrite(file: number): boolean {
  try {
    writeSync(file, "x");
    return true;
  } catch {
    return false;
  }
}
