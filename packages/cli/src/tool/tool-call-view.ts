import type { SessionHandle, ToolCall } from "@aiwhisperer/client";
import type { InteractiveNotifications } from "@aiwhisperer/protocol";
import { programText, type TextStyle } from "../terminal/terminal-text.ts";
import { describeCall, describeResult } from "./call-text.ts";
import { displayLines } from "./display-lines.ts";

type CallEvent = InteractiveNotifications["ToolCallNotification"];
type ProgressEvent = InteractiveNotifications["ToolProgressNotification"];
type ResultEvent = InteractiveNotifications["ToolResultNotification"];

const MAX_LIVE_LINES = 20;
const MAX_LIVE_LINE_LENGTH = 500;
const MAX_DISPLAY_LINES = 40;

/** What of a running tool's output is on the screen. */
interface LiveOutput {
  readonly lines: number;
  /** The line that has not ended yet. */
  readonly rest: string;
}

/**
 * The tool calls of a session on the screen: a line for each, which its result ends where nothing came
 * between, the beginning of its output while it runs, and what it has changed.
 */
export class ToolCallView {
  readonly #output: TextOutput;
  readonly #session: SessionHandle;
  readonly #unsubscribe: readonly (() => void)[];
  readonly #live = new Map<string, LiveOutput>();
  /** The call whose line the output ends with, so that its result can follow there. */
  #openCallId: string | undefined;

  /** Begins to show what comes. */
  constructor(session: SessionHandle, output: TextOutput) {
    this.#session = session;
    this.#output = output;
    this.#unsubscribe = [
      session.on("ToolCallNotification", (call) => this.#showCall(call)),
      session.on("ToolProgressNotification", (progress) => this.#showProgress(progress)),
      session.on("ToolResultNotification", (result) => this.#showResult(result)),
    ];
  }

  /** Shows a call of the past as one line. */
  recap(call: ToolCall): void {
    const result = call.result === undefined ? "" : ` … ${describeResult(call.result)}`;
    this.#output.line(this.#output.style.dim(`● ${describeCall(call)}${result}`));
  }

  /** Shows nothing more. */
  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #showCall(call: CallEvent): void {
    if (!this.#output.isAtLineStart) this.#output.write("\n");
    this.#output.write(`● ${describeCall(call)}`);
    this.#openCallId = call.toolCallId;
  }

  #showProgress({ toolCallId, text = "" }: ProgressEvent): void {
    const { lines, rest } = this.#live.get(toolCallId) ?? { lines: 0, rest: "" };
    const parts = `${rest}${text}`.split("\n");
    const last = endOfLine(parts.pop() ?? "");
    this.#showLive(parts, lines);
    this.#live.set(toolCallId, {
      lines: lines + parts.length,
      rest: last,
    });
  }

  #showLive(texts: readonly string[], linesBefore: number): void {
    const { style } = this.#output;
    for (const [index, text] of texts.entries()) {
      const number = linesBefore + index;
      if (number > MAX_LIVE_LINES) return;
      const shown = number === MAX_LIVE_LINES ? "…" : programText(endOfLine(text), style);
      this.#output.line(`${style.dim("  │")} ${shown}`);
    }
  }

  #showResult(event: ResultEvent): void {
    const { toolCallId, isError } = event;
    const { lines = 0, rest = "" } = this.#live.get(toolCallId) ?? {};
    if (rest !== "") this.#showLive([rest], lines);
    this.#live.delete(toolCallId);
    const { style } = this.#output;
    const result = (isError ? style.warning : style.dim)(` … ${describeResult(event)}`);
    const call = this.#session.state.toolCalls.findLast((other) => other.toolCallId === toolCallId);
    const isOpen = this.#openCallId === toolCallId && !this.#output.isAtLineStart;
    if (isOpen) this.#output.write(`${result}\n`);
    else this.#output.line(`  ${call === undefined ? "" : describeCall(call)}${result}`);
    this.#showChange(event, call);
  }

  /** What was shown with the question need not be shown again. */
  #showChange({ display }: ResultEvent, call: ToolCall | undefined): void {
    if (display === undefined || display.text === call?.approval?.display?.text) return;
    for (const line of displayLines(display, this.#output.style, MAX_DISPLAY_LINES)) {
      this.#output.line(`  ${line}`);
    }
  }
}

/** What was written last over a line of output, within bounds. */
function endOfLine(line: string): string {
  const start = line.lastIndexOf("\r", line.length - 2) + 1;
  return line.slice(start, start + MAX_LIVE_LINE_LENGTH);
}

/** An output that grows at its end. */
export interface TextOutput {
  readonly style: TextStyle;
  readonly isAtLineStart: boolean;
  /** Adds text where the output ends. */
  write(text: string): void;
  /** Adds a line, on a line of its own. */
  line(text?: string): void;
}
