import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of a few megabytes, in memory, that a test can fill. */
export interface SmallDisk {
  readonly path: string;
  remove(): Promise<void>;
}

/** Whether this user may mount file systems; tests that need one say so where it may not. */
export const canMount: boolean = isMountPermitted();

/** Mounts an empty file system of that size. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), "aiwhisperer-disk-"));
  run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0700`, "tmpfs", path]);
  return {
    path,
    async remove() {
      // Lazily: a process that is still ending must not keep the folder.
      run("umount", ["-l", path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Shows a folder a second time, where nothing can be written. The returned function takes that away. */
export async function mountReadOnly(folder: string): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), "aiwhisperer-disk-"));
  run("mount", ["--bind", folder, path]);
  run("mount", ["-o", "remount,bind,ro", path]);
  return {
    path,
    async remove() {
      run("umount", ["-l", path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
}

function isMountPermitted(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const path = join(tmpdir(), `aiwhisperer-mount-${process.pid}`);
  const script = `mkdir -p "$0" && mount -t tmpfs -o size=1m tmpfs "$0" && umount "$0"; e=$?; rmdir "$0"; exit $e`;
  return spawnSync("sh", ["-c", script, path]).status === 0;
}
