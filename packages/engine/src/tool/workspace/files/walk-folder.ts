import type { Dirent } from "node:fs";
import type { Folder } from "../kit/folder.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import type { IgnoreRules } from "./ignore-rules.ts";

/** Deeper folders are not gone into: each keeps a descriptor open. */
const MAX_DEPTH = 64;

/** What a walk comes upon. */
export interface WalkEntry {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly name: string;
  readonly path: string;
  /** The folder that contains it, open until the walk continues. */
  readonly folder: Folder;
}

/** What a walk did not show. */
export interface WalkOmissions {
  /** Entries that `.gitignore` excludes. */
  ignored: number;
  /** Folders that could not be opened, or are too deep. */
  unread: number;
}

/** How far to walk. */
export interface WalkOptions {
  /** Levels of folders, 1 for the entries of the folder alone. */
  readonly depth: number;
  readonly rules: IgnoreRules;
  /** Incremented during the walk. */
  readonly omissions: WalkOmissions;
}

/**
 * The entries of a folder and of those in it, each folder before what it holds, sorted by name. Symbolic
 * links are shown and not followed, `.git` and what is closed to tools are left out, what `.gitignore`
 * excludes is counted. The walk may be ended at any entry.
 */
export function* walkFolder(folder: Folder, options: WalkOptions): Generator<WalkEntry, void> {
  const entries = folder.list().sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name === ".git" || (entry.isDirectory() && folder.isClosed(entry.name))) continue;
    const path = folder.pathOf(entry.name);
    if (options.rules.ignores(path, entry.isDirectory())) {
      options.omissions.ignored += 1;
      continue;
    }
    const kind = kindOf(entry);
    yield { kind, name: entry.name, path, folder };
    if (kind === "folder" && options.depth > 1) yield* walkChild(folder, entry.name, options);
  }
}

function* walkChild(parent: Folder, name: string, options: WalkOptions): Generator<WalkEntry, void> {
  const child = openChild(parent, name);
  if (child === undefined) {
    options.omissions.unread += 1;
    return;
  }
  try {
    yield* walkFolder(child, { ...options, depth: options.depth - 1, rules: options.rules.within(child) });
  } finally {
    child.close();
  }
}

/** Returns `undefined` for an entry that cannot be opened, is no longer a folder, or is too deep. */
function openChild(parent: Folder, name: string): Folder | undefined {
  if (depthOf(parent) >= MAX_DEPTH) return undefined;
  try {
    return parent.openChild(name);
  } catch (error) {
    if (error instanceof WorkspaceFault) return undefined;
    throw error;
  }
}

function depthOf({ path }: Folder): number {
  return path === "" ? 0 : path.split("/").length;
}

function kindOf(entry: Dirent): WalkEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}
