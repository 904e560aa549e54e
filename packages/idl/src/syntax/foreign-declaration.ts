import type { Finding } from "../diagnostics/diagnostic.ts";
import { declarationAdvice, headAdvice, messageWords, prefixWords } from "./foreign-words.ts";
import { skipBrackets, skipOne } from "./skip.ts";
import { declarationKeywords, type TokenCursor } from "./token-cursor.ts";

const keywords: ReadonlySet<string> = new Set(declarationKeywords);

/** Whether a declaration of another language's form begins a line here. */
export function atForeignDeclaration(cursor: TokenCursor): boolean {
  const { text, startsLine } = cursor.peek();
  if (!startsLine || !cursor.atKind("name") || !cursor.atKind("name", 1)) return false;
  return messageWords.has(text) || Object.hasOwn(declarationAdvice, text) || isPrefix(cursor);
}

/** Reads words such as `export` before a declaration; they are reported unless the keyword behind them is. */
export function skipDeclarationPrefix(cursor: TokenCursor): void {
  while (isPrefix(cursor)) {
    if (keywords.has(cursor.peek(1).text) || cursor.at("namespace", 1)) {
      cursor.report({
        message: `\`${cursor.peek().text}\` is not written before a declaration`,
        help: "remove it",
      });
    }
    cursor.skip();
  }
}

function isPrefix(cursor: TokenCursor): boolean {
  if (!cursor.atKind("name") || !prefixWords.has(cursor.peek().text)) return false;
  const { text } = cursor.peek(1);
  return isKnown(text) || prefixWords.has(text);
}

function isKnown(text: string): boolean {
  return (
    text === "namespace" ||
    keywords.has(text) ||
    messageWords.has(text) ||
    Object.hasOwn(declarationAdvice, text)
  );
}

/**
 * Reports a keyword that other languages have for a message; returns whether it is one, and the rest can be
 * read as a message.
 */
export function reportMessageWord(cursor: TokenCursor): boolean {
  const { text, span } = cursor.peek();
  if (!messageWords.has(text) || !cursor.atKind("name", 1) || isAlias(cursor)) return false;
  const name = cursor.peek(1).text;
  cursor.report({ message: `there is no \`${text}\``, help: `write \`message ${name} { … }\`` }, span);
  return true;
}

/** `type X = …` with anything but a body behind the sign. */
function isAlias(cursor: TokenCursor): boolean {
  return cursor.at("=", 2) && !cursor.at("{", 3);
}

/**
 * Reports a declaration of which there is no kind here and throws `SyntaxFault`; returns where it is none of
 * those known.
 */
export function refuseForeignDeclaration(cursor: TokenCursor): void {
  const { text, span } = cursor.peek();
  const alias = messageWords.has(text) && cursor.atKind("name", 1) && isAlias(cursor);
  const advice = Object.hasOwn(declarationAdvice, text) ? declarationAdvice[text] : undefined;
  const help = alias ? aliasHelp(cursor) : advice;
  const isDeclaration = cursor.atKind("name", 1) && !cursor.peek(1).startsLine;
  if (help !== undefined && isDeclaration) cursor.fail({ message: `there is no \`${text}\``, help }, span);
}

function aliasHelp(cursor: TokenCursor): string {
  const isTexts = cursor.atKind("string", 3) || (cursor.at("|", 3) && cursor.atKind("string", 4));
  if (isTexts) return `declare an enum, as in \`enum ${cursor.peek(1).text} { First = "first" }\``;
  return declarationAdvice.typedef ?? "";
}

/** Reads `extends X`, `implements X` or `: X` behind a declaration's name and reports it. */
export function skipInheritance(cursor: TokenCursor): void {
  const word = ["extends", "implements", ":", "<"].find((sign) => cursor.at(sign));
  if (word === undefined) return;
  const isParameter = word === "<";
  cursor.report(
    isParameter
      ? { message: "a message has no type parameters", help: "declare a message for each use" }
      : {
          message: "a message does not take over the fields of another",
          help: "declare the common fields as `mixin Name { … }` and write `with Name`, or hold the other message in a field",
        },
  );
  if (isParameter)
    for (let ahead = 1; !cursor.at(">", ahead) && cursor.atKind("name", ahead); ahead += 2)
      cursor.lost.push(cursor.peek(ahead).text);
  skipBrackets(cursor);
  while (!cursor.at("{") && !cursor.at("}") && !cursor.atKind("end") && !cursor.peek().startsLine)
    cursor.skip();
}

/**
 * Passes over the head behind a name whose keyword has been reported. Throws `SyntaxFault` where no body
 * follows.
 */
export function skipForeignHeadRest(cursor: TokenCursor): void {
  while (!cursor.at("{") && !cursor.at("}") && !cursor.atKind("end") && !cursor.peek().startsLine)
    skipOne(cursor);
  if (!cursor.at("{")) cursor.giveUp();
}

/**
 * Of a declaration outside of a namespace: reported once, and not where the file says in another language's
 * words what it belongs to.
 */
export const outsideNamespace: Finding = {
  message: "a declaration is outside of a namespace",
  help: "declarations belong inside `namespace Name { … }`",
};

/**
 * Reads a line that only files of other languages begin with and reports it; returns whether there was one.
 */
export function skipForeignHead(cursor: TokenCursor): boolean {
  const { text, startsLine } = cursor.peek();
  const isSign = (cursor.at("$") || cursor.at("#")) && cursor.atKind("name", 1);
  const word = isSign ? cursor.peek(1).text : text;
  const advice = Object.hasOwn(headAdvice, word) ? headAdvice[word] : undefined;
  const help = isSign ? (advice ?? "remove it") : advice;
  if (help === undefined || !startsLine || cursor.at("{", 1)) return false;
  cursor.report({ message: `there is no \`${isSign ? text + word : word}\``, help });
  if (help === headAdvice.package) cursor.expectReported(outsideNamespace);
  cursor.skip();
  while (!cursor.atKind("end") && !cursor.peek().startsLine) if (!skipBrackets(cursor)) cursor.skip();
  return true;
}
