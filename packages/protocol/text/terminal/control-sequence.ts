/** A piece of terminal output: text, or what it does to the place where text goes. */
export type TerminalPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "rendition"; readonly parameters: string }
  | { readonly kind: "line-start" | "line-feed" | "back" | "erase-rest" | "erase-line" }
  | { readonly kind: "up"; readonly lines: number };

const CSI = String.raw`(?:\u001b\[|\u009b)(?<parameters>[0-?]{0,64})[ -/]{0,8}(?<final>[@-~])`;
/** Titles, links, the clipboard, images: all that is a string between an introducer and a terminator. */
const STRING = String.raw`(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]{0,4096}(?:\u0007|\u001b\\|\u009c)`;
const OTHER = String.raw`\u001b[ -/]{0,4}[0-OQ-WYZ\\\u0060-~]`;
/** What the end of the text has cut. */
const CUT = String.raw`(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}$|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]{0,4096}\u001b?$|\u001b[ -/]{0,4}$`;
/** The introducer of a string that never ends: it alone is dropped, so that nothing behind it is hidden. */
const INTRODUCER = String.raw`\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f]`;

const PATTERN = new RegExp(
  `(?:${CSI})|${STRING}|${OTHER}|${CUT}|${INTRODUCER}|(?<control>[\\r\\n\\b\\u0007\\u000e\\u000f])`,
  "g",
);

/**
 * Reads terminal output piece by piece (ECMA-48). Sequences without a meaning here, and what the end of the
 * text has cut, are left out.
 */
export function* readTerminalPieces(text: string): Generator<TerminalPiece> {
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > end) yield { kind: "text", text: text.slice(end, match.index) };
    end = match.index + match[0].length;
    const piece = toPiece(match.groups ?? {});
    if (piece) yield piece;
  }
  if (end < text.length) yield { kind: "text", text: text.slice(end) };
}

function toPiece({
  control,
  parameters = "",
  final,
}: Record<string, string | undefined>): TerminalPiece | undefined {
  if (control === "\r") return { kind: "line-start" };
  if (control === "\n") return { kind: "line-feed" };
  if (control === "\b") return { kind: "back" };
  if (final === "m" && /^[\d;:]*$/.test(parameters)) return { kind: "rendition", parameters };
  if (final === "G" && (parameters === "" || parameters === "1")) return { kind: "line-start" };
  if (final === "K" && (parameters === "" || parameters === "0")) return { kind: "erase-rest" };
  if (final === "K" && parameters === "2") return { kind: "erase-line" };
  if (final === "A" && /^\d{0,4}$/.test(parameters)) return { kind: "up", lines: Number(parameters) || 1 };
  if (final === "F" && /^\d{0,4}$/.test(parameters)) return { kind: "up", lines: Number(parameters) || 1 };
  return undefined;
}
