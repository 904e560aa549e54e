import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  EMPTY_PLACES,
  GUARDED_GIT_PLACES,
  GUARDED_WORKSPACE_PLACES,
  HIDDEN_HOME_PLACES,
  HIDDEN_SYSTEM_PLACES,
  HOME_PROGRAMS,
} from "./hidden-places.ts";
import { namedByGit } from "./named-by-git.ts";
import type { SandboxPlaces } from "./sandbox.ts";

/** A place as a sandbox shows it; the path exists and has no symbolic links. */
export interface Mount {
  /**
   * `empty`: a writable folder that ends with the sandbox. `closed`: a folder without content. `blank`: a
   * file without content.
   */
  readonly kind: "empty" | "closed" | "blank" | "readable" | "writable";
  readonly path: string;
}

/**
 * Lists what a sandbox shows otherwise than the machine, whose files it shows read-only; a later mount covers
 * an earlier one. Places that do not exist are left out, so it is made anew for each program.
 */
export function mountPlan(places: SandboxPlaces): readonly Mount[] {
  const { workspace, home, path } = places;
  const open = [workspace, ...places.writable].flatMap(existing);
  const readable = places.readable.flatMap(existing);
  const hiding = hiddenPlaces(places, [...open, ...readable]);
  const around = hiding.filter((each) => [...open, ...readable].some((root) => isInside(root, [each])));
  const empty = distinct([...emptyPlaces(home), ...around]);
  const programs = [...HOME_PROGRAMS.map((name) => join(home, name)), ...path]
    .flatMap(existing)
    .filter((each) => isInside(each, empty));
  const guarded = guardedPlaces(places, open).filter((each) => !open.includes(each));
  const shown = [...open, ...programs, ...readable];
  // What an empty place covers needs no cover of its own.
  const hidden = hiding.filter(
    (each) =>
      !around.includes(each) && (!isInside(each, empty) || isInside(each, shown) || shown.includes(each)),
  );
  return [
    ...mountAll("empty", empty),
    ...mountAll("readable", programs),
    ...mountAll("writable", open),
    ...mountAll("writable", fixedFolders([...guarded, ...readable, ...hidden], open)),
    ...mountAll("readable", [...guarded, ...readable]),
    ...missingHooks(workspace),
    ...hidden.map((each): Mount => ({ kind: isFolder(each) ? "closed" : "blank", path: each })),
  ];
}

/** Folders that programs are in. A user whose home is there has no files there. */
const SYSTEM_FOLDERS = ["/usr", "/bin", "/sbin", "/lib", "/etc", "/dev", "/proc", "/sys"];

function emptyPlaces(home: string): readonly string[] {
  const own = existing(home).filter(
    (path) => path !== "/" && !SYSTEM_FOLDERS.some((folder) => isWithin(path, folder)),
  );
  return distinct([...EMPTY_PLACES.flatMap(existing), ...own]).filter(isFolder);
}

/** A place that the configuration shows precedes the tables, but nothing that the server keeps for itself. */
function hiddenPlaces({ home, hidden }: SandboxPlaces, shown: readonly string[]): readonly string[] {
  const inHome = HIDDEN_HOME_PLACES.map((name) => join(home, name));
  const usual = [...HIDDEN_SYSTEM_PLACES, ...inHome].flatMap(existing);
  return distinct([...usual.filter((each) => !shown.includes(each)), ...hidden.flatMap(existing)]);
}

/** What is read-only in the workspace. A link out of the workspace shows nothing of its target. */
function guardedPlaces({ workspace, guarded }: SandboxPlaces, open: readonly string[]): readonly string[] {
  const git = join(workspace, ".git");
  const names = GUARDED_WORKSPACE_PLACES.map((name) => join(workspace, name));
  const inGit = gitFolders(git).flatMap((folder) => [
    ...GUARDED_GIT_PLACES.map((name) => join(folder, name)),
    ...namedByGit(folder, workspace),
  ]);
  // A file in its place names the repository, as in a linked worktree.
  const link = isFolder(git) ? [] : [git];
  const paths = [...names, ...inGit, ...link, ...guarded];
  return distinct(paths.flatMap(existing)).filter((path) => isInside(path, open));
}

/** Repositories without hooks get none: the folder for them exists then, without content. */
function missingHooks(workspace: string): readonly Mount[] {
  const folders = gitFolders(join(existing(workspace)[0] ?? workspace, ".git"));
  const hooks = folders
    .filter((folder) => isGitFolder(readdirSync(folder)))
    .map((folder) => join(folder, "hooks"));
  const missing = hooks.filter((path) => lstatSync(path, { throwIfNoEntry: false }) === undefined);
  return mountAll("closed", missing);
}

const MAX_MODULE_DEPTH = 4;

/** The folder of a repository with those of its modules, linked worktrees and their modules. */
function gitFolders(git: string): readonly string[] {
  if (!isRealFolder(git)) return [];
  return [git, ...["modules", "worktrees"].flatMap((name) => foldersIn(join(git, name), MAX_MODULE_DEPTH))];
}

function foldersIn(folder: string, depth: number): readonly string[] {
  if (depth === 0 || !isRealFolder(folder)) return [];
  const names = readdirSync(folder);
  // Nothing but what is guarded may be left of it.
  if (names.some((name) => GUARDED_GIT_PLACES.includes(name))) return gitFolders(folder);
  return names.flatMap((name) => foldersIn(join(folder, name), depth - 1));
}

function isGitFolder(names: readonly string[]): boolean {
  return names.includes("config") || names.includes("HEAD");
}

/**
 * The folders on the way from a writable folder to a place that is mounted over. As mounts they cannot be
 * renamed: a place that moves would not be covered in the next sandbox.
 */
function fixedFolders(covered: readonly string[], open: readonly string[]): readonly string[] {
  const folders = covered.flatMap((path) => {
    const root = open.find((each) => isWithin(path, each) && path !== each);
    if (root === undefined) return [];
    const names = relative(root, dirname(path)).split("/");
    return names.flatMap((name, index) => (name === "" ? [] : [join(root, ...names.slice(0, index + 1))]));
  });
  return distinct(folders).toSorted((a, b) => a.length - b.length);
}

function mountAll(kind: Mount["kind"], paths: readonly string[]): readonly Mount[] {
  return paths.map((path) => ({ kind, path }));
}

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}

/** The path without symbolic links; none when nothing is there. */
function existing(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

function isRealFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether a path is in one of the folders, and not that folder itself. */
function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isWithin(path, folder) && path !== folder);
}

/** Whether a path is a folder or in it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? folder : `${folder}/`);
}
