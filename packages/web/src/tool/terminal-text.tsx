import { readTerminalText, revealHidden, type TextLook, type TextRun } from "@aiwhisperer/protocol";
import { memo, type ReactElement } from "react";
import { LongText } from "../ui/long-text.tsx";

/**
 * Output of a program as a terminal shows it: its colours as spans, progress overwritten, other hidden
 * characters as codes.
 */
export const TerminalText = memo(function TerminalText({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {readTerminalText(text).map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a run is its place in the output
        <Run key={index} run={run} />
      ))}
    </>
  );
});

function Run({ run }: { readonly run: TextRun }): ReactElement {
  const text = revealHidden(run.text);
  const className = classOf(run.look);
  return className === "" ? <LongText text={text} /> : <span className={className}>{text}</span>;
}

function classOf({ colour, background, ...flags }: TextLook): string {
  const names = [
    colour === undefined ? "" : `ansi-${colour}`,
    background === undefined ? "" : `ansi-on ansi-on-${background}`,
    flags.isBold ? "font-bold" : "",
    flags.isDim ? "ansi-dim" : "",
    flags.isItalic ? "italic" : "",
    flags.isUnderlined ? "underline" : "",
    flags.isInverse ? "ansi-inverse" : "",
  ];
  return names.filter(Boolean).join(" ");
}
