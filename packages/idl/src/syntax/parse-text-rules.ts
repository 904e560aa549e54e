import { skipLine } from "./skip.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { TextRuleSyntax } from "./tree.ts";

/** Parses `format "uuid"` and `pattern /[a-z]+/` behind a type, in any order. */
export function parseTextRules(cursor: TokenCursor): readonly TextRuleSyntax[] {
  const rules: TextRuleSyntax[] = [];
  while (atTextRule(cursor)) {
    const kind = cursor.at("format") ? "format" : "pattern";
    cursor.next();
    if (kind === "format") rules.push(parseFormat(cursor));
    else rules.push(...parsePatternText(cursor));
  }
  return rules;
}

/** Whether one of the words is ahead, and no field of that name. */
function atTextRule(cursor: TokenCursor): boolean {
  if (!cursor.at("format") && !cursor.at("pattern")) return false;
  const isText = cursor.atKind("string", 1) || cursor.atKind("pattern", 1) || cursor.at("/", 1);
  const isWord = cursor.atKind("name", 1) && !cursor.at(":", 2) && !cursor.peek(1).startsLine;
  return (isText || isWord) && !cursor.peek(1).startsLine;
}

function parseFormat(cursor: TokenCursor): TextRuleSyntax {
  const { kind, text, span } = cursor.peek();
  if (kind !== "string") {
    cursor.report({ message: "the name of a format has quotes", help: 'write `format "uuid"`' });
    cursor.next();
    return { kind: "format", text: text.replaceAll("/", ""), span };
  }
  cursor.acceptString();
  return { kind: "format", text, span: { start: span.start + 1, end: span.end - 1 } };
}

function parsePatternText(cursor: TokenCursor): TextRuleSyntax[] {
  const { kind, text, span } = cursor.next();
  if (text === "/") {
    const help = "close it with `/` on the same line; it has at most 1000 characters";
    cursor.report({ message: "this pattern has no end", help }, span);
    skipLine(cursor);
    return [];
  }
  if (kind !== "pattern") {
    cursor.report({ message: "a pattern is between slashes", help: "write `pattern /[a-z]+/`" }, span);
    return [];
  }
  const end = text.lastIndexOf("/");
  if (end < text.length - 1) {
    const flags = { start: span.start + end + 1, end: span.end };
    cursor.report({ message: "a pattern has no flags", help: "remove them" }, flags);
  }
  return [
    { kind: "pattern", text: text.slice(1, end), span: { start: span.start + 1, end: span.start + end } },
  ];
}
