import { nearestWord } from "../diagnostics/suggestion.ts";
import { compilePattern } from "../pattern/compile-pattern.ts";
import { type StringFormat, stringFormats } from "../pattern/formats.ts";
import { PatternFault } from "../pattern/pattern-node.ts";
import type { TextRuleSyntax } from "../syntax/tree.ts";
import { reportIn, type Scope } from "./scope.ts";

/** Conditions on the text of a string, beside its length. */
export interface TextRules {
  readonly format?: StringFormat;
  readonly pattern?: string;
}

/** The format and the pattern that are written; faulty ones are reported and left out. */
export function resolveTextRules(scope: Scope, rules: readonly TextRuleSyntax[]): TextRules {
  const formats = rules.filter(({ kind }) => kind === "format");
  const patterns = rules.filter(({ kind }) => kind === "pattern");
  for (const each of [formats, patterns]) refuseSecond(scope, each);
  const format = formats[0] && resolveFormat(scope, formats[0]);
  const pattern = patterns[0] && resolvePattern(scope, patterns[0]);
  return { ...(format !== undefined && { format }), ...(pattern !== undefined && { pattern }) };
}

/** Reports rules behind a type that has no text. */
export function refuseTextRules(scope: Scope, rules: readonly TextRuleSyntax[], what: string): void {
  const [first] = rules;
  if (!first) return;
  const help = `write \`string ${first.kind} …\`, or remove it`;
  reportIn(scope, first.span, { message: `${what} takes no ${first.kind}`, help });
}

function refuseSecond(scope: Scope, [, second]: readonly TextRuleSyntax[]): void {
  if (!second) return;
  reportIn(scope, second.span, { message: `a string has one ${second.kind}`, help: "remove one of them" });
}

/** Names of formats of other languages, and what they are called here. */
const synonyms: { readonly [name: string]: StringFormat } = {
  datetime: "date-time",
  timestamp: "date-time",
  iso8601: "date-time",
  rfc3339: "date-time",
  url: "uri",
  guid: "uuid",
  byte: "base64",
  binary: "base64",
};

function resolveFormat(scope: Scope, { text, span }: TextRuleSyntax): StringFormat | undefined {
  const format = stringFormats.find((name) => name === text);
  if (format) return format;
  const word = text.toLowerCase();
  const synonym = Object.hasOwn(synonyms, word) ? synonyms[word] : undefined;
  const nearest = synonym ?? nearestWord(text, stringFormats);
  const known = stringFormats.map((name) => `"${name}"`).join(", ");
  const help = nearest
    ? `did you mean \`format "${nearest}"\`?`
    : `formats are ${known}; write a \`pattern\` for others`;
  reportIn(scope, span, { message: `unknown format \`${text}\``, help });
  return undefined;
}

function resolvePattern(scope: Scope, { text, span }: TextRuleSyntax): string | undefined {
  try {
    compilePattern(text);
    return text;
  } catch (fault) {
    if (!(fault instanceof PatternFault)) throw fault;
    const { message, help, offset, length } = fault;
    const start = Math.min(span.start + offset, span.end - 1);
    reportIn(scope, { start, end: Math.min(start + length, span.end) }, { message, help });
    return undefined;
  }
}
