import { hidesSomething, revealHidden } from "@aiwhisperer/protocol";

const MAX_SHOWN = 200;

/** A path for a person who decides about it: as `showPath` does, and never cut. */
export function showWholePath(path: string): string {
  if (path === "") return ".";
  return /[\n\t]/.test(path) || hidesSomething(path) ? revealHidden(JSON.stringify(path)) : path;
}

/**
 * A path of the workspace as people and models are shown it, always on one line: `.` for the folder itself,
 * in JSON's quotes where a name has characters that would mislead, cut where it is very long.
 */
export function showPath(path: string): string {
  const shown = path.length > MAX_SHOWN ? `${path.slice(0, MAX_SHOWN)}…`.toWellFormed() : path;
  return showWholePath(shown);
}
