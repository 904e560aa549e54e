import { revealHidden, type ToolDisplay, ToolDisplayKind } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { LazyDiff } from "../diff/lazy-diff.tsx";
import { TextBlock } from "./text-block.tsx";

/** The content of a tool call for a person: a diff, a command line, or a text. */
export function DisplayBlock({ display }: { readonly display: ToolDisplay }): ReactElement {
  const { kind, added, removed } = display;
  const text = revealHidden(display.text);
  const title = display.title === undefined ? undefined : revealHidden(display.title);
  switch (kind) {
    case ToolDisplayKind.Diff:
      return <LazyDiff diff={text} title={title} added={added} removed={removed} />;
    case ToolDisplayKind.Command:
      return <CommandLine command={text} folder={title} />;
    default:
      return <TextBlock title={title ?? "What it does"} text={text} />;
  }
}

interface CommandLineProps {
  readonly command: string;
  /** Absent for the workspace folder. */
  readonly folder: string | undefined;
}

/** A command, where it runs, and how long it is where its end may be out of sight. */
function CommandLine({ command, folder }: CommandLineProps): ReactElement {
  const size = sizeOf(command);
  return (
    <div className="space-y-1">
      {folder !== undefined && (
        <p className="text-sm [overflow-wrap:anywhere]">
          In the folder <span className="whitespace-pre-wrap font-mono text-[0.8125rem]">{folder}</span>
        </p>
      )}
      {size !== undefined && <p className="font-medium text-caution text-xs">{size}</p>}
      <CommandText command={command} />
    </div>
  );
}

const maxLines = 10;
const maxCharacters = 1_000;

function sizeOf(command: string): string | undefined {
  const { length } = command.split("\n");
  if (length <= maxLines && command.length <= maxCharacters) return undefined;
  const lines = length === 1 ? "1 line" : `${length.toLocaleString()} lines`;
  return `${lines}, ${command.length.toLocaleString()} characters. Scroll to its end before you decide.`;
}

function CommandText({ command }: { readonly command: string }): ReactElement {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-64 overflow-auto whitespace-pre-wrap rounded-lg border border-line bg-code px-3 py-2 font-mono text-[0.8125rem] leading-[1.55] [overflow-wrap:anywhere]"
    >
      <span aria-hidden="true" className="select-none text-muted">
        ${" "}
      </span>
      {command}
    </pre>
  );
}
