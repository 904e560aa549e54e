import { join } from "node:path";
import { Folder } from "../kit/folder.ts";
import { showPath } from "../kit/show-path.ts";
import type { Workspace } from "../kit/workspace.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";

/** As many as Linux follows. */
const MAX_LINKS = 40;

/** Folders within each other: each keeps a descriptor open while a path is walked. */
const MAX_FOLDERS = 64;

/** Where a path of the workspace leads. */
export interface Place {
  /** The deepest folder on the way that exists. */
  readonly folder: Folder;
  /** Folders on the way below it that do not exist; none unless the caller allows it. */
  readonly newFolders: readonly string[];
  /** The entry there, which is no symbolic link and need not exist; empty for the folder itself. */
  readonly name: string;
  /** The path from the workspace folder to it, symbolic links followed. */
  readonly path: string;
}

/** How to take a path. */
export interface PlaceOptions {
  /** Whether folders on the way may be missing. Default false. */
  readonly allowNewFolders?: boolean;
}

/**
 * Resolves a path and passes its place to an action; the folders on the way stay open until the action
 * returns. The system never follows a link or `..` here: the path is walked name by name, and each folder is
 * opened relative to its parent. A link is read and its target is walked in the same way; `..` returns to the
 * folder that the walk came from. So nothing outside of the workspace is opened, as far as `Folder`
 * guarantees that its entries are its own. An absolute path is accepted if it begins with the path of the
 * workspace. Throws a `WorkspaceFault` for a path that leads out or into a folder that is closed to tools, a
 * missing folder on the way, or too many links.
 */
export function withPlace<T>(
  workspace: Workspace,
  path: string,
  action: (place: Place) => T,
  { allowNewFolders = false }: PlaceOptions = {},
): T {
  const walk = new PathWalk(workspace, path);
  try {
    const place = walk.toEnd();
    if (place.newFolders.length > 0 && !allowNewFolders) {
      throw new WorkspaceFault(`${showPath(path)} does not exist. list_files shows what is there.`);
    }
    return action(place);
  } finally {
    walk.close();
  }
}

/** The walk along one path: the folders it is in, the workspace folder first, and the names still to go. */
class PathWalk {
  readonly #workspace: Workspace;
  readonly #path: string;
  readonly #folders: Folder[];
  readonly #names: string[];
  #links = 0;

  constructor(workspace: Workspace, path: string) {
    this.#workspace = workspace;
    this.#path = path;
    this.#names = this.#namesOf(path);
    this.#folders = [Folder.openRoot(workspace)];
  }

  close(): void {
    for (const folder of this.#folders.splice(0)) folder.close();
  }

  toEnd(): Place {
    for (let name = this.#names.shift(); name !== undefined; name = this.#names.shift()) {
      if (name === "..") {
        this.#goBack();
        continue;
      }
      const folder = this.#folder;
      const stats = folder.stat(name);
      if (stats?.isSymbolicLink()) this.#follow(folder.readLink(name));
      else if (stats === undefined) return this.#toMissing(name);
      else if (this.#names.length === 0) return toPlace(folder, [], name);
      else this.#enter(folder.openChild(name));
    }
    return toPlace(this.#folder, [], "");
  }

  get #folder(): Folder {
    const folder = this.#folders.at(-1);
    if (folder === undefined) throw new Error("the walk is closed");
    return folder;
  }

  /** The walk may be deeper than its path is long where links lead on. */
  #enter(folder: Folder): void {
    this.#folders.push(folder);
    if (this.#folders.length <= MAX_FOLDERS) return;
    throw new WorkspaceFault(`${showPath(this.#path)} leads too deep.`);
  }

  #goBack(): void {
    if (this.#folders.length === 1) throw this.#outside();
    this.#folders.pop()?.close();
  }

  #follow(target: string): void {
    this.#links += 1;
    if (this.#links > MAX_LINKS) {
      throw new WorkspaceFault(`${showPath(this.#path)} leads over too many symbolic links.`);
    }
    this.#names.unshift(...this.#namesOf(target));
    if (target.startsWith("/")) {
      for (const folder of this.#folders.splice(1)) folder.close();
    }
  }

  /** Below what does not exist there is nothing to go back from. */
  #toMissing(name: string): Place {
    const names = [name, ...this.#names];
    if (names.includes("..")) {
      throw new WorkspaceFault(
        `${showPath(this.#folder.pathOf(name))} does not exist. list_files shows what is there.`,
      );
    }
    return toPlace(this.#folder, names.slice(0, -1), names.at(-1) ?? name);
  }

  #namesOf(path: string): string[] {
    if (path.includes("\0")) throw new WorkspaceFault("A path cannot have a NUL character.");
    const names = this.#relative(path)
      .split("/")
      .filter((name) => name !== "" && name !== ".");
    if (names.length <= MAX_FOLDERS) return names;
    throw new WorkspaceFault(`${showPath(path)} has more than ${MAX_FOLDERS} names.`);
  }

  #relative(path: string): string {
    if (!path.startsWith("/")) return path;
    const { root, givenRoot } = this.#workspace;
    const start = [root, givenRoot].find((each) => path === each || path.startsWith(join(each, "/")));
    if (start === undefined) throw this.#outside();
    return path.slice(start.length);
  }

  #outside(): WorkspaceFault {
    return new WorkspaceFault(
      `${showPath(this.#path)} leads out of the workspace folder. Use a path inside of it, relative to it.`,
    );
  }
}

function toPlace(folder: Folder, newFolders: readonly string[], name: string): Place {
  const names = [folder.path, ...newFolders, name].filter((each) => each !== "");
  return { folder, newFolders, name, path: names.join("/") };
}

/**
 * Opens the folder that a path leads to for an action, and closes it when that returns. Throws a
 * `WorkspaceFault` for anything else.
 */
export function withFolder<T>(workspace: Workspace, path: string, action: (folder: Folder) => T): T {
  return withPlace(workspace, path, ({ folder, name }) => {
    if (name === "") return action(folder);
    const target = folder.openChild(name);
    try {
      return action(target);
    } finally {
      target.close();
    }
  });
}
