import { listEntries, type SessionHandle, type ToolCall } from "@aiwhisperer/client";
import type { CommandHost } from "../kit/command-host.ts";
import { styleOf, withoutControls } from "../terminal/terminal-text.ts";
import { describeCall, describeResult } from "../tool/call-text.ts";

/**
 * Writes a turn as it comes: the text of its answer, and nothing else, to the output; a line for every tool
 * call that has ended to the error stream. Each message of the answer begins on a line of its own.
 */
export class TurnWriter {
  readonly #session: SessionHandle;
  readonly #turnId: string;
  readonly #host: CommandHost;
  /** Length of what is written, by message. */
  readonly #written = new Map<string, number>();
  readonly #told = new Set<string>();
  #newestMessageId: string | undefined;
  #isAtLineStart = true;

  constructor(session: SessionHandle, turnId: string, host: CommandHost) {
    this.#session = session;
    this.#turnId = turnId;
    this.#host = host;
  }

  /** Writes what is new. */
  update(): void {
    for (const entry of listEntries(this.#session.state)) {
      if (entry.turnId !== this.#turnId) continue;
      if (entry.role === "assistant") this.#writeText(entry.messageId, entry.text);
      else if (entry.role === "tool" && entry.result !== undefined) this.#tell(entry);
    }
  }

  /** Ends the line that the output is in, if it is in one. */
  endLine(): void {
    if (!this.#isAtLineStart) this.#host.stdout.write("\n");
    this.#isAtLineStart = true;
  }

  /** Ends the line where the next one goes to the same screen, on the error stream. */
  leaveLine(): void {
    if (this.#host.stdout.isTTY === true) this.endLine();
  }

  #writeText(messageId: string, text: string): void {
    const delta = text.slice(this.#written.get(messageId) ?? 0);
    if (delta === "") return;
    if (messageId !== this.#newestMessageId) this.endLine();
    this.#newestMessageId = messageId;
    this.#written.set(messageId, text.length);
    const { stdout } = this.#host;
    stdout.write(stdout.isTTY === true ? withoutControls(delta) : delta);
    this.#isAtLineStart = delta.endsWith("\n");
  }

  #tell(call: ToolCall): void {
    if (this.#told.has(call.toolCallId) || call.result === undefined) return;
    this.#told.add(call.toolCallId);
    this.leaveLine();
    const { stderr, env } = this.#host;
    const line = `● ${describeCall(call)} … ${describeResult(call.result)}`;
    stderr.write(`${styleOf(stderr, env).dim(line)}\n`);
  }
}
