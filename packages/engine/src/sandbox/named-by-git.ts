import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemCode } from "../kit/system-code.ts";

/** What the configuration of a repository names. */
export interface GitNames {
  /** Folders of hooks, such as `.githooks`. */
  readonly hooks: readonly string[];
  /** Further files of configuration, and files that are run, such as filters and the monitor of files. */
  readonly files: readonly string[];
}

/** Where relative names count from. */
export interface GitSurroundings {
  /** The working folder. */
  readonly root: string;
  /** The folder of the user, with a configuration of their own. */
  readonly home: string;
}

/** One value of Git's configuration, a line; see git-config(1). */
const VALUE = /^[ \t]*(?:\[[^\]\n]*\][ \t]*)?([a-z][a-z0-9-]*)[ \t]*=[ \t]*([^\r\n]*)/gim;

/** Files of configuration that name each other. */
const MAX_FILES = 20;

/** Reads what the configuration of a repository, and that of its user, names. */
export function namedByGit(gitFolder: string, { root, home }: GitSurroundings): GitNames {
  const hooks: string[] = [];
  const files: string[] = [];
  const configurations = new Set([
    ...["config", "config.worktree"].map((name) => join(gitFolder, name)),
    ...[".gitconfig", ".config/git/config"].map((name) => join(home, name)),
  ]);
  for (const file of configurations) {
    for (const [, key = "", text = ""] of readText(file).matchAll(VALUE)) {
      const value = text
        .replace(/\s[#;].*$/, "")
        .replaceAll('"', "")
        .trim();
      const path = value.replace(/^~(?=\/)/, () => home);
      switch (key.toLowerCase()) {
        case "hookspath":
          // Hooks count from where Git runs them, files from the one that names them.
          hooks.push(resolve(root, path));
          break;
        case "path":
          files.push(resolve(join(file, ".."), path));
          if (configurations.size < MAX_FILES) configurations.add(resolve(join(file, ".."), path));
          break;
        default:
          files.push(...programsIn(value, root));
      }
    }
  }
  return { hooks, files };
}

/** The files of the working folder that a value names, which may be a command with arguments. */
function programsIn(value: string, root: string): readonly string[] {
  return value
    .split(/[\s!'"|;&()]+/)
    .filter((word) => word.includes("/"))
    .map((word) => resolve(root, word))
    .filter(isFile);
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (error) {
    // What cannot be looked at now may be opened by the next command.
    return systemCode(error) === "EACCES";
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
