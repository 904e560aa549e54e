import { diagnosticAt, type Finding, type Report } from "../diagnostics/diagnostic.ts";
import type { SourceText, Span } from "../text/source-text.ts";
import type { Token, TokenKind } from "./token.ts";
import type { Identifier, NumberLiteral, StringLiteral } from "./tree.ts";

/**
 * Thrown after a syntax fault has been reported, to leave what cannot be parsed any further. Never leaves the
 * parser.
 */
export class SyntaxFault extends Error {}

/** Words that begin a declaration. */
export const declarationKeywords = [
  "message",
  "enum",
  "union",
  "alias",
  "mixin",
  "error",
  "untyped",
] as const;

/** A reading position in a list of tokens. */
export class TokenCursor {
  readonly source: SourceText;
  readonly #tokens: readonly Token[];
  readonly #report: Report;
  #index = 0;
  readonly #once = new Set<string>();
  /** Names whose declarations cannot be read, so that their uses are no second fault. */
  readonly lost: string[] = [];

  constructor(source: SourceText, tokens: readonly Token[], report: Report) {
    this.source = source;
    this.#tokens = tokens;
    this.#report = report;
  }

  /** Number of tokens that were read; shows whether a step made progress. */
  get index(): number {
    return this.#index;
  }

  /** Where the token that was read last ends. */
  get lastEnd(): number {
    return this.#tokens[this.#index - 1]?.span.end ?? 0;
  }

  /** The token ahead, or one further on; past the end it is the end. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#index + ahead] ?? this.#tokens.at(-1);
    if (!token) throw new Error("a token list has at least its end");
    return token;
  }

  /** Reads a token. Reports an unclaimed doc comment before it. */
  next(): Token {
    const token = this.peek();
    if (token.docs) this.#reportStrayDocs(token);
    return this.skip();
  }

  /** Reads a token without a word about its doc comment. */
  skip(): Token {
    const token = this.peek();
    if (this.#index < this.#tokens.length - 1) this.#index++;
    return token;
  }

  /** Reads a token whose doc comment belongs to what begins with it. */
  documented(): { readonly docs?: string } {
    const { docs } = this.peek();
    return docs ? { docs: docs.text } : {};
  }

  /** Whether the token ahead is this sign or keyword. */
  at(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (token.kind === "symbol" || token.kind === "name") && token.text === text;
  }

  /** Whether the token ahead is of this kind. */
  atKind(kind: TokenKind, ahead = 0): boolean {
    return this.peek(ahead).kind === kind;
  }

  /** Reads the token ahead if it is this sign or keyword. */
  accept(text: string): Token | undefined {
    return this.at(text) ? this.next() : undefined;
  }

  /** Reads this sign or keyword, or throws `SyntaxFault`. */
  expect(text: string, help: string): Token {
    return this.accept(text) ?? this.fail({ message: `expected \`${text}\`, found ${this.found()}`, help });
  }

  /** Reads a name, or throws `SyntaxFault`. `what` says of what it is the name: "a field name". */
  expectName(what: string, help: string): Identifier {
    if (!this.atKind("name")) this.fail({ message: `expected ${what}, found ${this.found()}`, help });
    const { text, span } = this.next();
    return { text, span };
  }

  /** Reads a number, or throws `SyntaxFault`. */
  expectNumber(what: string, help: string): NumberLiteral {
    if (!this.atKind("number")) this.fail({ message: `expected ${what}, found ${this.found()}`, help });
    const { text, span } = this.next();
    return { value: Number(text), text, span };
  }

  /** Reads a text in quotes if one is ahead. */
  acceptString(): StringLiteral | undefined {
    if (!this.atKind("string")) return undefined;
    if (this.peek().isForeign) this.reportOnce({ message: "texts have double quotes", help: 'write `"…"`' });
    const { text, span } = this.next();
    return { value: text, span };
  }

  /** The token ahead, in words for a diagnostic. */
  found(): string {
    const { kind, text } = this.peek();
    if (kind === "end") return text;
    return kind === "string" ? "a text in quotes" : `\`${text}\``;
  }

  /** Whether a keyword and a name begin a declaration here; a field may be called `message` too. */
  atDeclaration(): boolean {
    return (
      declarationKeywords.some((keyword) => this.at(keyword)) &&
      this.atKind("name", 1) &&
      this.peek().startsLine
    );
  }

  /** Reports a fault and continues. Default position: the next token. */
  report(finding: Finding, span: Span = this.peek().span): void {
    this.#report(diagnosticAt(this.source, span, finding));
  }

  /** Reports a fault that a file may have on every line, the first time only. */
  reportOnce(finding: Finding, span?: Span): void {
    if (this.#once.has(finding.message)) return;
    this.#once.add(finding.message);
    this.report(finding, span);
  }

  /** Takes a fault that `reportOnce` would report for reported. */
  expectReported({ message }: Finding): void {
    this.#once.add(message);
  }

  /** Throws `SyntaxFault` where a fault has been reported before. */
  giveUp(): never {
    throw new SyntaxFault("reported before");
  }

  /** Reports a fault and throws `SyntaxFault`. */
  fail(finding: Finding, span?: Span): never {
    this.report(finding, span);
    throw new SyntaxFault(finding.message);
  }

  #reportStrayDocs(token: Token): void {
    if (!token.docs) return;
    const help = "put it directly above a namespace, declaration, field or member, or make it a `//` comment";
    this.report({ message: "this doc comment belongs to nothing", help }, token.docs.span);
  }
}
