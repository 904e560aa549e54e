import { atForeignRest, atForeignType, parseForeignType, skipTypePrefix } from "./foreign-type.ts";
import { parseTextRules } from "./parse-text-rules.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { LimitsSyntax, NumberLiteral, QualifiedName, TypeSyntax } from "./tree.ts";

const typeHelp =
  "write a type: string, id, int, float, bool, json, map<string, T>, a value or a declared name, with `[]` for an array";

/**
 * How deep maps and arrays may be nested in the type of one field: more than anyone can read, and far less
 * than the stack holds.
 */
const maxTypeDepth = 32;

/**
 * Parses a type with its limits, its array suffixes and the word `nullable`. A type of another language's
 * form is reported once, with what to write instead, and read to its end. Throws `SyntaxFault`.
 */
export function parseType(cursor: TokenCursor, depth = 1): TypeSyntax {
  const type = parsePlainType(cursor, depth);
  return atNullable(cursor) ? nullable(type, cursor.next().span.end) : type;
}

/** The type, or null; itself where it has been that already. */
export function nullable(type: TypeSyntax, end: number): TypeSyntax {
  if (type.kind === "nullable") return type;
  return { kind: "nullable", type, span: { start: type.span.start, end } };
}

/** Whether the word is ahead, and no field of that name. */
function atNullable(cursor: TokenCursor): boolean {
  return cursor.at("nullable") && !cursor.at(":", 1);
}

function parsePlainType(cursor: TokenCursor, depth: number): TypeSyntax {
  if (depth > maxTypeDepth) return refuseDepth(cursor);
  skipTypePrefix(cursor);
  const { start } = cursor.peek().span;
  if (atForeignType(cursor)) return parseForeignType(cursor, start);
  const type = parseArrays(cursor, parseElementType(cursor, depth), depth);
  return atForeignRest(cursor) ? parseForeignType(cursor, start, type) : type;
}

function parseArrays(cursor: TokenCursor, item: TypeSyntax, depth: number): TypeSyntax {
  let type: TypeSyntax = item;
  for (let level = depth; atArray(cursor); level++) {
    if (level > maxTypeDepth) return refuseDepth(cursor);
    if (cursor.at("nullable")) type = nullable(type, cursor.next().span.end);
    cursor.next();
    const close = cursor.expect("]", "write `[]` for an array; its size goes behind, as in `Item[](..64)`");
    const limits = parseLimits(cursor);
    const span = { start: type.span.start, end: limits?.span.end ?? close.span.end };
    type = { kind: "array", item: type, span, ...(limits && { limits }) };
  }
  return type;
}

/** `[]`, or `nullable[]`: an array of values or nulls. */
function atArray(cursor: TokenCursor): boolean {
  return cursor.at("[") || (cursor.at("nullable") && cursor.at("[", 1));
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

/** What is left of the field is passed over. */
function refuseDepth(cursor: TokenCursor): never {
  const { span } = cursor.peek();
  while (!cursor.peek().startsLine && !cursor.at("}") && !cursor.atKind("end")) cursor.skip();
  return cursor.fail(
    {
      message: `types are nested more than ${maxTypeDepth} deep`,
      help: "declare a message for the inner part and name it here",
    },
    span,
  );
}

function parseElementType(cursor: TokenCursor, depth: number): TypeSyntax {
  const literal = acceptLiteral(cursor);
  if (literal) return literal;
  if (cursor.at("map") && cursor.at("<", 1)) return parseMap(cursor, depth);
  const name = parseQualifiedName(cursor, "a type", typeHelp);
  const limits = parseLimits(cursor);
  const rules = parseTextRules(cursor);
  return {
    kind: "name",
    name,
    rules,
    span: { start: name.span.start, end: cursor.lastEnd },
    ...(limits && { limits }),
  };
}

/** A text in double quotes, a number, `true` or `false`. */
function acceptLiteral(cursor: TokenCursor): TypeSyntax | undefined {
  const isBoolean = (cursor.at("true") || cursor.at("false")) && !cursor.at(":", 1);
  if (!isBoolean && !cursor.atKind("string") && !cursor.atKind("number")) return undefined;
  const { kind, text, span } = cursor.next();
  if (kind === "name") return { kind: "literal", value: text === "true", span };
  return { kind: "literal", value: kind === "number" ? Number(text) : text, span };
}

function parseMap(cursor: TokenCursor, depth: number): TypeSyntax {
  const { span: first } = cursor.next();
  const help = "write `map<string, T>`";
  cursor.expect("<", help);
  const key = parseType(cursor, depth + 1);
  cursor.expect(",", help);
  const value = parseType(cursor, depth + 1);
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
