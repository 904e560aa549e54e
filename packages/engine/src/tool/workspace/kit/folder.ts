import {
  type BigIntStats,
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { showPath } from "./show-path.ts";
import { faultsAt, WorkspaceFault } from "./workspace-fault.ts";

const OPEN_FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** What a folder is opened by. */
interface FolderOrigin {
  /** Where it is in the file system. */
  readonly location: string;
  /** Where it is in the workspace; empty for the workspace folder itself. */
  readonly path: string;
  readonly parent: Folder | undefined;
  readonly hasDescriptorPaths: boolean;
  /** Identities of the folders that are closed to tools. */
  readonly closed: ReadonlySet<string>;
}

/** The workspace folder before it is opened. */
export interface RootFolder {
  /** Its real path. */
  readonly root: string;
  /** Whether the system has paths that lead through an open descriptor. */
  readonly hasDescriptorPaths: boolean;
  /**
   * Absolute paths of folders that are closed to tools, by whatever path they are reached; they need not
   * exist.
   */
  readonly closedFolders: readonly string[];
}

/**
 * An open folder of the workspace. Its entries are reached through its descriptor (`/proc/self/fd/…/name`, as
 * `openat` does), so they are entries of this very folder even if its path has changed. On systems without
 * such paths they are reached by path, and `confirm` checks whether the path still led to this folder. Must
 * be closed.
 */
export class Folder {
  readonly path: string;
  readonly parent: Folder | undefined;
  readonly #location: string;
  readonly #fd: number;
  readonly #hasDescriptorPaths: boolean;
  readonly #closed: ReadonlySet<string>;

  private constructor({ location, path, parent, hasDescriptorPaths, closed }: FolderOrigin) {
    this.path = path;
    this.parent = parent;
    this.#location = location;
    this.#hasDescriptorPaths = hasDescriptorPaths;
    this.#closed = closed;
    this.#fd = faultsAt(path, () => openSync(location, OPEN_FOLDER));
  }

  /** Opens the workspace folder. Throws a `WorkspaceFault` when it is closed to tools. */
  static openRoot({ root, hasDescriptorPaths, closedFolders }: RootFolder): Folder {
    const closed = new Set(closedFolders.flatMap(findIdentity));
    return Folder.#open({ location: root, path: "", parent: undefined, hasDescriptorPaths, closed });
  }

  /**
   * Opens a folder. Returns it only after verifying that it is the intended one and open to tools.
   */
  static #open(origin: FolderOrigin): Folder {
    const folder = new Folder(origin);
    try {
      folder.confirm();
      folder.#assertNotClosed();
      return folder;
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  /**
   * Opens a folder in this one. What is no folder, a symbolic link to one included, and one that is closed to
   * tools are `WorkspaceFault`s.
   */
  openChild(name: string): Folder {
    return Folder.#open({
      location: this.entry(name),
      path: this.pathOf(name),
      parent: this,
      hasDescriptorPaths: this.#hasDescriptorPaths,
      closed: this.#closed,
    });
  }

  /** Whether the entry is a folder that is closed to tools. */
  isClosed(name: string): boolean {
    if (this.#closed.size === 0) return false;
    const stats = this.stat(name);
    return stats !== undefined && this.#closed.has(identityOf(stats));
  }

  /** Makes a folder in this one, where there is none yet. */
  makeChild(name: string): void {
    if (this.stat(name) === undefined) faultsAt(this.pathOf(name), () => mkdirSync(this.entry(name)));
    this.confirm();
  }

  /** The path by which the system reaches that entry. The name is a single one, neither `.` nor `..`. */
  entry(name: string): string {
    return `${this.#hasDescriptorPaths ? `/proc/self/fd/${this.#fd}` : this.#location}/${name}`;
  }

  /** Where that entry is in the workspace. */
  pathOf(name: string): string {
    return join(this.path, name);
  }

  /** What the entry is, a symbolic link being one; `undefined` when there is none. */
  stat(name: string): BigIntStats | undefined {
    const options = { bigint: true, throwIfNoEntry: false } as const;
    return faultsAt(this.pathOf(name), () => lstatSync(this.entry(name), options));
  }

  /** Where the symbolic link of that name leads. */
  readLink(name: string): string {
    return faultsAt(this.pathOf(name), () => readlinkSync(this.entry(name)));
  }

  /** What is in the folder, in no order. */
  list(): Dirent[] {
    const entries = faultsAt(this.path, () => readdirSync(this.entry("."), { withFileTypes: true }));
    this.confirm();
    return entries;
  }

  /** The path by which a process started now gets this folder as its working directory. */
  get workingDirectory(): string {
    return this.entry(".");
  }

  /**
   * Throws a `WorkspaceFault` when what was done by path since the opening may have been done in another
   * folder.
   */
  confirm(): void {
    if (this.#hasDescriptorPaths) return;
    const opened = fstatSync(this.#fd, { bigint: true });
    const found = lstatSync(this.#location, { bigint: true, throwIfNoEntry: false });
    if (found?.ino !== opened.ino || found.dev !== opened.dev) {
      throw new WorkspaceFault(`A folder of the path was replaced meanwhile. Try again.`);
    }
    this.parent?.confirm();
  }

  close(): void {
    closeSync(this.#fd);
  }

  #assertNotClosed(): void {
    if (!this.#closed.has(identityOf(fstatSync(this.#fd, { bigint: true })))) return;
    throw new WorkspaceFault(`${showPath(this.path)} is closed to tools.`);
  }
}

/**
 * What a folder is, whatever its path: so neither links nor another spelling of its name lead into one that
 * is closed.
 */
function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

/** That of the folder which is at that path now, if there is one. */
function findIdentity(path: string): readonly string[] {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? [] : [identityOf(stats)];
}
