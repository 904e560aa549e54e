import type { TokenCursor } from "./token-cursor.ts";

const closers: { readonly [open: string]: string } = { "{": "}", "[": "]", "(": ")", "<": ">" };

/**
 * Passes over a bracket with all that it encloses, however deep. One that is not closed ends before a brace
 * that closes something else, or before the next field. Returns whether there was one.
 */
export function skipBrackets(cursor: TokenCursor): boolean {
  const { kind, text } = cursor.peek();
  const close = kind === "symbol" ? closers[text] : undefined;
  if (close === undefined) return false;
  const open: string[] = [];
  while (!cursor.atKind("end") && !isBeyond(cursor, open.at(-1))) {
    const token = cursor.skip();
    const closer = token.kind === "symbol" ? closers[token.text] : undefined;
    if (closer !== undefined) open.push(closer);
    else if (token.kind === "symbol" && token.text === open.at(-1)) open.pop();
    if (open.length === 0) return true;
  }
  return true;
}

function isBeyond(cursor: TokenCursor, close: string | undefined): boolean {
  if (close === undefined || close === "}") return false;
  const isField = cursor.peek().startsLine && cursor.atKind("name") && cursor.at(":", 1);
  return cursor.at("}") || (isField && close !== ")");
}

/**
 * Passes over what is left of a field or a head on its line, up to one of these words, a comma, a brace, or
 * what looks like the next field.
 */
export function skipRest(cursor: TokenCursor, words: readonly string[]): void {
  while (
    !cursor.peek().startsLine &&
    !["}", "{", ","].some((sign) => cursor.at(sign)) &&
    !cursor.atKind("end")
  ) {
    const isField = cursor.atKind("name") && (cursor.at(":", 1) || (cursor.at("?", 1) && cursor.at(":", 2)));
    if (isField || words.includes(cursor.peek().text)) return;
    skipOne(cursor);
  }
}

/**
 * Passes over the rest of a line, with brackets that begin on it, up to a brace that closes what the line is
 * in.
 */
export function skipLine(cursor: TokenCursor): void {
  while (!cursor.atKind("end") && !cursor.at("}") && !cursor.peek().startsLine) skipOne(cursor);
}

/** Passes over a token, or a bracket with all that it encloses. */
export function skipOne(cursor: TokenCursor): void {
  if (!skipBrackets(cursor)) cursor.skip();
}
