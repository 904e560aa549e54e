import type { TextStyle } from "../terminal/terminal-text.ts";

/** An output that grows at its end. */
export interface TextOutput {
  readonly style: TextStyle;
  readonly isAtLineStart: boolean;
  /** Adds text where the output ends. */
  write(text: string): void;
  /** Adds a line, on a line of its own. */
  line(text?: string): void;
}
