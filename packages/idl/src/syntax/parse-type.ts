import type { TokenCursor } from "./token-cursor.ts";
import type { LimitsSyntax, NumberLiteral, QualifiedName, TypeSyntax } from "./tree.ts";

const typeHelp =
  "write a type: string, int, float, bool, json, map<string, T> or a declared name, with `[]` for an array";

/** Parses a type with its limits and array suffixes. Throws `SyntaxFault`. */
export function parseType(cursor: TokenCursor): TypeSyntax {
  let type = parseElementType(cursor);
  while (cursor.at("[")) {
    cursor.next();
    const close = cursor.expect("]", "write `[]` for an array; its size goes behind, as in `Item[](..64)`");
    const limits = parseLimits(cursor);
    const span = { start: type.span.start, end: limits?.span.end ?? close.span.end };
    type = { kind: "array", item: type, span, ...(limits && { limits }) };
  }
  return type;
}

/** Parses `Name` or `Other.Name`. Throws `SyntaxFault`. */
export function parseQualifiedName(cursor: TokenCursor, what: string, help: string): QualifiedName {
  const first = cursor.expectName(what, help);
  if (!cursor.accept(".")) return { name: first, span: first.span };
  const name = cursor.expectName(
    "a name after the dot",
    "name a declaration of that namespace, as in `Other.Name`",
  );
  return { qualifier: first, name, span: { start: first.span.start, end: name.span.end } };
}

function parseElementType(cursor: TokenCursor): TypeSyntax {
  if (cursor.at("map") && cursor.at("<", 1)) return parseMap(cursor);
  const name = parseQualifiedName(cursor, "a type", typeHelp);
  const limits = parseLimits(cursor);
  const span = { start: name.span.start, end: limits?.span.end ?? name.span.end };
  return { kind: "name", name, span, ...(limits && { limits }) };
}

function parseMap(cursor: TokenCursor): TypeSyntax {
  const { span: first } = cursor.next();
  const help = "write `map<string, T>`";
  cursor.expect("<", help);
  const key = parseType(cursor);
  cursor.expect(",", help);
  const value = parseType(cursor);
  const close = cursor.expect(">", help);
  const limits = parseLimits(cursor);
  const span = { start: first.start, end: limits?.span.end ?? close.span.end };
  return { kind: "map", key, value, span, ...(limits && { limits }) };
}

function parseLimits(cursor: TokenCursor): LimitsSyntax | undefined {
  const open = cursor.accept("(");
  if (!open) return undefined;
  const help = "write limits as `(min..max)`; either side may be left out";
  const min = acceptNumber(cursor);
  cursor.expect("..", help);
  const max = acceptNumber(cursor);
  const close = cursor.expect(")", help);
  const span = { start: open.span.start, end: close.span.end };
  if (!min && !max)
    cursor.report(
      { message: "these limits limit nothing", help: "give at least one side, or remove them" },
      span,
    );
  return { span, ...(min && { min }), ...(max && { max }) };
}

function acceptNumber(cursor: TokenCursor): NumberLiteral | undefined {
  return cursor.atKind("number") ? cursor.expectNumber("a number", "") : undefined;
}
