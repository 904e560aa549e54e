import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** A line of Git's configuration that names hooks or a further file of configuration; see git-config(1). */
const NAMING = /^\s*(?:\[[^\]]*\]\s*)?(hookspath|path)\s*=\s*"?([^"#;\r\n]+)/gim;

/** The hooks and the further files that a repository's configuration names, such as `.githooks`. */
export function namedByGit(gitFolder: string, workspace: string): readonly string[] {
  const text = readText(join(gitFolder, "config"));
  return [...text.matchAll(NAMING)].map(([, key = "", value = ""]) => {
    const path = value.trim().replace(/^~(?=\/)/, homedir());
    // Hooks count from where Git runs them, files from the one that names them.
    return resolve(key.toLowerCase() === "hookspath" ? workspace : gitFolder, path);
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
