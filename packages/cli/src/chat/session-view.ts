import {
  type AssistantMessage,
  type ConversationEntry,
  findTurn,
  isTerminal,
  listEntries,
  type SessionHandle,
} from "@aiwhisperer/client";
import { Channel, type InteractiveNotifications, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { explainTurnFailure } from "../terminal/failure-text.ts";
import { shownText, withoutControls } from "../terminal/terminal-text.ts";
import { DraftCallView } from "../tool/draft-call-view.ts";
import { ToolCallView } from "../tool/tool-call-view.ts";
import type { Screen } from "./screen.ts";

type Chunk = InteractiveNotifications["AIMessageChunkNotification"];
type TurnChange = InteractiveNotifications["TurnStatusNotification"];

const LEFT_OUT = "left out of later requests to models";
/** Length of the start of a message that a note quotes, in UTF-16 units. */
const MAX_QUOTED_LENGTH = 40;

/** Notes on an answer that ended early, by stop reason. */
const earlyEnds: ReadonlyMap<string, string> = new Map([
  ["length", "The model reached its limit of length. Ask it to go on."],
  ["content_filter", "The provider's content rules ended the answer."],
  ["refusal", "The model refused to answer. Change the message and send it again."],
]);

/** What of a session is on the screen: its messages so far, and everything that comes, in order. */
export class SessionView {
  readonly #screen: Screen;
  readonly #session: SessionHandle;
  readonly #unsubscribe: readonly (() => void)[];
  /** Texts of messages that were typed here, and need not be shown again. */
  readonly #typed: string[] = [];
  readonly #toolCalls: ToolCallView;
  /** Only at a terminal: what is piped has calls that are whole. */
  readonly #draftCalls: DraftCallView | undefined;
  #channel: Channel = Channel.Final;
  #isPaused: boolean;

  /**
   * Begins to show what comes. `onPause` is called after it has been shown that a turn has ended, or that the
   * session is paused or resumed.
   */
  constructor(session: SessionHandle, screen: Screen, onPause: () => void) {
    this.#session = session;
    this.#screen = screen;
    this.#draftCalls = screen.isTerminal ? new DraftCallView(session, screen) : undefined;
    this.#toolCalls = new ToolCallView(session, screen);
    this.#isPaused = session.state.status === SessionStatus.Paused;
    this.#unsubscribe = [
      session.on("UserMessageNotification", ({ message }) => this.#showQuestion(message)),
      session.on("AIMessageChunkNotification", (chunk) => this.#showChunk(chunk)),
      session.on("MessageDiscardedNotification", () =>
        screen.note("The server was restarted; the answer begins anew."),
      ),
      session.on("MessageExcludedNotification", ({ messageId }) => this.#showExclusion(messageId)),
      session.on("SessionStatusNotification", ({ status, reason }) => {
        this.#showStatus(status, reason);
        onPause();
      }),
      session.on("TurnStatusNotification", (change) => {
        this.#showTurn(change);
        if (isTerminal(change.status)) onPause();
      }),
    ];
  }

  /** Marks a message as typed here. The returned function takes that back, where it was not sent. */
  expect(message: string): () => boolean {
    this.#typed.push(message);
    return () => this.#forget(message);
  }

  /**
   * Shows the last messages and tool calls of the session; an answer that is still coming continues where
   * they end.
   */
  recap(maxEntries: number): void {
    const entries = listEntries(this.#session.state);
    const hidden = entries.length - maxEntries;
    if (hidden > 0)
      this.#screen.line(this.#screen.style.dim(`(${hidden} earlier messages; /history shows them)`));
    for (const [index, entry] of entries.entries()) {
      if (index < hidden) continue;
      this.#showEntry(entry);
      if (entries[index + 1]?.turnId !== entry.turnId) this.#showEnd(entry.turnId);
    }
  }

  /** Shows nothing more. */
  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#draftCalls?.dispose();
    this.#toolCalls.dispose();
  }

  #showEntry(entry: ConversationEntry): void {
    switch (entry.role) {
      case "assistant":
        this.#showAnswer(entry);
        return;
      case "tool":
        this.#toolCalls.recap(entry);
        return;
      case "user":
        this.#showLine(entry.delivery === "failed" ? `${entry.text} (not sent)` : entry.text);
        if (entry.excluded !== undefined) this.#screen.line(this.#screen.style.dim(`(${LEFT_OUT})`));
    }
  }

  /** Shows how a turn ended that gave no whole answer. */
  #showEnd(turnId: string | undefined): void {
    const turn = turnId === undefined ? undefined : findTurn(this.#session.state, turnId);
    if (turn?.status === TurnStatus.Cancelled) this.#screen.line(this.#screen.style.dim("(stopped)"));
    if (turn?.error === undefined) return;
    this.#screen.line(this.#screen.style.dim(`(the answer failed: ${shownText(turn.error.message)})`));
  }

  /** The reason of an exclusion of the running turn is that of its failure, which is shown next. */
  #showExclusion(messageId: string): void {
    const { messages } = this.#session.state;
    const message = messages.findLast((other) => other.messageId === messageId);
    if (message === undefined) return;
    const text = shownText(message.text).replace(/\s+/g, " ").trim();
    const start = text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
    this.#screen.note(`“${start}” is ${LEFT_OUT}.`);
  }

  #showAnswer({ text, analysis, isFinal }: AssistantMessage): void {
    const { style } = this.#screen;
    this.#screen.endLine();
    if (analysis !== "") this.#screen.line(style.dim(shownText(analysis)));
    this.#screen.write(shownText(text));
    if (isFinal) this.#screen.endLine();
  }

  #showQuestion(message: string): void {
    if (!this.#forget(message)) this.#showLine(message);
  }

  /** Whether the message was typed here; each time it was counts once. */
  #forget(message: string): boolean {
    const index = this.#typed.indexOf(message);
    if (index >= 0) this.#typed.splice(index, 1);
    return index >= 0;
  }

  #showLine(message: string): void {
    this.#screen.line(this.#screen.style.bold(`> ${shownText(message)}`));
  }

  #showChunk({ chunk, channel = Channel.Final, isFinal }: Chunk): void {
    if (chunk !== "" && channel !== this.#channel) {
      this.#screen.endLine();
      this.#channel = channel;
    }
    const text = withoutControls(chunk);
    this.#screen.write(channel === Channel.Final ? text : this.#screen.style.dim(text));
    if (!isFinal) return;
    this.#screen.endLine();
    this.#channel = Channel.Final;
  }

  #showTurn({ status, stopReason = "", error, notice }: TurnChange): void {
    if (notice !== undefined) this.#screen.note(notice);
    const early = earlyEnds.get(stopReason);
    if (early !== undefined) this.#screen.note(early);
    if (status === TurnStatus.Cancelled) this.#screen.note("Stopped.");
    if (error !== undefined) this.#screen.note(`The answer failed: ${explainTurnFailure(error)}`);
  }

  #showStatus(status: SessionStatus, reason: string | undefined): void {
    const isPaused = status === SessionStatus.Paused;
    if (isPaused && !this.#isPaused) this.#screen.note("Paused. Type /resume to continue.");
    if (!isPaused && this.#isPaused && status === SessionStatus.Active) this.#screen.note("Resumed.");
    this.#isPaused = isPaused;
    if (status !== SessionStatus.Stopped && status !== SessionStatus.Error) return;
    const why = reason === undefined ? "" : ` (${reason})`;
    this.#screen.note(`The session has ended${why}. /new starts another one.`);
  }
}
