import { skipBrackets } from "./skip.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { DefaultSyntax } from "./tree.ts";

const help =
  'write a text in quotes, a number, `true`, `false`, `null` or the member of an enum, as in `= "en"`';

/** Parses `= value` behind `optional`; a value of another language's form is reported and passed over. */
export function parseDefault(cursor: TokenCursor): DefaultSyntax | undefined {
  if (!cursor.at("=")) return undefined;
  cursor.next();
  const { kind, text, span, startsLine } = cursor.peek();
  if (startsLine || cursor.at("}") || kind === "end") {
    cursor.report({ message: "this default has no value", help });
    return undefined;
  }
  if (kind === "string") {
    const { value } = cursor.acceptString() ?? { value: "" };
    return { kind: "value", value, span };
  }
  if (kind === "number") return { kind: "value", value: cursor.expectNumber("a number", help).value, span };
  if (kind === "name") return parseWord(cursor, text);
  cursor.report({ message: "this is no default", help });
  if (!skipBrackets(cursor)) cursor.skip();
  return undefined;
}

function parseWord(cursor: TokenCursor, text: string): DefaultSyntax | undefined {
  const { span } = cursor.next();
  const isCreated = text === "new" && cursor.atKind("name") && !cursor.peek().startsLine;
  if (isCreated) cursor.skip();
  if (text === "true" || text === "false") return { kind: "value", value: text === "true", span };
  if (text === "null") return { kind: "value", value: null, span };
  if (!isCreated && !cursor.at(".") && !cursor.at("(")) return { kind: "member", name: text, span };
  while (cursor.at(".") && cursor.atKind("name", 1)) {
    cursor.skip();
    cursor.skip();
  }
  const isCall = cursor.at("(") && skipBrackets(cursor);
  const advice = isCall || isCreated ? help : "write the name of the member alone";
  cursor.report({ message: "this is no default", help: advice }, { start: span.start, end: cursor.lastEnd });
  return undefined;
}
