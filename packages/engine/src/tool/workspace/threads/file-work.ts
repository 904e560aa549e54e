import type { Deadline } from "../../../kit/deadline.ts";
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
import type { Workspace } from "../kit/workspace.ts";

/** What there is to do with files, by kind: what it is given and what comes of it. */
export interface FileWorkKinds {
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
export type FileWork = {
  readonly [Kind in keyof FileWorkKinds]: { readonly kind: Kind; readonly args: FileWorkKinds[Kind]["args"] };
}[keyof FileWorkKinds];

/** What came of it. */
export type FileWorkOutcome<Kind extends keyof FileWorkKinds = keyof FileWorkKinds> =
  FileWorkKinds[Kind]["outcome"];

/**
 * Does the work synchronously on the calling thread and returns its result. A hostile pattern can make it run
 * indefinitely, so call it on a thread that can be terminated. Throws a `WorkspaceFault`.
 */
export function doFileWork(workspace: Workspace, work: FileWork, deadline: Deadline): FileWorkOutcome {
  switch (work.kind) {
    case "read":
      return readLines(workspace, work.args);
    case "list":
      return listEntries(workspace, work.args, deadline);
    case "search":
      return searchText(workspace, work.args, deadline);
    case "preview":
      return previewChange(workspace, work.args);
    case "guard":
      return guardChange(workspace, work.args);
    case "change":
      return makeChange(workspace, work.args.change, work.args.allowed);
  }
}
