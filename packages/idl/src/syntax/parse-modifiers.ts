import { nearestWord } from "../diagnostics/suggestion.ts";
import type { Span } from "../text/source-text.ts";
import { skipAnnotation } from "./foreign-field.ts";
import { parseDefault } from "./parse-default.ts";
import { parseQualifiedName } from "./parse-type.ts";
import { skipRest } from "./skip.ts";
import { declarationKeywords, type TokenCursor } from "./token-cursor.ts";
import type { DefaultSyntax, QualifiedName, StringLiteral } from "./tree.ts";

/** A word that may follow a declaration's head, a field or a member. */
export type Modifier = "optional" | "nullable" | "open" | "with" | "retry" | "raises" | "deprecated";

/** What the words after a head, a field or a member say. */
export interface Modifiers {
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly open: boolean;
  readonly retry: boolean;
  readonly mixins: readonly QualifiedName[];
  readonly raises: readonly QualifiedName[];
  /** Behind `optional`. */
  readonly default?: DefaultSyntax;
  readonly deprecated?: StringLiteral;
}

/**
 * Parses modifiers in any order. A word that is nearly one of the allowed ones is reported and taken for it.
 * Throws `SyntaxFault`.
 */
export function parseModifiers(cursor: TokenCursor, allowed: readonly Modifier[]): Modifiers {
  const seen = new Set<Modifier>();
  const raises: QualifiedName[] = [];
  const mixins: QualifiedName[] = [];
  let deprecated: StringLiteral | undefined;
  let value: DefaultSyntax | undefined;
  for (let modifier = atModifier(cursor, allowed); modifier; modifier = atModifier(cursor, allowed)) {
    if (seen.has(modifier)) cursor.report({ message: `\`${modifier}\` is repeated`, help: "remove one" });
    seen.add(modifier);
    const { span } = cursor.next();
    if (modifier === "raises") raises.push(...parseNames(cursor, "an error", "raises Busy, Overloaded"));
    if (modifier === "with") mixins.push(...parseNames(cursor, "a mixin", "with Idempotent, Paged"));
    if (seen.has("optional")) value = parseDefault(cursor) ?? value;
    if (modifier === "deprecated") deprecated = parseDeprecation(cursor, span) ?? deprecated;
  }
  return {
    optional: seen.has("optional"),
    nullable: seen.has("nullable"),
    open: seen.has("open"),
    retry: seen.has("retry"),
    mixins,
    raises,
    ...(value && { default: value }),
    ...(deprecated && { deprecated }),
  };
}

/**
 * The modifier ahead. A name before a colon or an equals sign is the next field or member, whatever it is
 * called.
 */
function atModifier(cursor: TokenCursor, allowed: readonly Modifier[]): Modifier | undefined {
  while (cursor.at("@") && !cursor.peek().startsLine) skipAnnotation(cursor);
  const defaulted = atDefaulted(cursor, allowed);
  if (defaulted) return defaulted;
  if (!cursor.atKind("name") || cursor.at(":", 1) || cursor.at("=", 1) || cursor.at("?", 1)) return undefined;
  const { text, startsLine } = cursor.peek();
  if (declarationKeywords.some((keyword) => keyword === text) && cursor.atKind("name", 1)) return undefined;
  const exact = allowed.find((modifier) => modifier === text);
  if (exact || startsLine) return exact;
  const nearest = nearestWord(text, allowed) as Modifier | undefined;
  const choice = allowed.map((modifier) => `\`${modifier}\``).join(", ");
  const help = nearest ? `did you mean \`${nearest}\`?` : `possible here: ${choice}`;
  cursor.report({ message: `unknown word \`${text}\``, help });
  if (!nearest) {
    cursor.next();
    skipRest(cursor, allowed);
  }
  return nearest ?? atModifier(cursor, allowed);
}

/** `optional` or `nullable` before the equals sign of a default. */
function atDefaulted(cursor: TokenCursor, allowed: readonly Modifier[]): Modifier | undefined {
  if (!cursor.at("=", 1) || !allowed.includes("optional")) return undefined;
  return (["optional", "nullable"] as const).find((word) => cursor.at(word));
}

/** One name or more; `what` is what they name, `example` how they are written. */
function parseNames(cursor: TokenCursor, what: string, example: string): QualifiedName[] {
  const help = `list declared names, as in \`${example}\``;
  const names = [parseQualifiedName(cursor, `the name of ${what}`, help)];
  while (cursor.accept(",")) names.push(parseQualifiedName(cursor, `the name of ${what}`, help));
  return names;
}

function parseDeprecation(cursor: TokenCursor, word: Span): StringLiteral | undefined {
  const text = cursor.acceptString();
  if (text && text.value.trim() !== "") return text;
  const help = 'say what to use instead, as in `deprecated "use model"`';
  cursor.report({ message: "`deprecated` has no text", help }, text?.span ?? word);
  return undefined;
}
