import ignore, { type Ignore } from "ignore";
import type { Folder } from "../kit/folder.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import { readBytes, withFile } from "./open-file.ts";

const FILE_NAME = ".gitignore";

/** Of a longer `.gitignore` only the beginning counts. */
const MAX_BYTES = 262_144;

/**
 * Which entries of a folder Git would not track: what its `.gitignore` says and, where that says nothing,
 * those of the folders above.
 */
export class IgnoreRules {
  readonly #folderPath: string;
  readonly #own: Ignore | undefined;
  readonly #above: IgnoreRules | undefined;

  private constructor(folder: Folder, above: IgnoreRules | undefined) {
    this.#folderPath = folder.path;
    this.#own = readRules(folder);
    this.#above = above;
  }

  /**
   * The rules for a folder that is requested by name. If the folder itself is ignored, the rules above it do
   * not apply: the request is for its contents.
   */
  static of(folder: Folder): IgnoreRules {
    if (folder.parent === undefined) return new IgnoreRules(folder, undefined);
    const above = IgnoreRules.of(folder.parent);
    return new IgnoreRules(folder, above.ignores(folder.path, true) ? undefined : above);
  }

  /** The rules for a folder that was come upon in the folder of these. */
  within(child: Folder): IgnoreRules {
    return new IgnoreRules(child, this);
  }

  ignores(path: string, isFolder: boolean): boolean {
    const own = this.#folderPath === "" ? path : path.slice(this.#folderPath.length + 1);
    const verdict = this.#own?.test(isFolder ? `${own}/` : own);
    if (verdict?.ignored) return true;
    if (verdict?.unignored) return false;
    return this.#above?.ignores(path, isFolder) ?? false;
  }
}

/** Returns `undefined` if there are none. Like Git, does not read a `.gitignore` that is a symbolic link. */
function readRules(folder: Folder): Ignore | undefined {
  if (!folder.stat(FILE_NAME)?.isFile()) return undefined;
  try {
    const text = withFile(folder, FILE_NAME, (file) => readBytes(file, MAX_BYTES).toString());
    return ignore({ ignorecase: false }).add(text);
  } catch (error) {
    // One that cannot be read ignores nothing.
    if (error instanceof WorkspaceFault) return undefined;
    throw error;
  }
}
