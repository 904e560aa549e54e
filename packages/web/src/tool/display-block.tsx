import { revealHidden, type ToolDisplay, ToolDisplayKind } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { LazyDiff } from "../diff/lazy-diff.tsx";
import { TextBlock } from "./text-block.tsx";

/** What a person is shown of a tool call: a diff, a command line, or a text. */
export function DisplayBlock({ display }: { readonly display: ToolDisplay }): ReactElement {
  const { kind, added, removed } = display;
  const text = revealHidden(display.text);
  const title = display.title === undefined ? undefined : revealHidden(display.title);
  switch (kind) {
    case ToolDisplayKind.Diff:
      return <LazyDiff diff={text} title={title} added={added} removed={removed} />;
    case ToolDisplayKind.Command:
      return <CommandLine command={text} />;
    case ToolDisplayKind.Text:
      return <TextBlock title={title ?? "What it does"} text={text} />;
  }
}

function CommandLine({ command }: { readonly command: string }): ReactElement {
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
