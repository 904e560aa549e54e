import type { SessionHandle } from "@aiwhisperer/client";
import { explainFailure } from "../chat/failure-text.ts";
import { styleOf, type TextStyle } from "../chat/terminal-text.ts";
import type { CommandHost } from "../command-host.ts";
import {
  APPROVAL_QUESTION,
  type ApprovalAnswer,
  type ApproveRule,
  parseApprovalAnswer,
} from "./approval-answer.ts";
import { type ApprovalAsker, ApprovalDesk, type OpenQuestion } from "./approval-desk.ts";
import { approvalLines } from "./approval-lines.ts";
import { LineReader } from "./line-reader.ts";
import { waitingNote } from "./waiting-note.ts";

/** What a dialog is made of. */
export interface ApprovalDialogOptions {
  /** Decides beforehand, so that nobody is asked. */
  readonly rule?: ApproveRule | undefined;
  /** Who asks, in words; nothing where that is clear. */
  readonly askerOf?: (session: SessionHandle) => string | undefined;
  /** Called before something is written, so that what is on the screen can be ended. */
  readonly onWrite?: () => void;
}

/**
 * Questions about tool calls beside an output that belongs to something else: they are put on the error stream, at a terminal. Elsewhere it is told
 * that a decision is waited for.
 */
export class ApprovalDialog implements ApprovalAsker {
  /** Takes the sessions whose questions are put. */
  readonly desk: ApprovalDesk;
  readonly #host: CommandHost;
  readonly #style: TextStyle;
  readonly #askerOf: (session: SessionHandle) => string | undefined;
  readonly #onWrite: () => void;
  readonly #reader: LineReader;

  constructor(
    host: CommandHost,
    { rule, askerOf = () => undefined, onWrite = () => {} }: ApprovalDialogOptions,
  ) {
    this.#host = host;
    this.#style = styleOf(host.stderr, host.env);
    this.#askerOf = askerOf;
    this.#onWrite = onWrite;
    this.#reader = new LineReader(host.stdin, (text) => this.#accept(text));
    this.desk = new ApprovalDesk({ asker: this, rule });
  }

  onQuestion(question: OpenQuestion | undefined): void {
    if (question === undefined) return;
    const { stdin, stderr } = this.#host;
    const asker = this.#askerOf(question.session);
    const lines = approvalLines(question.call, this.#style);
    this.#write(asker === undefined ? lines : [`${asker}:`, ...lines]);
    if (stdin.isTTY === true && stderr.isTTY === true) {
      this.#reader.open();
      stderr.write(APPROVAL_QUESTION);
    } else this.#write([waitingNote(question.session, question.call)]);
  }

  note(text: string): void {
    // It comes where an answer would have been typed.
    if (this.#host.stderr.isTTY === true) this.#host.stderr.write("\n");
    this.#write([this.#style.warning(text)]);
  }

  onFault(error: unknown): void {
    this.#write([this.#style.warning(explainFailure(error) ?? String(error))]);
  }

  /** Asks nothing more. */
  close(): void {
    this.desk.dispose();
    this.#reader.close();
  }

  /** A line that is typed while nothing is asked is for nobody. */
  #accept(text: string): void {
    const { question } = this.desk;
    if (question === undefined) return;
    const answer = parseApprovalAnswer(text);
    if (answer === undefined) this.#host.stderr.write(APPROVAL_QUESTION);
    else void this.#give(question, answer);
  }

  async #give(question: OpenQuestion, answer: ApprovalAnswer): Promise<void> {
    try {
      await this.desk.answer(question, answer);
    } catch (error) {
      this.onFault(error);
    }
  }

  #write(lines: readonly string[]): void {
    this.#onWrite();
    this.#host.stderr.write(`${lines.join("\n")}\n`);
  }
}
