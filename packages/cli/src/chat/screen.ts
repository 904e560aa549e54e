import type { TextOutput } from "../tool/tool-call-view.ts";

/** Events that the user causes on a screen. */
export interface ScreenListener {
  /** Something was typed, as a rule one line; what is pasted counts as one with what is typed behind it. */
  onLine(text: string): void;
  /** Ctrl-C was pressed while nothing was typed. */
  onInterrupt(): void;
  /** There will be no more lines: Ctrl-D, or the end of what was piped in. */
  onEnd(): void;
}

/** The screen of a conversation: an output that grows at its end, and a prompt below it. */
export interface Screen extends TextOutput {
  readonly isTerminal: boolean;
  /** Ends the line that the output is in, if it is in one. */
  endLine(): void;
  /** Writes a note beside the conversation, as a line of the error stream. */
  note(text: string): void;
  /** Asks for a line. What had been typed already stays. */
  prompt(text?: string): void;
  /**
   * Asks for nothing any more. What had been typed is no answer to what is asked next; a message that was not
   * sent comes back with its prompt.
   */
  withdrawPrompt(): void;
  /** Restores the terminal. */
  close(): void;
}

/** The prompt of messages. */
export const PROMPT = "> ";
