import { type Diagnostic, diagnosticAt, type Finding } from "../diagnostics/diagnostic.ts";
import type { SourceText, Span } from "../text/source-text.ts";
import type { DocComment, Token, TokenKind } from "./token.ts";

/** Result of cutting a source into tokens. */
export interface TokenList {
  /** At least one; the last, and only the last, is of kind `end`. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Rule {
  readonly kind: TokenKind | "blank" | "doc" | "comment" | "docs" | "quoted" | "needless";
  readonly pattern: RegExp;
}

/** Tried in order at every offset; the last one always matches. */
const rules: readonly Rule[] = [
  { kind: "blank", pattern: /\s+/y },
  { kind: "doc", pattern: /\/\/\/(?!\/)[^\n]*/y },
  { kind: "blank", pattern: /\/\/[^\n]*/y },
  { kind: "comment", pattern: /\/\*[\s\S]*?(?:\*\/|$)|#(?!\[|include\b)[^\n]*/y },
  { kind: "docs", pattern: /"""[\s\S]*?(?:"""|$)/y },
  { kind: "name", pattern: /[A-Za-z_]\w*/y },
  { kind: "number", pattern: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\w*/y },
  { kind: "string", pattern: /"(?:[^"\\\r\n]|\\[^\r\n])*"?/y },
  // Bounded, so that a line of slashes without an end is not read again from each of them.
  { kind: "pattern", pattern: /\/(?:[^\\/\r\n]|\\[^\r\n]){1,2000}\/\w*/y },
  { kind: "quoted", pattern: /'[^'\r\n]*'?|`[^`\r\n]*`?/y },
  { kind: "needless", pattern: /;/y },
  { kind: "symbol", pattern: /\.\.|[\s\S]/uy },
];

/** What other languages have between tokens: reported where it comes first, and passed over everywhere. */
const foreign: { readonly [kind in Rule["kind"]]?: Finding } = {
  comment: {
    message: "this is not how a comment is written",
    help: "write `//` at the beginning of each line, or `///` for a doc comment",
  },
  docs: {
    message: "this is not how a doc comment is written",
    help: "write `///` at the beginning of each line",
  },
  needless: { message: "`;` does not end anything", help: "remove it, here and everywhere" },
};

const escapes: { readonly [letter: string]: string } = { n: "\n", t: "\t", '"': '"', "\\": "\\" };

/** Cuts a source into tokens. Continues after a fault, so that one run finds all of them. */
export function tokenize(source: SourceText): TokenList {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const fault = (span: Span, finding: Finding) => diagnostics.push(diagnosticAt(source, span, finding));
  const reported = new Set<Rule["kind"]>();
  let docs: DocComment | undefined;
  let startsLine = true;
  for (let offset = 0; offset < source.text.length; ) {
    const { kind, text } = match(source.text, offset);
    const span = { start: offset, end: offset + text.length };
    offset = span.end;
    const finding = foreign[kind];
    if (finding !== undefined && !reported.has(kind))
      fault({ start: span.start, end: firstLineEnd(text, span) }, finding);
    reported.add(kind);
    if (kind === "blank" || kind === "comment" || kind === "docs" || kind === "needless") {
      if (text.includes("\n")) startsLine = true;
    } else if (kind === "doc") {
      docs = joinDocs(docs, text, span);
    } else if (kind === "quoted") {
      const value = text.slice(1).replace(/['`]$/u, "");
      tokens.push({ kind: "string", text: value, span, startsLine, isForeign: true, ...(docs && { docs }) });
      docs = undefined;
      startsLine = false;
    } else {
      const value = kind === "string" ? stringValue(text, span, fault) : text;
      if (kind === "number") checkNumber(text, (finding) => fault(span, finding));
      tokens.push({ kind, text: value, span, startsLine, ...(docs && { docs }) });
      docs = undefined;
      startsLine = false;
    }
  }
  const span = { start: source.text.length, end: source.text.length };
  tokens.push({ kind: "end", text: "the end of the file", span, startsLine: true, ...(docs && { docs }) });
  return { tokens, diagnostics };
}

function match(text: string, offset: number): { readonly kind: Rule["kind"]; readonly text: string } {
  for (const { kind, pattern } of rules) {
    pattern.lastIndex = offset;
    const found = pattern.exec(text);
    if (found) return { kind, text: found[0] };
  }
  throw new Error("the last lexer rule matches every character");
}

/** Carets mark one line at most. */
function firstLineEnd(text: string, { start, end }: Span): number {
  const line = text.indexOf("\n");
  return line === -1 ? end : start + line;
}

function joinDocs(docs: DocComment | undefined, line: string, span: Span): DocComment {
  const text = line.slice(3).replace(/^ /, "").trimEnd();
  if (!docs) return { text, span };
  return { text: `${docs.text}\n${text}`, span: { start: docs.span.start, end: span.end } };
}

function stringValue(text: string, span: Span, fault: (span: Span, finding: Finding) => void): string {
  const closed = text.length > 1 && text.endsWith('"');
  if (!closed) {
    fault(span, { message: "this text has no end", help: 'close it with `"` on the same line' });
  }
  const inner = text.slice(1, closed ? -1 : undefined);
  return inner.replace(/\\(.)/g, (sequence: string, letter: string, at: number) => {
    const value = escapes[letter];
    if (value !== undefined) return value;
    const start = span.start + 1 + at;
    const help = 'use `\\"`, `\\\\`, `\\n` or `\\t`, or write the character itself';
    fault({ start, end: start + sequence.length }, { message: `unknown escape \`${sequence}\``, help });
    return letter;
  });
}

function checkNumber(text: string, fault: (finding: Finding) => void): void {
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return;
  fault({
    message: `\`${text}\` is not a number`,
    help: "write digits only, as in 42, -1 or 0.5; names begin with a letter",
  });
}
