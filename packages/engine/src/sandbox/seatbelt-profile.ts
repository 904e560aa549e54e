import { realpathSync } from "node:fs";
import { join } from "node:path";
import {
  EMPTY_PLACES,
  GUARDED_GIT_PLACES,
  GUARDED_HOME_PLACES,
  GUARDED_WORKSPACE_PLACES,
  HIDDEN_HOME_PLACES,
  HIDDEN_SYSTEM_PLACES,
  HOME_PROGRAMS,
} from "./hidden-places.ts";
import type { Sandbox, SandboxLimits, SandboxPlaces } from "./sandbox.ts";

/** Folders of other users and of drives, as macOS names them. */
const EMPTY_MAC_PLACES: readonly string[] = ["/Users", "/Volumes", "/private/var/log"];

/** What programs write besides the workspace. */
const WRITABLE_MAC_PLACES: readonly string[] = ["/dev", "/private/tmp", "/private/var/folders"];

/** Places of Linux that macOS uses for programs. */
const USED_BY_MAC = new Set(["/run"]);

/**
 * The rules of a sandbox in Seatbelt's language (SBPL): all is allowed except what is denied, and a later
 * rule precedes an earlier one.
 */
export function seatbeltProfile(places: SandboxPlaces, network: boolean): string {
  const { workspace, home, path, hidden, readable, writable } = places;
  const inHome = (names: readonly string[]): readonly string[] => names.map((name) => join(home, name));
  const empty = [...EMPTY_PLACES.filter((each) => !USED_BY_MAC.has(each)), ...EMPTY_MAC_PLACES, home];
  const open = [workspace, ...writable].map(real);
  const inGit = GUARDED_GIT_PLACES.map((name) => join(".git", name));
  const guarded = [workspace, ...(places.repositories ?? [])]
    .flatMap((root) => [...GUARDED_WORKSPACE_PLACES, ...inGit].map((name) => join(root, name)))
    .concat(inHome([...GUARDED_HOME_PLACES, ...HOME_PROGRAMS]), places.guarded)
    .filter((each) => open.some((folder) => real(each).startsWith(`${folder}/`)));
  const programs = [...inHome(HOME_PROGRAMS), ...path];
  const secret = [...HIDDEN_SYSTEM_PLACES, ...inHome(HIDDEN_HOME_PLACES), ...hidden];
  return [
    "(version 1)",
    "(allow default)",
    rule("deny", "file-write*", ["/"]),
    rule("deny", "file-read-data", empty),
    rule("allow", "file-read*", programs),
    rule("allow", "file-read* file-write*", [...WRITABLE_MAC_PLACES, workspace, ...writable]),
    rule(
      "deny",
      "file-write*",
      guarded.filter((each) => !writable.includes(each)),
    ),
    rule("allow", "file-read*", readable),
    rule("deny", "file-read* file-write*", secret),
    // No arguments, variables or memory of other processes.
    "(deny process-info*)",
    "(allow process-info* (target self))",
    "(deny mach-priv-task-port)",
    "(deny signal)",
    "(allow signal (target same-sandbox))",
    ...(network ? [] : ["(deny network*)"]),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function rule(action: "allow" | "deny", operation: string, paths: readonly string[]): string {
  const unique = [...new Set(paths.map(real))];
  if (unique.length === 0) return "";
  return `(${action} ${operation} ${unique.map((path) => `(subpath ${quote(path)})`).join(" ")})`;
}

/** Seatbelt compares paths without symbolic links, such as /private/tmp for /tmp. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function quote(path: string): string {
  return `"${path.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** The program of macOS that starts others in a sandbox. */
export const SANDBOX_EXEC = "/usr/bin/sandbox-exec";

/**
 * Confines programs with Seatbelt, the sandbox of macOS. It has no processes of its own: what leaves the
 * process group of a command outlives it.
 */
export function createSeatbelt(places: SandboxPlaces, limits: SandboxLimits): Sandbox {
  return {
    name: "Seatbelt",
    places,
    limits,
    hasOwnProcesses: false,
    confine: ({ file, args }, { network }) => ({
      file: SANDBOX_EXEC,
      args: ["-p", seatbeltProfile(places, network), file, ...args],
    }),
  };
}
