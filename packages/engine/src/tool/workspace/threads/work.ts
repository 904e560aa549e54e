import type { Change } from "../files/change.ts";
import {
  type AllowedChange,
  type ChangeOutcome,
  type ChangePreview,
  guardChange,
  makeChange,
  previewChange,
} from "../files/change-file.ts";
import { type ListArguments, listEntries } from "../files/list-entries.ts";
import { type ReadArguments, readLines } from "../files/read-lines.ts";
import { type SearchArguments, searchText } from "../files/search-text.ts";
import type { Deadline } from "../kit/deadline.ts";
import type { Workspace } from "../kit/workspace.ts";

/** What there is to do with files, by kind: what it is given and what comes of it. */
export interface WorkKinds {
  readonly read: { readonly args: ReadArguments; readonly outcome: string };
  readonly list: { readonly args: ListArguments; readonly outcome: string };
  readonly search: { readonly args: SearchArguments; readonly outcome: string };
  readonly preview: { readonly args: Change; readonly outcome: ChangePreview };
  readonly guard: { readonly args: Change; readonly outcome: string | undefined };
  readonly change: {
    readonly args: { readonly change: Change; readonly allowed: AllowedChange };
    readonly outcome: ChangeOutcome;
  };
}

/** Something to do with files. */
export type Work = {
  readonly [Kind in keyof WorkKinds]: { readonly kind: Kind; readonly args: WorkKinds[Kind]["args"] };
}[keyof WorkKinds];

/** What came of it. */
export type WorkOutcome<Kind extends keyof WorkKinds = keyof WorkKinds> = WorkKinds[Kind]["outcome"];

/**
 * Does the work synchronously on the calling thread and returns its result. A hostile pattern can make it run
 * indefinitely, so call it on a thread that can be terminated. Throws a `WorkspaceFault`.
 */
export function doWork(workspace: Workspace, work: Work, isOver: Deadline): WorkOutcome {
  switch (work.kind) {
    case "read":
      return readLines(workspace, work.args);
    case "list":
      return listEntries(workspace, work.args, isOver);
    case "search":
      return searchText(workspace, work.args, isOver);
    case "preview":
      return previewChange(workspace, work.args);
    case "guard":
      return guardChange(workspace, work.args);
    case "change":
      return makeChange(workspace, work.args.change, work.args.allowed);
  }
}
