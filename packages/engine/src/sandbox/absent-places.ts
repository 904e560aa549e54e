import { lstatSync } from "node:fs";
import { join } from "node:path";
import { GUARDED_HOME_PLACES, GUARDED_WORKSPACE_PLACES } from "./hidden-places.ts";
import type { SandboxPlaces } from "./sandbox.ts";

/** A file of Git that has settings be read from elsewhere, and a folder that makes a repository. */
const GIT_PLACES: readonly string[] = [".git/commondir", ".git"];

/** Places of shells and keys that a home folder without them could be given. */
const HOME_PLACES: readonly string[] = [...GUARDED_HOME_PLACES, ".ssh"];

/**
 * Paths of the workspace, relative to it, that programs outside of the sandbox would obey and that do not
 * exist. Nothing can be mounted there, so commands can make them.
 */
export function absentPlaces({ workspace, home }: SandboxPlaces): readonly string[] {
  const names = [...GUARDED_WORKSPACE_PLACES, ...GIT_PLACES, ...(home === workspace ? HOME_PLACES : [])];
  return names.filter((name) => !isThere(join(workspace, name)));
}

/** Those of them that exist now. */
export function madePlaces({ workspace }: SandboxPlaces, absent: readonly string[]): readonly string[] {
  return absent.filter((name) => isThere(join(workspace, name)));
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
