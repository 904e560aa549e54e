import { skipForeignHeadRest, skipInheritance } from "./foreign-declaration.ts";
import {
  refuseForeignField,
  skipFieldPrefix,
  skipForeignRemarks,
  skipForeignValue,
} from "./foreign-field.ts";
import { parseModifiers } from "./parse-modifiers.ts";
import { nullable, parseQualifiedName, parseType } from "./parse-type.ts";
import { skipLine, skipOne } from "./skip.ts";
import { SyntaxFault, type TokenCursor } from "./token-cursor.ts";
import type {
  AliasSyntax,
  DeclarationSyntax,
  EnumSyntax,
  ErrorSyntax,
  FieldSyntax,
  Identifier,
  MemberSyntax,
  MessageSyntax,
  MixinSyntax,
  UnionSyntax,
  UntypedSyntax,
  VariantSyntax,
} from "./tree.ts";

/** Kind of a declaration, which is also the keyword that begins it. */
export type DeclarationKind = DeclarationSyntax["kind"];

const fieldHelp = "write a field as `name: type`, with `optional` behind the type where it may be absent";
const memberHelp = 'write a member as `Name = 1` or `Name = "name"`';

/**
 * Parses a declaration from its keyword to its closing brace; faults inside the braces are reported and
 * passed over. `isForeign` says that the keyword is another language's and has been reported. Throws
 * `SyntaxFault`.
 */
export function parseDeclaration(
  cursor: TokenCursor,
  kind: DeclarationKind,
  isForeign = false,
): DeclarationSyntax {
  const docs = cursor.documented();
  cursor.skip();
  const name = cursor.expectName(`the name of the ${kind}`, `write \`${kind} Name { … }\``);
  if (isForeign) skipForeignHeadRest(cursor);
  switch (kind) {
    case "message":
      return parseMessage(cursor, name, docs);
    case "mixin":
      return parseMixin(cursor, name, docs);
    case "enum":
      return parseEnum(cursor, name, docs);
    case "union":
      return parseUnion(cursor, name, docs);
    case "alias":
      return parseAlias(cursor, name, docs);
    case "error":
      return parseError(cursor, name, docs);
    case "untyped":
      return parseUntyped(cursor, name, docs);
  }
}

type Docs = { readonly docs?: string };

function parseMessage(cursor: TokenCursor, name: Identifier, docs: Docs): MessageSyntax {
  skipInheritance(cursor);
  const { mixins, raises, deprecated } = parseModifiers(cursor, ["with", "raises", "deprecated"]);
  const { parts: fields } = parseBody(cursor, name, parseField);
  return { kind: "message", name, mixins, raises, fields, ...docs, ...(deprecated && { deprecated }) };
}

function parseMixin(cursor: TokenCursor, name: Identifier, docs: Docs): MixinSyntax {
  skipInheritance(cursor);
  return { kind: "mixin", name, fields: parseBody(cursor, name, parseField).parts, ...docs };
}

function parseEnum(cursor: TokenCursor, name: Identifier, docs: Docs): EnumSyntax {
  const { open, deprecated } = parseModifiers(cursor, ["open", "deprecated"]);
  const { parts: members, complete } = parseBody(cursor, name, parseMember);
  return { kind: "enum", name, open, members, complete, ...docs, ...(deprecated && { deprecated }) };
}

function parseUnion(cursor: TokenCursor, name: Identifier, docs: Docs): UnionSyntax {
  const help = `write \`union ${name.text} by type { … }\`: every object of it has the field \`type\``;
  cursor.expect("by", help);
  const tag = cursor.expectName("the name of the tag field", help);
  const { open, deprecated } = parseModifiers(cursor, ["open", "deprecated"]);
  const { parts: variants, complete } = parseBody(cursor, name, parseVariant);
  const head = { kind: "union", name, tag, open, variants, complete } as const;
  return { ...head, ...docs, ...(deprecated && { deprecated }) };
}

function parseVariant(cursor: TokenCursor): VariantSyntax {
  const docs = cursor.documented();
  const help = 'write a variant as `text: TextPart`, or `"text.part": TextPart`';
  if (!cursor.atKind("name") && !cursor.atKind("string"))
    cursor.fail({ message: `expected a variant, found ${cursor.found()}`, help });
  const { text, span } = cursor.skip();
  cursor.expect(":", help);
  const message = parseQualifiedName(cursor, "the name of a message", help);
  const { deprecated } = parseModifiers(cursor, ["deprecated"]);
  return { name: { text, span }, message, ...docs, ...(deprecated && { deprecated }) };
}

function parseAlias(cursor: TokenCursor, name: Identifier, docs: Docs): AliasSyntax {
  cursor.expect("=", `write \`alias ${name.text} = type\``);
  const type = parseType(cursor);
  const { deprecated } = parseModifiers(cursor, ["deprecated"]);
  return { kind: "alias", name, type, ...docs, ...(deprecated && { deprecated }) };
}

function parseError(cursor: TokenCursor, name: Identifier, docs: Docs): ErrorSyntax {
  const help = 'write an error as `error Name = -32001 "What happened."`';
  cursor.expect("=", help);
  const code = cursor.expectNumber("the error's code", help);
  const text =
    cursor.acceptString() ??
    cursor.fail({ message: `expected the error's text, found ${cursor.found()}`, help });
  const { retry, deprecated } = parseModifiers(cursor, ["retry", "deprecated"]);
  const fields = cursor.at("{") ? parseBody(cursor, name, parseField).parts : [];
  return { kind: "error", name, code, text, retry, fields, ...docs, ...(deprecated && { deprecated }) };
}

function parseUntyped(cursor: TokenCursor, name: Identifier, docs: Docs): UntypedSyntax {
  if (cursor.at("{")) {
    const help = "remove the body, or declare the messages of a request and a response";
    cursor.fail({ message: `\`${name.text}\` is untyped and has no fields`, help });
  }
  const { deprecated } = parseModifiers(cursor, ["deprecated"]);
  return { kind: "untyped", name, ...docs, ...(deprecated && { deprecated }) };
}

function parseField(cursor: TokenCursor): FieldSyntax {
  const docs = cursor.documented();
  skipForeignRemarks(cursor);
  skipFieldPrefix(cursor);
  refuseForeignField(cursor);
  if (!cursor.atKind("name"))
    cursor.fail({ message: `expected a field, found ${cursor.found()}`, help: fieldHelp });
  const { text, span } = cursor.skip();
  const early = acceptQuestionMark(cursor);
  cursor.expect(":", fieldHelp);
  const isNextField = cursor.peek().startsLine && cursor.atKind("name") && cursor.at(":", 1);
  if (isNextField) cursor.fail({ message: `field \`${text}\` has no type`, help: fieldHelp }, span);
  const type = parseType(cursor);
  const late = acceptQuestionMark(cursor);
  skipForeignValue(cursor);
  const words = parseModifiers(cursor, ["optional", "nullable", "deprecated"]);
  skipForeignValue(cursor);
  refuseRest(cursor);
  const { deprecated } = words;
  return {
    name: { text, span },
    type: words.nullable ? nullable(type, cursor.lastEnd) : type,
    optional: words.optional || early || late,
    ...(words.default && { default: words.default }),
    ...docs,
    ...(deprecated && { deprecated }),
  };
}

/**
 * Refuses what follows a complete field on its line and begins no other; unknown words have been reported.
 */
function refuseRest(cursor: TokenCursor): void {
  const { kind, startsLine } = cursor.peek();
  if (startsLine || kind === "end" || kind === "name" || cursor.at("}") || cursor.at(",")) return;
  if (kind !== "symbol") return;
  cursor.report({ message: `expected the next field, found ${cursor.found()}`, help: fieldHelp });
  skipLine(cursor);
}

function acceptQuestionMark(cursor: TokenCursor): boolean {
  if (cursor.at("!")) {
    cursor.reportOnce({ message: "a field is required unless it is `optional`", help: "remove `!`" });
    cursor.skip();
  }
  if (!cursor.at("?")) return false;
  cursor.report({
    message: "`?` does not mark a field that may be absent",
    help: "write `optional` behind the type",
  });
  cursor.next();
  return true;
}

function parseMember(cursor: TokenCursor): MemberSyntax {
  const docs = cursor.documented();
  skipForeignRemarks(cursor);
  if (!cursor.atKind("name"))
    cursor.fail({ message: `expected a member, found ${cursor.found()}`, help: memberHelp });
  const { text, span } = cursor.skip();
  if (isBareMember(cursor)) refuseBareMember(cursor, { text, span });
  cursor.expect("=", memberHelp);
  const value = cursor.acceptString() ?? cursor.expectNumber("the member's number or text", memberHelp);
  const { deprecated } = parseModifiers(cursor, ["deprecated"]);
  return { name: { text, span }, value, ...docs, ...(deprecated && { deprecated }) };
}

/** Members without numbers come many at a time: the first of an enum is reported. */
function isBareMember(cursor: TokenCursor): boolean {
  return cursor.at(",") || cursor.at("}") || cursor.atKind("name");
}

function refuseBareMember(cursor: TokenCursor, { text, span }: Identifier): never {
  while (!cursor.at("}") && !cursor.atKind("end") && !(cursor.atKind("name") && cursor.at("=", 1)))
    skipOne(cursor);
  return cursor.fail(
    {
      message: `member \`${text}\` has no number`,
      help: `write \`${text} = 0\`, and a number of its own for each`,
    },
    span,
  );
}

interface Body<T> {
  readonly parts: T[];
  readonly complete: boolean;
}

/**
 * Parses `{ … }`. A part that cannot be parsed is passed over up to the next one; a missing `}` is noticed at
 * the next declaration.
 */
function parseBody<T>(
  cursor: TokenCursor,
  owner: Identifier,
  parsePart: (cursor: TokenCursor) => T,
): Body<T> {
  const parts: T[] = [];
  let complete = true;
  cursor.expect("{", `open the body of \`${owner.text}\` with \`{\``);
  while (!cursor.at("}")) {
    if (cursor.atKind("end") || (cursor.atDeclaration() && !isNested(cursor, owner))) {
      const help = `close it with \`}\` before ${cursor.found()}`;
      cursor.report({ message: `\`${owner.text}\` has no closing \`}\``, help }, owner.span);
      return { parts, complete: false };
    }
    const before = cursor.index;
    try {
      parts.push(parsePart(cursor));
      cursor.accept(",");
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault;
      complete = false;
      skipToNextPart(cursor, before);
    }
  }
  cursor.next();
  return { parts, complete };
}

/** Whether the declaration ahead is written as part of its owner: further in than that. */
function isNested(cursor: TokenCursor, owner: Identifier): boolean {
  return indentationAt(cursor, cursor.peek().span.start) > indentationAt(cursor, owner.span.start);
}

function indentationAt({ source }: TokenCursor, offset: number): number {
  const start = source.text.lastIndexOf("\n", offset - 1) + 1;
  return /^[^\S\n]*/u.exec(source.text.slice(start, offset))?.[0].length ?? 0;
}

function skipToNextPart(cursor: TokenCursor, before: number): void {
  if (cursor.index === before) cursor.skip();
  while (!cursor.at("}") && !cursor.atKind("end") && !cursor.peek().startsLine) {
    const isComma = cursor.at(",");
    skipOne(cursor);
    if (isComma && cursor.atKind("name")) return;
  }
}
