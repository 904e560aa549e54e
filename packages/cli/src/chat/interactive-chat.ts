import type { Client } from "@aiwhisperer/client";
import type { CommandHost } from "../kit/command-host.ts";
import { reportConnection } from "../terminal/connection-notes.ts";
import { explainFailure } from "../terminal/failure-text.ts";
import { type ApproveRule, approvalQuestion } from "../tool/approval-answer.ts";
import { waitingNote } from "../tool/approval-dialog.ts";
import type { OpenQuestion } from "../tool/approval-queue.ts";
import type { QuestionForm } from "../tool/question-form.ts";
import { runChatCommand } from "./chat-commands.ts";
import { parseChatLine } from "./chat-line.ts";
import { Conversation } from "./conversation.ts";
import type { InputHistory } from "./input-history.ts";
import { LineScreen } from "./line-screen.ts";
import type { Screen, ScreenListener } from "./screen.ts";
import { TerminalScreen } from "./terminal-screen.ts";

/** The session that a conversation begins with: the named one, or a new one. */
export interface FirstSession {
  readonly sessionId?: string | undefined;
  readonly model?: string | undefined;
}

/** What a conversation is made of. */
export interface InteractiveChatOptions {
  /** Decides about tool calls without asking the user. */
  readonly rule?: ApproveRule | undefined;
  /** Messages that were typed before. */
  readonly history: InputHistory;
}

/** What a person was asked when a line was typed. */
interface Asked {
  readonly question: OpenQuestion | undefined;
  readonly form: QuestionForm | undefined;
}

/** A person's conversation at the terminal, from the first prompt to the last. */
export class InteractiveChat {
  readonly #screen: Screen;
  readonly #conversation: Conversation;
  readonly #ended = Promise.withResolvers<number>();
  readonly #disposals: readonly (() => void)[];
  /** What the lines typed so far ask for, one after the other. */
  #work: Promise<void> = Promise.resolve();
  #isOpen = false;
  #isInputOver = false;
  #isStopping = false;

  constructor(client: Client, host: CommandHost, { rule, history }: InteractiveChatOptions) {
    const listener: ScreenListener = {
      onLine: (text) => this.#accept(text),
      onInterrupt: () => this.#interrupt(),
      onEnd: () => this.#endInput(),
    };
    this.#screen = openScreen(host, listener, history);
    const onChange = (): void => this.#settle();
    this.#conversation = new Conversation(client, { screen: this.#screen, rule, onChange });
    this.#disposals = [
      reportConnection(client.connection, (text) => this.#screen.note(text)),
      host.onStopSignal((signal) => (signal === "SIGINT" ? this.#interrupt() : this.#ended.resolve(0))),
    ];
  }

  /**
   * Talks until the person leaves, and resolves with the exit code: 1 where the input ended and an answer
   * waits for a decision, else 0. Rejects when the first session cannot be opened, or for a mistake of this
   * program.
   */
  async run(first: FirstSession): Promise<number> {
    try {
      // Lines that are there already wait until the session is open.
      this.#work = this.#open(first).then(
        () => this.#settle(),
        (error: unknown) => this.#ended.reject(error),
      );
      return await this.#ended.promise;
    } finally {
      for (const dispose of this.#disposals) dispose();
      this.#conversation.dispose();
      this.#screen.close();
    }
  }

  /** A line answers what was asked when it was typed, whatever is asked when its turn comes. */
  #accept(text: string): void {
    const line = parseChatLine(text);
    // Who leaves does not wait for what a server that is away may never answer.
    if (this.#screen.isTerminal && line.type === "command" && line.name === "quit") this.#leave();
    const { question, form } = this.#conversation;
    this.#queue(() => this.#handle(text, { question, form }));
  }

  #endInput(): void {
    if (this.#screen.isTerminal && this.#isOpen) this.#leave();
    else {
      this.#queue(async () => {
        this.#isInputOver = true;
      });
    }
  }

  /** Ends the conversation at once and reports what it leaves behind. */
  #leave(): void {
    if (this.#conversation.isSending) this.#screen.note("The last message has not reached the server.");
    this.#ended.resolve(0);
  }

  async #open({ sessionId, model }: FirstSession): Promise<void> {
    if (sessionId === undefined) await this.#conversation.start(model);
    else await this.#conversation.attach(sessionId);
    this.#screen.line(this.#screen.style.dim("/help lists the commands."));
    this.#isOpen = true;
  }

  /** Does one thing after the other. */
  #queue(action: () => Promise<void>): void {
    this.#work = this.#work.then(() => this.#attempt(action)).then(() => this.#settle());
  }

  /** Runs an action and reports its failure as text. */
  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const text = explainFailure(error);
      if (text === undefined) this.#ended.reject(error);
      else this.#screen.note(text);
    }
  }

  async #handle(text: string, { question, form }: Asked): Promise<void> {
    const line = parseChatLine(text);
    if (line.type === "message" && question !== undefined) await this.#conversation.answer(question, text);
    else if (question === undefined && form !== undefined && line.type !== "command") {
      await this.#conversation.fill(form, line.type === "message" ? line.text : "");
    } else if (line.type === "message") await this.#conversation.send(line.text);
    if (line.type === "command") {
      const target = {
        conversation: this.#conversation,
        screen: this.#screen,
        quit: () => this.#ended.resolve(0),
      };
      await runChatCommand(target, line);
    }
  }

  /**
   * While an answer comes there is no prompt; after the last line that was piped in, its answer is waited
   * for.
   */
  #settle(): void {
    if (!this.#isOpen) return;
    const { question, form, isBusy } = this.#conversation;
    if (question !== undefined) {
      this.#ask(question);
      return;
    }
    if (form !== undefined) {
      this.#askField(form);
      return;
    }
    if (isBusy && !(this.#isInputOver && this.#screen.isTerminal)) return;
    if (this.#isInputOver) this.#ended.resolve(0);
    else this.#screen.prompt();
  }

  #ask({ session, call }: OpenQuestion): void {
    if (!this.#isInputOver) {
      this.#screen.prompt(approvalQuestion(call.approval ?? {}));
      return;
    }
    if (!this.#screen.isTerminal) this.#screen.note(waitingNote(session, call));
    this.#ended.resolve(this.#screen.isTerminal ? 0 : 1);
  }

  #askField(form: QuestionForm): void {
    if (!this.#isInputOver) {
      this.#screen.prompt(form.promptLines().at(-1));
      return;
    }
    if (!this.#screen.isTerminal) this.#screen.note("A tool asks a question, but no one can answer it here.");
    this.#ended.resolve(this.#screen.isTerminal ? 0 : 1);
  }

  /** Stops the answer that is coming. Without one, or when that has been asked already, leaves. */
  #interrupt(): void {
    if (!this.#conversation.isBusy || this.#isStopping) {
      this.#leave();
      return;
    }
    this.#isStopping = true;
    void this.#attempt(() => this.#conversation.stop()).then(() => {
      this.#isStopping = false;
    });
  }
}

/** Opens the screen of a terminal, or of an input and output that are none. */
export function openScreen(host: CommandHost, listener: ScreenListener, history: InputHistory): Screen {
  const isTerminal = host.stdin.isTTY === true && host.stdout.isTTY === true;
  return isTerminal ? new TerminalScreen(host, listener, history) : new LineScreen(host, listener);
}
