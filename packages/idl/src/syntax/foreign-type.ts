import type { Finding } from "../diagnostics/diagnostic.ts";
import { genericAdvice, typePrefixAdvice } from "./foreign-words.ts";
import { skipBrackets, skipLine } from "./skip.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { TypeSyntax } from "./tree.ts";

/** One operand of a type in another language's form. */
interface Term {
  readonly kind: "name" | "generic" | "value" | "object" | "list" | "group";
  readonly text: string;
  /** Whether there is more than one part in its brackets. */
  readonly isLong: boolean;
}

const absentWords = new Set(["null", "undefined", "None", "nil", "void"]);
const maxShown = 40;

/** Whether a form begins here that no type of the language begins with. */
export function atForeignType(cursor: TokenCursor): boolean {
  if (cursor.atKind("string") && cursor.peek().isForeign) return true;
  if (cursor.at("[")) return !cursor.at("]", 1) || isGoSlice(cursor);
  const isSign = ["{", "(", "|", "&", "*", "?"].some((sign) => cursor.at(sign));
  return isSign || atQuery(cursor) || atGeneric(cursor) || atInlineDeclaration(cursor);
}

/** `keyof X`, `typeof x`. */
function atQuery(cursor: TokenCursor): boolean {
  return cursor.atKind("name", 1) && ["keyof", "typeof", "infer"].some((word) => cursor.at(word));
}

/** `enum { … }` in place of a type. */
function atInlineDeclaration(cursor: TokenCursor): boolean {
  const words = ["message", "enum", "struct", "object", "interface", "class", "oneof", "union"];
  return cursor.at("{", 1) && words.some((word) => cursor.at(word));
}

/** Whether what has been read is only the first part of a foreign form. */
export function atForeignRest(cursor: TokenCursor): boolean {
  const isExtends = cursor.at("extends") && !cursor.peek().startsLine;
  return cursor.at("|") || cursor.at("&") || cursor.at("<") || isExtends;
}

/** Reads words such as `repeated` before a type; each is reported, and the type is read as usual. */
export function skipTypePrefix(cursor: TokenCursor): void {
  while (cursor.atKind("name") && isTypeBehind(cursor)) {
    const { text } = cursor.peek();
    const help = Object.hasOwn(typePrefixAdvice, text) ? typePrefixAdvice[text] : undefined;
    if (help === undefined) return;
    cursor.report({ message: `\`${text}\` is not written before a type`, help });
    cursor.next();
  }
}

/**
 * Reads a whole type of another language's form and reports once what to write instead. `start` is where it
 * begins.
 */
export function parseForeignType(cursor: TokenCursor, start: number, first?: TypeSyntax): TypeSyntax {
  const terms: Term[] = first === undefined ? [] : [termOf(cursor, first)];
  let operator: string | undefined;
  if (first === undefined && !atOperator(cursor)) terms.push(readTerm(cursor));
  while (atOperator(cursor)) {
    operator = cursor.next().text;
    terms.push(readTerm(cursor));
  }
  if (atForeignRest(cursor)) {
    operator = "extends";
    skipLine(cursor);
  }
  const span = { start, end: cursor.lastEnd };
  const text = cursor.source.text.slice(span.start, span.end).replace(/\s+/gu, " ");
  const shown = text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}…` : text;
  cursor.report(describe(shown, terms, operator), span);
  return { kind: "foreign", span };
}

function atOperator(cursor: TokenCursor): boolean {
  return cursor.at("|") || cursor.at("&");
}

function atGeneric(cursor: TokenCursor): boolean {
  if (!cursor.atKind("name")) return false;
  const isDotted = cursor.at(".", 1) && cursor.atKind("name", 2);
  const behind = isDotted ? 3 : 1;
  const isSquare = cursor.at("[", 1) && !cursor.at("]", 2);
  const isKnown = Object.hasOwn(genericAdvice, cursor.peek().text.toLowerCase());
  if (isSquare && isKnown) return true;
  return cursor.at("<", behind) && !cursor.at("map");
}

function isGoSlice(cursor: TokenCursor): boolean {
  return cursor.atKind("name", 2) && !cursor.peek(2).startsLine && !cursor.at(":", 3);
}

/** Whether the word ahead is followed, on its line, by another that is no next field. */
function isTypeBehind(cursor: TokenCursor): boolean {
  return cursor.atKind("name", 1) && !cursor.peek(1).startsLine && !cursor.at(":", 2);
}

function termOf(cursor: TokenCursor, type: TypeSyntax): Term {
  const kind = type.kind === "literal" ? "value" : type.kind === "name" ? "name" : "generic";
  const isGeneric = cursor.at("<") && skipBrackets(cursor);
  const text = cursor.source.text.slice(type.span.start, type.span.end);
  return { kind: isGeneric ? "generic" : kind, text, isLong: false };
}

function readTerm(cursor: TokenCursor): Term {
  skipPrefixSigns(cursor);
  const term = { kind: kindOf(cursor), text: cursor.peek().text, isLong: hasParts(cursor) };
  skipOperand(cursor);
  while (cursor.at("=") && cursor.at(">", 1)) {
    cursor.skip();
    cursor.skip();
    skipPrefixSigns(cursor);
    skipOperand(cursor);
  }
  return term;
}

function skipPrefixSigns(cursor: TokenCursor): void {
  while (cursor.at("?") || cursor.at("*") || cursor.at("&") || atQuery(cursor)) cursor.skip();
}

/** A name, a value or a bracket, with what belongs to it. */
function skipOperand(cursor: TokenCursor): void {
  const isSlice = cursor.at("[") && cursor.at("]", 1);
  const isGoMap = cursor.at("map") && cursor.at("[", 1);
  if (atInlineDeclaration(cursor)) cursor.skip();
  if (!skipBrackets(cursor) && ["name", "string", "number"].includes(cursor.peek().kind)) cursor.skip();
  while (cursor.at(".") && cursor.atKind("name", 1)) {
    cursor.skip();
    cursor.skip();
  }
  skipSuffixes(cursor);
  if ((isSlice || isGoMap) && cursor.atKind("name") && !cursor.peek().startsLine) cursor.skip();
}

/** `<…>`, limits, `[]`, `?` and `!`. */
function skipSuffixes(cursor: TokenCursor): void {
  while (!cursor.peek().startsLine) {
    if (cursor.at("?") || cursor.at("!")) cursor.skip();
    else if (!["<", "(", "["].some((open) => cursor.at(open)) || !skipBrackets(cursor)) return;
  }
}

function kindOf(cursor: TokenCursor): Term["kind"] {
  if (cursor.atKind("string") || cursor.atKind("number")) return "value";
  if (cursor.at("{") || atInlineDeclaration(cursor)) return "object";
  if (cursor.at("[")) return "list";
  if (cursor.at("(")) return "group";
  return atGeneric(cursor) ? "generic" : "name";
}

function hasParts(cursor: TokenCursor): boolean {
  for (let ahead = 1; ahead < 8 && !cursor.at("]", ahead); ahead++) if (cursor.at(",", ahead)) return true;
  return false;
}

const useEnum = 'declare an enum and name it here, as in `enum Name { First = "first", Second = "second" }`';
const useUnion =
  "declare a union of messages and name it here, as in `union Name by type { text: TextPart  image: ImagePart }`, or use `json`";

function describe(text: string, terms: readonly Term[], operator: string | undefined): Finding {
  if (operator === "extends") {
    return { message: `\`${text}\`: types are not computed`, help: "write the type that comes of it" };
  }
  if (operator === "&") {
    const message = `\`${text}\`: types cannot be put together`;
    return { message, help: "declare one message with the fields of all of them" };
  }
  const [first = { kind: "name", text, isLong: false } as const, ...others] = terms.filter(
    ({ kind, text: word }) => kind !== "name" || !absentWords.has(word),
  );
  if (operator === "|" && others.length > 0) return describeUnion(text, [first, ...others]);
  if (operator === "|") {
    const help =
      first.kind === "name"
        ? `write \`${first.text} nullable\`, or \`${first.text} optional\` where it may be absent`
        : "write the type, with `nullable` behind it, or `optional` where it may be absent";
    return { message: `\`${text}\`: null is no type`, help };
  }
  return describeTerm(text, first);
}

function describeUnion(text: string, terms: readonly Term[]): Finding {
  const help = terms.every(({ kind }) => kind === "value") ? useEnum : useUnion;
  return { message: `\`${text}\`: a union is declared with a name`, help };
}

function describeTerm(text: string, { kind, text: word, isLong }: Term): Finding {
  switch (kind) {
    case "value":
      return { message: `\`${text}\`: texts have double quotes`, help: 'write `"…"`' };
    case "object":
      return {
        message: "a message is not declared inside of a field",
        help: "declare it beside the others, as in `message Name { … }`, and name it here",
      };
    case "list":
      return isLong
        ? {
            message: `\`${text}\`: there are no tuples`,
            help: "declare a message with a named field for each place",
          }
        : { message: `\`${text}\` is not how an array is written`, help: "write `T[]`" };
    case "group":
      return {
        message: `\`${text}\`: types have no parentheses and are no functions`,
        help: "name a type here; a method is a pair of messages `XRequest` and `XResponse`",
      };
    default:
      return describeGeneric(text, word);
  }
}

function describeGeneric(text: string, word: string): Finding {
  if (/^(?:keyof|typeof|infer)\s/u.test(text))
    return { message: `\`${text}\`: types are not computed`, help: "write the type that comes of it" };
  if (/^[?*&]/u.test(text))
    return {
      message: `\`${text}\` is not a type`,
      help: "write the type, with `optional` behind it where it may be absent",
    };
  const name = word.toLowerCase();
  const known = Object.hasOwn(genericAdvice, name) ? genericAdvice[name] : undefined;
  const help = known ?? "declare a message for each use; only `map<string, T>` and `T[]` hold other types";
  return { message: `\`${text}\`: there are no generic types`, help };
}
