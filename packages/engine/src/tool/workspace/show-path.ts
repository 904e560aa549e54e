const MAX_SHOWN = 200;

/** Control characters, line separators and what reorders text: a name that has them could pretend to be something else. */
const MISLEADING = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A path of the workspace as people and models are shown it, always on one line: `.` for the folder itself, in JSON's quotes where a name has
 * characters that would mislead, cut where it is very long.
 */
export function showPath(path: string): string {
  if (path === "") return ".";
  const shown = path.length > MAX_SHOWN ? `${path.slice(0, MAX_SHOWN)}…`.toWellFormed() : path;
  if (shown.search(MISLEADING) === -1) return shown;
  const quoted = JSON.stringify(shown);
  return quoted.replaceAll(
    MISLEADING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
