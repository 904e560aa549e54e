import { cp, mkdir } from "node:fs/promises";
import { dirname, join, matchesGlob } from "node:path";

/** Copies files of a project as `COPY` does: without what the project's `.dockerignore` keeps out. */
export type CopyFromContext = (source: string, target: string) => Promise<void>;

/**
 * Makes the copier of a project. A pattern holds for a path and all below it, and the last one that matches
 * decides.
 */
export function createBuildContext(project: string, ignoreText: string): CopyFromContext {
  const patterns = ignoreText.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const isIgnored = (path: string): boolean =>
    patterns.reduce((ignored, pattern) => {
      const isException = pattern.startsWith("!");
      const glob = isException ? pattern.slice(1) : pattern;
      return withParents(path).some((part) => matchesGlob(part, glob)) ? !isException : ignored;
    }, false);
  return async (source, target) => {
    if (isIgnored(source)) throw new Error(`.dockerignore keeps ${source} out`);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(project, source), target, {
      recursive: true,
      filter: (path) => !isIgnored(path.slice(project.length + 1)),
    });
  };
}

function withParents(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
