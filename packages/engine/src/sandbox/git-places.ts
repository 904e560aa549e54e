import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { GUARDED_GIT_PLACES } from "./hidden-places.ts";
import { namedByGit } from "./named-by-git.ts";
import { SandboxFault } from "./sandbox.ts";

/** What is to be read-only for a working folder of Git, whose repository programs outside obey. */
export interface GitPlaces {
  /** Files and folders; each may be missing, or lead elsewhere. */
  readonly guarded: readonly string[];
  /** Folders of hooks that do not exist, and must not be made. */
  readonly missingHooks: readonly string[];
}

const MAX_MODULE_DEPTH = 4;

/** Folders that are read for one sandbox. A command could make any number. */
const MAX_FOLDERS = 2_000;

/**
 * Lists the places of a working folder with a `.git` in it; `home` has the user's own configuration of Git.
 */
export function gitPlaces(root: string, home: string): GitPlaces {
  const git = join(root, ".git");
  const budget = { left: MAX_FOLDERS };
  const linked = isRealFolder(git) ? [] : linkedFolders(git);
  const folders = [git, ...linked].flatMap((folder) => gitFolders(folder, budget));
  const named = folders.map((folder) => namedByGit(folder, { root, home }));
  const hooks = [
    ...folders.filter(isGitFolder).map((folder) => join(folder, "hooks")),
    ...named.flatMap((each) => each.hooks),
  ];
  const isMissing = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) === undefined;
  return {
    guarded: [
      // A file or a link in its place names the repository, as in a linked worktree.
      ...(isRealFolder(git) ? [] : [git]),
      ...folders.flatMap((folder) => GUARDED_GIT_PLACES.map((name) => join(folder, name))),
      ...named.flatMap(({ files }) => files),
      ...hooks.flatMap((path) => [path, ...linkTargets(path)]),
    ],
    missingHooks: hooks.filter(isMissing),
  };
}

/**
 * The folders that a `.git` file names, of a linked worktree its repository's too; see
 * gitrepository-layout(5).
 */
function linkedFolders(git: string): readonly string[] {
  const [, path] = /^gitdir:\s*(.+?)\s*$/m.exec(readText(git)) ?? [];
  if (path === undefined) return [];
  const folder = resolve(dirname(git), path);
  const common = readText(join(folder, "commondir")).trim();
  return common === "" ? [folder] : [folder, resolve(folder, common)];
}

/** The text of a file; that of a missing one, or of a folder that a link leads to, is empty. */
function readText(path: string): string {
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return "";
  return readFileSync(path, "utf8");
}

/** How many folders may still be read. */
interface Budget {
  left: number;
}

/** The folder of a repository with those of its modules, linked worktrees and their modules. */
function gitFolders(git: string, budget: Budget): readonly string[] {
  if (!isRealFolder(git)) return [];
  const inner = ["modules", "worktrees"].flatMap((name) =>
    foldersIn(join(git, name), MAX_MODULE_DEPTH, budget),
  );
  return [git, ...inner];
}

function foldersIn(folder: string, depth: number, budget: Budget): readonly string[] {
  if (depth === 0 || !isRealFolder(folder)) return [];
  budget.left -= 1;
  if (budget.left < 0) {
    throw new SandboxFault(
      `There are more than ${MAX_FOLDERS} folders of modules and worktrees of Git by ${JSON.stringify(folder)}, which cannot all be protected. Remove those that are not needed.`,
    );
  }
  const names = readFolder(folder);
  // Nothing but what is guarded may be left of it.
  if (names.some((name) => GUARDED_GIT_PLACES.includes(name))) return gitFolders(folder, budget);
  return names.flatMap((name) => foldersIn(join(folder, name), depth - 1, budget));
}

/** Hooks are often links to scripts of the working folder. */
function linkTargets(folder: string): readonly string[] {
  if (!isFolder(folder)) return [];
  return readFolder(folder)
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink());
}

/** What cannot be looked into cannot be protected: a command could open it again. */
function readFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new SandboxFault(
      `The folder ${JSON.stringify(folder)} cannot be read, so what is in it cannot be protected. Make it readable for the server's user.`,
      { cause: error },
    );
  }
}

function isGitFolder(folder: string): boolean {
  const names = readFolder(folder);
  return names.includes("config") || names.includes("HEAD");
}

function isRealFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
