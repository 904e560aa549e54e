import type { Finding } from "../diagnostics/diagnostic.ts";
import { declarationAdvice, messageWords, prefixWords, typePrefixAdvice } from "./foreign-words.ts";
import { skipBrackets, skipLine } from "./skip.ts";
import type { TokenCursor } from "./token-cursor.ts";

const annotation: Finding = {
  message: "there are no annotations",
  help: 'write limits behind the type, as in `string(1..64)`, `format "uuid"` or `pattern /[a-z]+/` behind `string`, and `deprecated "…"` or a doc comment `///` for the rest',
};
const quotedDocs: Finding = {
  message: "a text in quotes does not describe what follows",
  help: "write a doc comment: `///` at the beginning of each line",
};

/**
 * Reads what other languages put before a field, a member or a declaration: annotations, descriptions in
 * quotes. Each is reported once.
 */
export function skipForeignRemarks(cursor: TokenCursor): void {
  for (;;) {
    if (cursor.at("@") || (cursor.at("#") && cursor.at("[", 1))) skipAnnotation(cursor);
    else if (cursor.atKind("string") && !cursor.at(":", 1) && !cursor.at("?", 1)) {
      cursor.report(quotedDocs);
      cursor.skip();
    } else return;
  }
}

/** Reads `@name`, `@name(…)` or `#[…]` and reports it. */
export function skipAnnotation(cursor: TokenCursor): void {
  cursor.report(annotation);
  cursor.skip();
  if (cursor.at("[")) {
    skipBrackets(cursor);
    return;
  }
  cursor.skip();
  while ((cursor.at(".") || cursor.at("#")) && cursor.atKind("name", 1)) {
    cursor.skip();
    cursor.skip();
  }
  if (cursor.at("(")) skipBrackets(cursor);
}

/** Reads words such as `readonly` before the name of a field and reports them. */
export function skipFieldPrefix(cursor: TokenCursor): void {
  while (cursor.atKind("name") && cursor.atKind("name", 1) && (cursor.at(":", 2) || isOptionalMark(cursor))) {
    const { text } = cursor.peek();
    const startsNext = cursor.peek(1).startsLine;
    if (startsNext || !(prefixWords.has(text) || Object.hasOwn(typePrefixAdvice, text))) return;
    cursor.report({ message: `\`${text}\` is not written before a field`, help: "remove it" });
    cursor.next();
  }
}

function isOptionalMark(cursor: TokenCursor): boolean {
  return cursor.at("?", 2) && cursor.at(":", 3);
}

/**
 * Reports a field of another language's form, passes over it and throws `SyntaxFault`; returns where there is
 * none.
 */
export function refuseForeignField(cursor: TokenCursor): void {
  const finding = findForm(cursor);
  if (finding === undefined) return;
  const { span } = cursor.peek();
  skipForm(cursor);
  cursor.fail(finding, span);
}

function findForm(cursor: TokenCursor): Finding | undefined {
  if (cursor.at("[")) {
    return { message: "fields have fixed names", help: "write a field `name: map<string, T>`" };
  }
  if (cursor.at(".") || cursor.at("..")) {
    return {
      message: "a message does not take over the fields of another",
      help: "declare the common fields as `mixin Name { … }` and write `with Name` behind the message's name, or hold the other message in a field",
    };
  }
  if (cursor.atKind("number") && cursor.at(":", 1)) {
    return { message: "fields have no numbers", help: "write a field as `name: type`" };
  }
  if (cursor.atKind("string")) {
    const name = cursor.peek().text;
    return { message: "the name of a field has no quotes", help: `write \`${name}: type\`` };
  }
  return cursor.atKind("name") ? findNamedForm(cursor) : undefined;
}

function findNamedForm(cursor: TokenCursor): Finding | undefined {
  const { text } = cursor.peek();
  if (cursor.at("(", 1)) return { message: `\`${text}\` is a method`, help: methodHelp };
  const isFollowed = cursor.atKind("name", 1) && !cursor.peek(1).startsLine;
  if (Object.hasOwn(declarationAdvice, text) && isFollowed && isBlockOrCall(cursor)) {
    return { message: `there is no \`${text}\``, help: declarationAdvice[text] ?? "" };
  }
  if (["message", "enum", ...messageWords].includes(text) && isFollowed && cursor.at("{", 2)) {
    cursor.lost.push(cursor.peek(1).text);
    const help = "declare it beside the message, in the namespace, and name it in the type of a field";
    return { message: `\`${cursor.peek(1).text}\` is declared inside of a message`, help };
  }
  if (text === "reserved" || text === "extensions") {
    const isNumbers = cursor.atKind("number", 1) || cursor.atKind("string", 1);
    return isNumbers ? { message: "fields have no numbers to keep free", help: "remove it" } : undefined;
  }
  return typeFirst(cursor);
}

const methodHelp =
  "declare a pair of messages for it, as in `message OrderRequest { … }` and `message OrderResponse { … }`";

function isBlockOrCall(cursor: TokenCursor): boolean {
  return cursor.at("{", 2) || cursor.at("(", 2);
}

const simpleWords =
  /^(?:string|bool|boolean|bytes|byte|char|short|int|long|float|double|u?int\d+|[siu]?fixed\d+|sint\d+|i\d+|u\d+|f\d+)$/iu;

/**
 * `string name`, `repeated Item items = 3`, `map<string, int> counts = 4`: the type comes first in other
 * languages.
 */
function typeFirst(cursor: TokenCursor): Finding | undefined {
  const isPrefixed =
    isTypePrefix(cursor.peek().text) && cursor.atKind("name", 1) && !cursor.peek(1).startsLine;
  const at = isPrefixed ? 1 : 0;
  const behind = endOfType(cursor, at);
  const name = cursor.peek(behind);
  if (name.kind !== "name" || name.startsLine || cursor.at(":", behind)) return undefined;
  const { text } = cursor.peek(at);
  const isNumbered = cursor.at("=", behind + 1);
  if (!(isPrefixed || isNumbered || behind > at + 1 || simpleWords.test(text))) return undefined;
  const suffix = ["repeated", "list", "array"].includes(cursor.peek().text) ? "[]" : "";
  const optional = cursor.peek().text === "optional" ? " optional" : "";
  const type = behind > at + 1 ? "type" : text;
  return {
    message: "a field begins with its name",
    help: `write \`${name.text}: ${type}${suffix}${optional}\``,
  };
}

function isTypePrefix(text: string): boolean {
  return Object.hasOwn(typePrefixAdvice, text);
}

/** Position behind `Name`, `a.b.Name` or `map<…>`. */
function endOfType(cursor: TokenCursor, at: number): number {
  let end = at + 1;
  while (cursor.at(".", end) && cursor.atKind("name", end + 1)) end += 2;
  if (!cursor.at("<", end)) return end;
  let depth = 0;
  for (; !cursor.atKind("end", end); end++) {
    if (cursor.at("<", end)) depth++;
    if (cursor.at(">", end) && --depth === 0) return end + 1;
  }
  return at + 1;
}

function skipForm(cursor: TokenCursor): void {
  if (!skipBrackets(cursor)) cursor.skip();
  skipLine(cursor);
}

/** Reads `= value` behind a type and reports it: defaults follow `optional`, fields have no numbers. */
export function skipForeignValue(cursor: TokenCursor): void {
  if (!cursor.at("=")) return;
  cursor.report({
    message: "a default is written behind `optional`, and a field has no number",
    help: "write `optional = value` if it is a default, or remove it",
  });
  cursor.skip();
  if (cursor.at("-") || cursor.at("&") || cursor.at("+")) cursor.skip();
  if (!skipBrackets(cursor) && !cursor.peek().startsLine && !cursor.at("}")) cursor.skip();
  while (cursor.at(".") && cursor.atKind("name", 1)) {
    cursor.skip();
    cursor.skip();
  }
}
