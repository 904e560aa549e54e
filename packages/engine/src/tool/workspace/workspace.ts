import { closeSync, constants, fstatSync, openSync, statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { WorkspaceLimits } from "./workspace-limits.ts";

/** The folder that tools work in. Plain data, so that threads can be given it. */
export interface Workspace {
  /** Its real path. */
  readonly root: string;
  /** The absolute path that it was given by, which may lead over symbolic links. */
  readonly givenRoot: string;
  /** Whether the system has paths that lead through an open descriptor. */
  readonly hasDescriptorPaths: boolean;
  readonly limits: WorkspaceLimits;
}

/** Finds the folder. Rejects, with the system's error, when there is none that can be read. */
export async function findWorkspace(root: string, limits: WorkspaceLimits): Promise<Workspace> {
  const givenRoot = resolve(root);
  const real = await realpath(givenRoot);
  return { root: real, givenRoot, hasDescriptorPaths: hasDescriptorPaths(real), limits };
}

/** Linux has them where `/proc` is mounted. */
function hasDescriptorPaths(folder: string): boolean {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const through = statSync(`/proc/self/fd/${fd}/.`, { throwIfNoEntry: false });
    const opened = fstatSync(fd);
    return through?.ino === opened.ino && through.dev === opened.dev;
  } finally {
    closeSync(fd);
  }
}
