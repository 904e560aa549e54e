import { errorMessage } from "@aiwhisperer/protocol";
import ignore from "ignore";
import type { Deadline } from "../../../kit/deadline.ts";
import type { Folder } from "../kit/folder.ts";
import { showPath } from "../kit/show-path.ts";
import { countOf, formatNumber } from "../kit/text.ts";
import type { Workspace } from "../kit/workspace.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import { IgnoreRules } from "./ignore-rules.ts";
import { matchLines, type ShownLine } from "./match-lines.ts";
import { type OpenFile, readBytes, withFile } from "./open-file.ts";
import { withFolder, withPlace } from "./place.ts";
import { type WalkOmissions, walkFolder } from "./walk-folder.ts";

/** What to search for, and where. */
export interface SearchArguments {
  /** A JavaScript regular expression, matched against each line by itself. */
  readonly pattern: string;
  /** A folder or a file. Default: the workspace folder. */
  readonly path?: string;
  /** A pattern as in `.gitignore`; with `!` before it, of files to leave out. */
  readonly glob?: string;
  /** Default true. */
  readonly caseSensitive?: boolean;
  /** Lines to show before and after a match. Default 0. */
  readonly context?: number;
}

/**
 * The lines that match, under the path of their file, and a last line with how many there are and what was
 * left out. Searches what Git would track, no binary and no very large files, and does not follow symbolic
 * links. Throws a `WorkspaceFault` for a pattern that is none, and for a path that does not exist.
 */
export function searchText(workspace: Workspace, args: SearchArguments, deadline: Deadline): string {
  const search = new Search(workspace, args, deadline);
  const path = args.path ?? "";
  const isFile = withPlace(workspace, path, ({ folder, name }) => {
    if (name === "" || !folder.stat(name)?.isFile()) return false;
    search.searchFile(folder, name);
    return true;
  });
  if (!isFile) withFolder(workspace, path, (folder) => search.searchFolder(folder));
  return search.report();
}

/** One search: what it has found, and what it has left out. */
class Search {
  readonly #limits: Workspace["limits"];
  readonly #pattern: RegExp;
  readonly #context: number;
  readonly #isChosen: (path: string) => boolean;
  readonly #deadline: Deadline;
  readonly #lines: string[] = [];
  readonly #omissions: WalkOmissions = { ignored: 0, unread: 0 };
  #length = 0;
  #searched = 0;
  #matches = 0;
  #matchingFiles = 0;
  #large = 0;
  #unread = 0;
  #end: string | undefined;

  constructor({ limits }: Workspace, args: SearchArguments, deadline: Deadline) {
    this.#limits = limits;
    this.#pattern = toPattern(args.pattern, args.caseSensitive ?? true);
    this.#context = args.context ?? 0;
    this.#isChosen = toChoice(args.glob);
    this.#deadline = deadline;
  }

  searchFolder(folder: Folder): void {
    const walk = {
      depth: Number.POSITIVE_INFINITY,
      rules: IgnoreRules.of(folder),
      omissions: this.#omissions,
    };
    for (const entry of walkFolder(folder, walk)) {
      this.#lookAtTime();
      if (this.#end !== undefined) return;
      if (entry.kind === "file" && this.#isChosen(entry.path)) this.#tryFile(entry.folder, entry.name);
    }
  }

  searchFile(folder: Folder, name: string): void {
    const text = withFile(folder, name, (file) => this.#readText(file));
    if (text === undefined) return;
    this.#searched += 1;
    const maxMatches = this.#limits.maxSearchMatches - this.#matches;
    const search = { pattern: this.#pattern, context: this.#context, maxMatches, deadline: this.#deadline };
    const lines = matchLines(text, search);
    if (lines.length > 0) this.#add(folder.pathOf(name), lines);
    this.#lookAtTime();
  }

  report(): string {
    const found =
      this.#matches === 0
        ? `No matches in ${countOf(this.#searched, "file")}.`
        : `${countOf(this.#matches, "matching line")} in ${countOf(this.#matchingFiles, "file")}.`;
    const { ignored, unread } = this.#omissions;
    const leftOut = [
      ...(ignored === 0 ? [] : [`${countOf(ignored, "entry", "entries")} that .gitignore excludes`]),
      ...(this.#large === 0
        ? []
        : [`${countOf(this.#large, "file")} of more than ${formatNumber(this.#limits.maxFileBytes)} bytes`]),
      ...(unread + this.#unread === 0
        ? []
        : [`${countOf(unread + this.#unread, "entry", "entries")} that could not be opened`]),
    ];
    const summary = [
      ...(this.#end === undefined
        ? []
        : [`… ${this.#end} Narrow the pattern, the path or the glob to get the rest.`]),
      found,
      ...(leftOut.length === 0 ? [] : [`Not searched: ${leftOut.join(", ")}.`]),
    ];
    return [...this.#lines, `(${summary.join(" ")})`].join("\n");
  }

  #lookAtTime(): void {
    if (this.#deadline.isOver) this.#end ??= "This took too long.";
  }

  #tryFile(folder: Folder, name: string): void {
    try {
      this.searchFile(folder, name);
    } catch (error) {
      if (!(error instanceof WorkspaceFault)) throw error;
      this.#unread += 1;
    }
  }

  /**
   * Returns `undefined` for a file that is not searched. Invalid UTF-8 does not hide the rest of a text.
   */
  #readText(file: OpenFile): string | undefined {
    const bytes = readBytes(file, this.#limits.maxFileBytes + 1);
    if (bytes.length > this.#limits.maxFileBytes) {
      this.#large += 1;
      return undefined;
    }
    return bytes.includes(0) ? undefined : bytes.toString();
  }

  #add(path: string, lines: readonly ShownLine[]): void {
    this.#lines.push(showPath(path));
    this.#matchingFiles += 1;
    let previous = lines[0]?.number ?? 0;
    for (const { number, text, isMatch } of lines) {
      const gap = number > previous + 1 && this.#context > 0 ? "  …\n" : "";
      const line = `${gap}  ${number}${isMatch ? ":" : "-"} ${text}`;
      this.#length += line.length + 1;
      if (this.#length > this.#limits.maxWorkspaceOutputLength) {
        this.#end = "There are more matches than can be shown.";
        return;
      }
      this.#lines.push(line);
      if (isMatch) this.#matches += 1;
      previous = number;
    }
    if (this.#matches >= this.#limits.maxSearchMatches)
      this.#end = `Ended after ${countOf(this.#matches, "match", "matches")}.`;
  }
}

/**
 * Patterns with Unicode's rules where they allow it: only they know `\p{…}`, and only the others harmless
 * escapes such as `\-`.
 */
function toPattern(pattern: string, isCaseSensitive: boolean): RegExp {
  const flags = isCaseSensitive ? "" : "i";
  try {
    return new RegExp(pattern, `${flags}u`);
  } catch {
    return toPlainPattern(pattern, flags);
  }
}

function toPlainPattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    const reason = errorMessage(error);
    throw new WorkspaceFault(
      `${reason}. The pattern is a JavaScript regular expression; put \\ before characters that are meant as they are.`,
    );
  }
}

function toChoice(glob: string | undefined): (path: string) => boolean {
  if (glob === undefined || glob === "") return () => true;
  const isExclusion = glob.startsWith("!");
  const globs = ignore({ ignorecase: false }).add(isExclusion ? glob.slice(1) : glob);
  return (path) => globs.ignores(path) !== isExclusion;
}
