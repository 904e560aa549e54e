import type { Client, SessionHandle } from "@aiwhisperer/client";
import type { SessionSummary } from "@aiwhisperer/protocol";
import { explainFailure } from "./failure-text.ts";
import type { Screen } from "./screen.ts";
import { SessionView } from "./session-view.ts";
import { oneLine } from "./terminal-text.ts";

const RECAP_MESSAGES = 10;
const LISTED_SESSIONS = 20;

/** What a person at a terminal does with sessions: one of them is open at a time. Methods reject as the client's do. */
export class Conversation {
  readonly #client: Client;
  readonly #screen: Screen;
  readonly #onIdle: () => void;
  #session: SessionHandle | undefined;
  #view: SessionView | undefined;
  /** The sessions that were listed last, as the person numbers them. */
  #listed: readonly SessionSummary[] = [];

  /** `onIdle` is called when an answer has ended and no other is waited for. */
  constructor(client: Client, screen: Screen, onIdle: () => void) {
    this.#client = client;
    this.#screen = screen;
    this.#onIdle = onIdle;
  }

  /** Whether an answer is coming or waited for. */
  get isBusy(): boolean {
    const state = this.#session?.state;
    if (state === undefined) return false;
    const isSending = state.messages.some(
      (message) => message.role === "user" && message.delivery === "pending",
    );
    return isSending || state.activeTurn !== undefined || state.queuedTurns.length > 0;
  }

  /** Starts a session and opens it. */
  async start(model?: string): Promise<void> {
    const session = await this.#client.startSession(model === undefined ? {} : { model });
    await this.#open(session);
  }

  /** Opens a session by its id, or by its number in the last listing, and shows how it ends. */
  async attach(name: string): Promise<void> {
    const session = await this.#client.attachSession(this.#idOf(name));
    await session.whenCaughtUp();
    await this.#open(session);
    this.#view?.recap(RECAP_MESSAGES);
  }

  /** Deletes a session by its id, or by its number in the last listing; where it is the open one, another is started. */
  async delete(name: string): Promise<void> {
    const session = this.#client.session(this.#idOf(name));
    const isOpen = session === this.#session;
    // That it ends first is no news to whoever deletes it.
    if (isOpen) this.#view?.dispose();
    try {
      await session.delete();
    } catch (error) {
      if (isOpen) this.#view = this.#createView(session);
      throw error;
    }
    this.#screen.line(`Session ${session.sessionId} has been deleted.`);
    if (isOpen) await this.start();
  }

  /** Sends a message. Resolves once it is stored; the answer comes to the screen by itself. */
  async send(message: string): Promise<void> {
    const takeBack = this.#view?.expect(message);
    try {
      await this.#session?.send(message).accepted;
    } catch (error) {
      takeBack?.();
      throw error;
    }
  }

  /** Stops the answer that is coming. */
  async stop(): Promise<void> {
    if (this.#session !== undefined && this.isBusy) await this.#session.cancel();
    else this.#screen.line("No answer is coming that could be stopped.");
  }

  /** Shows the whole session. */
  history(): void {
    this.#view?.recap(Number.POSITIVE_INFINITY);
  }

  /** Lists the sessions that were used last. */
  async list(): Promise<void> {
    const { sessions, nextCursor } = await this.#client.rpc.listSessions({ limit: LISTED_SESSIONS });
    this.#listed = sessions;
    for (const [index, summary] of sessions.entries()) this.#screen.line(this.#describe(summary, index + 1));
    if (nextCursor !== undefined) this.#screen.line(`(the last ${LISTED_SESSIONS})`);
    this.#screen.line("/attach NUMBER opens one, /delete NUMBER deletes one.");
  }

  /** Lists the models that a session can be started with. */
  async listModels(): Promise<void> {
    const { models } = await this.#client.rpc.listModels();
    for (const { model, usable, isDefault, reason = "cannot be used" } of models) {
      const name = model.endsWith(":") ? `${model}MODEL` : model;
      const note = isDefault ? "default" : "";
      this.#screen.line(
        usable
          ? `  ${name.padEnd(24)} ${note}`.trimEnd()
          : this.#screen.style.dim(`  ${name.padEnd(24)} ${reason}`),
      );
    }
    this.#screen.line("/new MODEL starts a session with one.");
  }

  /** Shows nothing more. */
  dispose(): void {
    this.#view?.dispose();
  }

  async #open(session: SessionHandle): Promise<void> {
    const { session: summary } = await this.#client.rpc.getSession({ sessionId: session.sessionId });
    const before = this.#session;
    this.#view?.dispose();
    this.#session = session;
    if (before !== undefined && before !== session) this.#leave(before);
    const model = summary.model === "demo" ? "demo, a demonstration by fixed rules and no AI" : summary.model;
    this.#screen.line(this.#screen.style.dim(`Session ${session.sessionId}, model ${model}`));
    this.#view = this.#createView(session);
  }

  #createView(session: SessionHandle): SessionView {
    return new SessionView(session, this.#screen, () => {
      if (!this.isBusy) this.#onIdle();
    });
  }

  /** A name is an id, or a number in the last listing; the numbers stay what they were until the next one. */
  #idOf(name: string): string {
    const listed = /^\d{1,3}$/.test(name) ? this.#listed[Number(name) - 1] : undefined;
    return listed?.sessionId ?? name;
  }

  /** Nothing depends on how soon the server learns that a session is no longer looked at. */
  #leave(session: SessionHandle): void {
    session.detach().catch((error: unknown) => {
      this.#screen.note(explainFailure(error) ?? String(error));
    });
  }

  #describe({ sessionId, title, updatedAt, model, activeTurnId }: SessionSummary, number: number): string {
    const mark = sessionId === this.#session?.sessionId ? "*" : " ";
    const time = new Date(updatedAt).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
    const running = activeTurnId === undefined ? "" : "  answering";
    return `${mark}${String(number).padStart(3)}  ${time}  ${oneLine(title, 48) || "(empty)"}  ${this.#screen.style.dim(model)}${running}`;
  }
}
