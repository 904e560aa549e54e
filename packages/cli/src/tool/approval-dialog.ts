import type { SessionHandle, ToolCall } from "@aiwhisperer/client";
import type { CommandHost } from "../kit/command-host.ts";
import { explainFailure } from "../terminal/failure-text.ts";
import { shownText, styleOf, type TextStyle } from "../terminal/terminal-text.ts";
import {
  type ApprovalAnswer,
  type ApproveRule,
  approvalQuestion,
  parseApprovalAnswer,
} from "./approval-answer.ts";
import { approvalLines } from "./approval-lines.ts";
import { type ApprovalAsker, ApprovalQueue, type OpenQuestion } from "./approval-queue.ts";
import { describeCall } from "./call-text.ts";
import { LineReader } from "./line-reader.ts";
import type { QuestionForm } from "./question-form.ts";
import { type QuestionAsker, QuestionQueue } from "./question-queue.ts";

/** What a dialog is made of. */
export interface ApprovalDialogOptions {
  /** Decides without asking the user. */
  readonly rule?: ApproveRule | undefined;
  /** Who asks, in words; nothing where that is clear. */
  readonly askerOf?: (session: SessionHandle) => string | undefined;
  /** Called before something is written, so that what is on the screen can be ended. */
  readonly onWrite?: () => void;
}

/**
 * Questions about tool calls, and of tools, beside an output that belongs to something else: they are put on
 * the error stream, at a terminal. Without a terminal it notes that a decision is pending, and declines what
 * a tool asks.
 */
export class ApprovalDialog implements ApprovalAsker, QuestionAsker {
  readonly #approvals: ApprovalQueue;
  readonly #questionQueue: QuestionQueue;
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
    this.#approvals = new ApprovalQueue({ asker: this, rule });
    this.#questionQueue = new QuestionQueue(this, this.#canAsk);
  }

  /** Whether a person has been asked something and has not answered yet. */
  get isAsking(): boolean {
    return this.#approvals.question !== undefined || this.#questionQueue.form !== undefined;
  }

  /** Takes the questions of a session, too. */
  add(session: SessionHandle): void {
    this.#approvals.add(session);
    this.#questionQueue.add(session);
  }

  /** Takes no more questions of a session. */
  remove(session: SessionHandle): void {
    this.#approvals.remove(session);
    this.#questionQueue.remove(session);
  }

  onQuestion(question: OpenQuestion | undefined): void {
    if (question === undefined) return;
    const asker = this.#askerOf(question.session);
    const lines = approvalLines(question.call, this.#style);
    this.#write(asker === undefined ? lines : [`${asker}:`, ...lines]);
    if (this.#canAsk) {
      this.#reader.open();
      this.#host.stderr.write(questionOf(question));
    } else this.#write([waitingNote(question.session, question.call)]);
  }

  onForm(form: QuestionForm | undefined): void {
    if (form === undefined) return;
    const asker = this.#askerOf(form.session);
    const lines = form.lines(this.#style);
    this.#write(asker === undefined ? lines : [`${asker}:`, ...lines]);
    this.#reader.open();
    if (this.#approvals.question === undefined) this.#putField(form);
  }

  note(text: string): void {
    // It comes where an answer would have been typed.
    if (this.#host.stderr.isTTY === true) this.#host.stderr.write("\n");
    this.#write([this.#style.warning(shownText(text))]);
  }

  onFault(error: unknown): void {
    this.#write([this.#style.warning(explainFailure(error) ?? shownText(String(error)))]);
  }

  /** Asks nothing more. */
  close(): void {
    this.#approvals.dispose();
    this.#questionQueue.dispose();
    this.#reader.close();
  }

  /** A line that is typed while nothing is asked is dropped. */
  #accept(text: string): void {
    const { question } = this.#approvals;
    const { form } = this.#questionQueue;
    if (question === undefined) {
      if (form !== undefined) void this.#fill(form, text);
      return;
    }
    const answer = parseApprovalAnswer(text, question.call.approval ?? {});
    if (answer === undefined) this.#host.stderr.write(questionOf(question));
    else void this.#give(question, answer);
  }

  async #give(question: OpenQuestion, answer: ApprovalAnswer): Promise<void> {
    try {
      await this.#approvals.answer(question, answer);
    } catch (error) {
      this.onFault(error);
    }
    const { form } = this.#questionQueue;
    if (this.#approvals.question === undefined && form !== undefined) this.#putField(form);
  }

  async #fill(form: QuestionForm, text: string): Promise<void> {
    try {
      const problem = await this.#questionQueue.fill(form, text);
      if (problem !== undefined) this.#write([problem]);
    } catch (error) {
      this.onFault(error);
    }
    if (this.#questionQueue.form === form) this.#putField(form);
  }

  #putField(form: QuestionForm): void {
    this.#host.stderr.write(form.promptLines().join("\n"));
  }

  get #canAsk(): boolean {
    const { stdin, stderr } = this.#host;
    return stdin.isTTY === true && stderr.isTTY === true;
  }

  #write(lines: readonly string[]): void {
    this.#onWrite();
    this.#host.stderr.write(`${lines.join("\n")}\n`);
  }
}

function questionOf({ call }: OpenQuestion): string {
  return approvalQuestion(call.approval ?? {});
}

/** The note for a tool call that waits for a decision that cannot be made here. */
export function waitingNote({ sessionId }: SessionHandle, call: ToolCall): string {
  return (
    `${describeCall(call)} waits for a decision, and no one can be asked here. Decide on the server's page, or with ` +
    `\`aiwhisperer chat --session ${sessionId}\` at a terminal; --approve decides beforehand.`
  );
}
