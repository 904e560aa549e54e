import { closeSync, constants, fstatSync, openSync, statSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { Folder, type RootFolder } from "./folder.ts";
import type { WorkspaceLimits } from "./workspace-limits.ts";

/** The folder that tools work in. Plain data, so that threads can be given it. */
export interface Workspace extends RootFolder {
  /** The absolute path that it was given by, which may lead over symbolic links. */
  readonly givenRoot: string;
  readonly limits: WorkspaceLimits;
}

/**
 * Finds the folder. Rejects, with the system's error, when there is none that can be read, and when it is
 * itself among those that are closed to tools.
 */
export async function findWorkspace(
  root: string,
  limits: WorkspaceLimits,
  closed: readonly string[] = [],
): Promise<Workspace> {
  const givenRoot = resolve(root);
  const closedFolders = closed.map((folder) => resolve(folder));
  const real = await realpath(givenRoot);
  const workspace = {
    root: real,
    givenRoot,
    hasDescriptorPaths: hasDescriptorPaths(real),
    closedFolders,
    limits,
  };
  Folder.openRoot(workspace).close();
  return workspace;
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
