import type { Deadline } from "../../../kit/deadline.ts";
import { showPath } from "../kit/show-path.ts";
import { countOf } from "../kit/text.ts";
import type { Workspace } from "../kit/workspace.ts";
import { IgnoreRules } from "./ignore-rules.ts";
import { withFolder } from "./place.ts";
import { type WalkEntry, type WalkOmissions, walkFolder } from "./walk-folder.ts";

/** Which folder to list, and how deep. */
export interface ListArguments {
  /** Default: the workspace folder. */
  readonly path?: string;
  /** Levels of folders. Default 1. */
  readonly depth?: number;
}

const MARKS: Readonly<Record<WalkEntry["kind"], string>> = { file: "", folder: "/", link: "@", other: "=" };

/**
 * The entries of a folder, a line each, by their paths in the workspace; folders end in `/`, symbolic links
 * in `@`, pipes, sockets and devices in `=`. A last line says what is left out. Throws a `WorkspaceFault` for
 * what is no folder.
 */
export function listEntries(workspace: Workspace, args: ListArguments, deadline: Deadline): string {
  const { limits } = workspace;
  const omissions: WalkOmissions = { ignored: 0, unread: 0 };
  const lines: string[] = [];
  let length = 0;
  let end: string | undefined;
  withFolder(workspace, args.path ?? "", (folder) => {
    const rules = IgnoreRules.of(folder);
    for (const entry of walkFolder(folder, { depth: args.depth ?? 1, rules, omissions })) {
      const line = `${showPath(entry.path)}${MARKS[entry.kind]}`;
      length += line.length + 1;
      if (deadline.isOver) end = "this took too long";
      else if (lines.length >= limits.maxListedEntries || length > limits.maxWorkspaceOutputLength)
        end = "there are more";
      if (end !== undefined) break;
      lines.push(line);
    }
  });
  return [
    ...(lines.length === 0 ? ["(Nothing to list.)"] : lines),
    ...notices(lines.length, omissions, end),
  ].join("\n");
}

function notices(shown: number, { ignored, unread }: WalkOmissions, end: string | undefined): string[] {
  return [
    ...(end === undefined
      ? []
      : [
          `… the first ${countOf(shown, "entry", "entries")}; ${end}. List a folder further in, or fewer levels.`,
        ]),
    ...(ignored === 0
      ? []
      : [`(${countOf(ignored, "entry", "entries")} that .gitignore excludes not shown.)`]),
    ...(unread === 0 ? [] : [`(${countOf(unread, "folder")} could not be opened.)`]),
  ];
}
