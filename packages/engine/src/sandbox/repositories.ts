import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** How deep repositories are looked for, and in how many folders. */
const MAX_DEPTH = 4;
const MAX_FOLDERS = 5_000;

/** Repositories whose places are looked up for each command. */
const MAX_REPOSITORIES = 200;

/** Folders in which packages are, with any number of folders in them. */
const SKIPPED = new Set([".git", "node_modules"]);

/**
 * The folders in a workspace that are working folders of Git, the nearest first. They are looked for once,
 * before any command could hide one.
 */
export function findRepositories(workspace: string): readonly string[] {
  const found: string[] = [];
  let folders: readonly string[] = [workspace];
  let left = MAX_FOLDERS;
  for (let depth = 0; depth <= MAX_DEPTH && folders.length > 0; depth += 1) {
    const inner: string[] = [];
    for (const folder of folders.slice(0, left)) {
      const entries = readFolder(folder);
      if (folder !== workspace && entries.some(({ name }) => name === ".git")) found.push(folder);
      const names = entries.filter((each) => each.isDirectory() && !SKIPPED.has(each.name));
      inner.push(...names.map(({ name }) => join(folder, name)));
    }
    left = Math.max(0, left - folders.length);
    folders = inner;
  }
  return found.slice(0, MAX_REPOSITORIES);
}

function readFolder(folder: string): ReturnType<typeof readEntries> {
  try {
    return lstatSync(folder).isDirectory() ? readEntries(folder) : [];
  } catch {
    return [];
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
