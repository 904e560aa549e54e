import type { Span } from "../text/source-text.ts";

/** What a token is. `end` closes every token list. */
export type TokenKind = "name" | "number" | "string" | "pattern" | "symbol" | "end";

/** One word, number, text or sign of a `.def` file. */
export interface Token {
  readonly kind: TokenKind;
  /**
   * As written, a pattern with its slashes; for a string its value, without quotes and with escapes resolved.
   */
  readonly text: string;
  readonly span: Span;
  /** Whether a string has quotes of another language. */
  readonly isForeign?: boolean;
  /** Whether it is the first token of its line. */
  readonly startsLine: boolean;
  /** The `///` comment directly before the token. */
  readonly docs?: DocComment;
}

/** Lines of `///` in a row, without the slashes. */
export interface DocComment {
  readonly text: string;
  readonly span: Span;
}
