import { type ToolDisplay, ToolDisplayKind } from "@aiwhisperer/protocol";
import type { Tool, ToolCallContext } from "../tool.ts";
import type { Change, EditArguments, WriteArguments } from "./files/change.ts";
import { PreviewMemory } from "./files/preview-memory.ts";
import type { ShownChange } from "./files/unified-diff.ts";
import { grantedPath } from "./granted-path.ts";
import { showWholePath } from "./kit/show-path.ts";
import type { Workspace } from "./kit/workspace.ts";
import { WorkspaceFault } from "./kit/workspace-fault.ts";
import type { RunFileWork } from "./threads/file-threads.ts";

const PATH = { type: "string", minLength: 1, description: "Relative to the workspace folder." };

/**
 * The tools that change files of the workspace: `write_file` and `edit_file`. They show a unified diff before
 * and after. Between the two the file may change: then nothing is written and the call fails, also when the
 * server was restarted meanwhile.
 */
export function createChangingTools(workspace: Workspace, runWork: RunFileWork): readonly Tool[] {
  const parts = { workspace, runWork, previews: new PreviewMemory() };
  return [writeFile(parts), editFile(parts)];
}

function writeFile(parts: Parts): Tool {
  return {
    name: "write_file",
    description:
      "Writes a text file of the workspace: makes it, with the folders it is in, or replaces all that is in it. To change a part of a file use edit_file.",
    inputSchema: {
      type: "object",
      properties: { path: PATH, content: { type: "string", description: "All that will be in the file." } },
      required: ["path", "content"],
      additionalProperties: false,
    },
    effect: "write",
    // The file may have changed between two runs.
    isRepeatable: false,
    ...actions(parts, (args) => ({ kind: "write", args: args as WriteArguments })),
  };
}

function editFile(parts: Parts): Tool {
  return {
    name: "edit_file",
    description:
      "Replaces a text in a file of the workspace by another. The old text must be exactly as in the file, white space included, and be there only once, unless replaceAll is set.",
    inputSchema: {
      type: "object",
      properties: {
        path: PATH,
        oldText: {
          type: "string",
          minLength: 1,
          description: "The text to replace, with enough around it to be unique.",
        },
        newText: { type: "string", description: "What to put in its place." },
        replaceAll: { type: "boolean", description: "Whether to replace it wherever it is. Default false." },
      },
      required: ["path", "oldText", "newText"],
      additionalProperties: false,
    },
    effect: "write",
    isRepeatable: false,
    ...actions(parts, (args) => ({ kind: "edit", args: args as EditArguments })),
  };
}

/** What the tools share. */
interface Parts {
  readonly workspace: Workspace;
  readonly runWork: RunFileWork;
  readonly previews: PreviewMemory;
}

function actions(
  { workspace, runWork, previews }: Parts,
  toChange: (args: unknown) => Change,
): Pick<Tool, "alwaysAsks" | "preview" | "run" | "subjectOf"> {
  return {
    subjectOf: (args) => ({ kind: "path", path: grantedPath(workspace, toChange(args).args.path) }),
    async alwaysAsks(args, { signal }) {
      try {
        return await runWork({ kind: "guard", args: toChange(args) }, signal);
      } catch (error) {
        // A path that cannot be used is refused where it is used.
        if (error instanceof WorkspaceFault) return undefined;
        throw error;
      }
    },
    async preview(args, call) {
      const preview = await runWork({ kind: "preview", args: toChange(args) }, call.signal);
      previews.keep(keyOf(call), preview.basis);
      const { protection } = preview;
      return { ...toDisplay(preview.shown), ...(protection === undefined ? {} : { note: protection }) };
    },
    async run(args, call) {
      const allowed = { basis: previews.take(keyOf(call)), shownText: call.shown?.text };
      const work = { kind: "change", args: { change: toChange(args), allowed } } as const;
      const { text, shown } = await runWork(work, call.signal);
      return { result: text, ...(shown === undefined ? {} : { display: toDisplay(shown) }) };
    },
  };
}

function keyOf({ sessionId, toolCallId }: ToolCallContext): string {
  return `${sessionId} ${toolCallId}`;
}

function toDisplay({ path, isDiff, text, added, removed, whole }: ShownChange): ToolDisplay {
  const kind = isDiff ? ToolDisplayKind.Diff : ToolDisplayKind.Text;
  const before = whole?.before === undefined ? {} : { oldText: whole.before };
  const texts = whole === undefined ? {} : { ...before, newText: whole.after };
  return { kind, title: showWholePath(path), text, added, removed, path, ...texts };
}
