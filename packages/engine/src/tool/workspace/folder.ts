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
} from "node:fs";
import { join } from "node:path";
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
}

/**
 * An open folder of the workspace. Its entries are reached through its descriptor (`/proc/self/fd/…/name`, what `openat` does), so that
 * they are entries of this very folder, whatever its path means by now. Where the system has no such paths, they are reached
 * by path, and `confirm` tells whether that still was the way to this folder. Must be closed.
 */
export class Folder {
  readonly path: string;
  readonly parent: Folder | undefined;
  readonly #location: string;
  readonly #fd: number;
  readonly #hasDescriptorPaths: boolean;

  private constructor({ location, path, parent, hasDescriptorPaths }: FolderOrigin) {
    this.path = path;
    this.parent = parent;
    this.#location = location;
    this.#hasDescriptorPaths = hasDescriptorPaths;
    this.#fd = faultsAt(path, () => openSync(location, OPEN_FOLDER));
  }

  /** Opens the workspace folder by its real path. */
  static openRoot(root: string, hasDescriptorPaths: boolean): Folder {
    return new Folder({ location: root, path: "", parent: undefined, hasDescriptorPaths });
  }

  /** Opens a folder in this one. What is no folder, a symbolic link to one included, is a `WorkspaceFault`. */
  openChild(name: string): Folder {
    const path = this.pathOf(name);
    const hasDescriptorPaths = this.#hasDescriptorPaths;
    const child = new Folder({ location: this.entry(name), path, parent: this, hasDescriptorPaths });
    try {
      child.confirm();
    } catch (error) {
      child.close();
      throw error;
    }
    return child;
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

  /** Throws a `WorkspaceFault` when what was done by path since the opening may have been done in another folder. */
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
}
