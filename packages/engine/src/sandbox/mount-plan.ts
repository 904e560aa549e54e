import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { systemCode } from "../kit/system-code.ts";
import { type GitPlaces, gitPlaces } from "./git-places.ts";
import {
  EMPTY_PLACES,
  GUARDED_HOME_PLACES,
  GUARDED_WORKSPACE_PLACES,
  HIDDEN_HOME_PLACES,
  HIDDEN_SYSTEM_PLACES,
  HOME_PROGRAMS,
  TEMPORARY_PLACES,
} from "./hidden-places.ts";
import { homesOfUsers } from "./homes-of-users.ts";
import { SandboxFault, type SandboxPlaces } from "./sandbox.ts";

/** A place as a sandbox shows it; the path exists and has no symbolic links. */
export interface Mount {
  /**
   * `empty`: a writable folder that ends with the sandbox. `bare`: a read-only folder that has nothing but
   * what is mounted in it. `closed`: a folder without content. `blank`: a file without content.
   */
  readonly kind: "empty" | "bare" | "closed" | "blank" | "readable" | "writable";
  readonly path: string;
}

/**
 * Lists what a sandbox shows otherwise than the machine, whose files it shows read-only; a later mount covers
 * an earlier one. Places that do not exist are left out, so it is made anew for each program. Throws a
 * `SandboxFault` for a place that cannot be looked at: a command could open it again.
 */
export function mountPlan(places: SandboxPlaces): readonly Mount[] {
  try {
    return planMounts(places);
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException;
    if (error instanceof SandboxFault || path === undefined) throw error;
    throw hiddenFrom(path, error);
  }
}

function hiddenFrom(path: string, cause: unknown): SandboxFault {
  return new SandboxFault(
    `${JSON.stringify(path)} cannot be looked at (${systemCode(cause)}), so it cannot be protected. Let the server's user enter the folders on the way to it.`,
    { cause },
  );
}

function planMounts(places: SandboxPlaces): readonly Mount[] {
  const { workspace, home, path } = places;
  const open = [workspace, ...places.writable].flatMap((each) => existing(each));
  const readable = places.readable.flatMap((each) => existing(each));
  const hiding = hiddenPlaces(places, [...open, ...readable]);
  const around = hiding.filter((each) => [...open, ...readable].some((root) => isInside(root, [each])));
  const { temporary, bare } = emptyPlaces(home);
  const empty = distinct([...temporary, ...bare, ...around]);
  const programs = [...HOME_PROGRAMS.map((name) => join(home, name)), ...path]
    .flatMap((each) => existing(each))
    .filter((each) => isInside(each, empty) && !empty.some((place) => isWithin(place, each)));
  const git = [workspace, ...(places.repositories ?? [])].map((root) => gitPlaces(root, home));
  const guarded = guardedPlaces(places, open, git).filter((each) => !open.includes(each));
  const missing = missingPlaces(git, open, guarded);
  const shown = [...open, ...programs, ...readable];
  // What an empty place covers needs no cover of its own.
  const isCovered = (each: string): boolean => isInside(each, empty) && !isWithinAny(each, shown);
  const hidden = hiding.filter((each) => !around.includes(each) && !isCovered(each));
  return [
    ...emptyMounts(empty, temporary),
    ...mountAll("readable", programs),
    ...mountAll("writable", open),
    ...mountAll("writable", fixedFolders([...guarded, ...readable, ...hidden, ...missing], open)),
    ...mountAll("readable", [...guarded, ...readable]),
    ...mountAll("closed", missing),
    ...hidden.map((each): Mount => ({ kind: isFolder(each) ? "closed" : "blank", path: each })),
  ];
}

/** Folders around others come first. */
function emptyMounts(empty: readonly string[], temporary: readonly string[]): readonly Mount[] {
  const ordered = empty.toSorted((a, b) => a.length - b.length);
  return ordered.map((path) => ({ kind: temporary.includes(path) ? "empty" : "bare", path }));
}

/** The folders of a sandbox that take memory when they are written to. */
export function temporaryFolders({ workspace, home, writable }: SandboxPlaces): readonly string[] {
  const open = [workspace, ...writable].flatMap((each) => existing(each));
  return ["/dev/shm", ...emptyPlaces(home).temporary].filter((each) => !open.includes(each));
}

/** Folders that programs are in. A user whose home is there has no files there. */
const SYSTEM_FOLDERS = ["/usr", "/bin", "/sbin", "/lib", "/etc", "/dev", "/proc", "/sys"];

function emptyPlaces(home: string): {
  readonly temporary: readonly string[];
  readonly bare: readonly string[];
} {
  const own = existing(home).filter(isPrivate);
  const temporary = distinct([...TEMPORARY_PLACES.flatMap((each) => existing(each)), ...own]).filter(
    isFolder,
  );
  const homes = homesOfUsers().flatMap((each) => existing(each));
  const others = [...EMPTY_PLACES.flatMap((each) => existing(each)), ...homes.filter(isPrivate)];
  const bare = distinct(others).filter(
    (each) => isFolder(each) && !temporary.includes(each) && !isInside(each, [...others, ...temporary]),
  );
  return { temporary, bare };
}

function isPrivate(path: string): boolean {
  return path !== "/" && !SYSTEM_FOLDERS.some((folder) => isWithin(path, folder) || isWithin(folder, path));
}

/** A place that the configuration shows precedes the tables, but nothing that the server keeps for itself. */
function hiddenPlaces({ home, hidden }: SandboxPlaces, shown: readonly string[]): readonly string[] {
  const inHome = HIDDEN_HOME_PLACES.map((name) => join(home, name));
  const usual = [...HIDDEN_SYSTEM_PLACES, ...inHome].flatMap((each) => existing(each, shown));
  const own = hidden.flatMap((each) => existing(each, shown));
  return distinct([...usual.filter((each) => !shown.includes(each)), ...own]);
}

/** What is read-only in writable places. A link out of them shows nothing of its target. */
function guardedPlaces(
  { workspace, home, guarded, repositories = [] }: SandboxPlaces,
  open: readonly string[],
  git: readonly GitPlaces[],
): readonly string[] {
  const paths = [
    ...[workspace, ...repositories].flatMap((root) =>
      GUARDED_WORKSPACE_PLACES.map((name) => join(root, name)),
    ),
    ...git.flatMap((each) => each.guarded),
    ...[...GUARDED_HOME_PLACES, ...HOME_PROGRAMS].map((name) => join(home, name)),
    ...guarded,
  ];
  return distinct(paths.flatMap((path) => existing(path, open))).filter((path) => isInside(path, open));
}

/** Folders that must not be made: what is missing of the way to hooks, from its first folder on. */
function missingPlaces(
  git: readonly GitPlaces[],
  open: readonly string[],
  guarded: readonly string[],
): readonly string[] {
  const paths = git.flatMap(({ missingHooks }) => missingHooks).flatMap((path) => firstMissing(path, open));
  return distinct(paths).filter(
    (path) => isInside(path, open) && !isWithinAny(path, guarded) && canMakeFolder(dirname(path)),
  );
}

function firstMissing(path: string, open: readonly string[]): readonly string[] {
  const parent = dirname(path);
  const [real] = existing(parent, open);
  if (real !== undefined) return [join(real, relative(parent, path))];
  return parent === path ? [] : firstMissing(parent, open);
}

/** Whether the place of a mount can be made there. Throws where commands could and the server cannot. */
function canMakeFolder(folder: string): boolean {
  if (!isFolder(folder)) return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (systemCode(error) === "EACCES" && statSync(folder).uid === process.getuid?.()) {
      throw hiddenFrom(folder, error);
    }
    return false;
  }
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

/**
 * The path without symbolic links; none when nothing is there. Throws for a path in one of the open folders
 * that cannot be looked at.
 */
function existing(path: string, open: readonly string[] = []): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch (error) {
    if (systemCode(error) === "EACCES" && isWithinAny(closedFolder(path), open))
      throw hiddenFrom(path, error);
    return [];
  }
}

/** The folder on the way to a path that cannot be entered, or one before it, without symbolic links. */
function closedFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : closedFolder(dirname(path));
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether a path is in one of the folders, and not that folder itself. */
function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isWithin(path, folder) && path !== folder);
}

function isWithinAny(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isWithin(path, folder));
}

/** Whether a path is a folder or in it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? folder : `${folder}/`);
}
