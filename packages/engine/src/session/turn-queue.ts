import { isTerminal, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { type SessionEvent, turnEvent } from "../event/session-event.ts";
import { Conversation } from "../state/conversation.ts";
import { discardedEvents, interruptedEvents } from "../state/cut-off-turn.ts";
import { waitsForPerson } from "../state/session-state.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import type { SessionStore } from "../store/session-store.ts";
import { TurnRun } from "../turn/turn-run.ts";
import { blockedLoopText } from "../watchdog/turn-watch.ts";

/** What happens to a turn that a restart cut off. */
export type RestartPolicy = "continue" | "interrupt";

/** What a queue of turns works on. */
export interface TurnQueueOptions {
  readonly store: SessionStore;
  readonly environment: SessionEnvironment;
  /** Called whenever a turn begins. */
  readonly onBegin: () => void;
}

/** Runs the turns of a session one after the other, and resumes one that was cut off. */
export class TurnQueue {
  readonly #store: SessionStore;
  readonly #conversation: Conversation;
  readonly #environment: SessionEnvironment;
  readonly #onBegin: () => void;
  /** Notices that are given once a session. */
  readonly #notices = new Set<string>();
  readonly #refusedSettings = new Set<string>();
  #run: TurnRun | undefined;
  #isEnded = false;
  /** A turn that was cut off while the session was paused: it resumes with the session. */
  #isCutOff = false;

  constructor({ store, environment, onBegin }: TurnQueueOptions) {
    this.#store = store;
    this.#conversation = new Conversation(store.state);
    this.#environment = environment;
    this.#onBegin = onBegin;
  }

  /** What models get of the session. */
  get conversation(): Conversation {
    return this.#conversation;
  }

  /** The turn at work. */
  get run(): TurnRun | undefined {
    return this.#run;
  }

  /** Runs a turn whose status Running is in the given append, then the ones behind it. */
  begin(turnId: string, appended: Promise<void>): void {
    const run = new TurnRun({
      turnId,
      store: this.#store,
      conversation: this.#conversation,
      environment: this.#environment,
      notices: this.#notices,
      refusedSettings: this.#refusedSettings,
    });
    this.#run = run;
    this.#onBegin();
    const { turnWatch } = this.#environment;
    turnWatch.began(turnId, () => {
      // A turn that waits for a person blocks nothing.
      if (!waitsForPerson(this.#store.state)) run.interrupt({ kind: "blocked" });
    });
    run.start(appended, () => {
      turnWatch.stopped(turnId, this.#hasEnded(turnId) ? "ended" : "left");
      // The next message may have begun its own run between this one's last append and its commit.
      if (this.#run === run) this.#run = undefined;
      this.beginNext();
    });
  }

  /**
   * Begins the first turn that waits, if none is at work and the session is neither paused nor at its end.
   */
  beginNext(): void {
    const [turnId] = this.#store.state.queue;
    const isFree = this.#run === undefined && !this.#isEnded && !this.#store.isLost;
    if (turnId === undefined || !isFree || this.#store.state.status === SessionStatus.Paused) return;
    // What waits then is for the next start to run.
    if (this.#environment.isDraining()) return;
    this.begin(turnId, this.#store.append([turnEvent(turnId, TurnStatus.Running)]));
  }

  /** Resumes after a pause. */
  async resume(): Promise<void> {
    this.#run?.release();
    if (this.#isCutOff) await this.#continue();
    else this.beginNext();
  }

  /** Cancels the turn at work. */
  cancel(): void {
    this.#run?.interrupt({ kind: "cancelled" });
  }

  /**
   * Aborts the running turn without appending events; the next owner resumes it from the log.
   */
  abandon(): void {
    this.#run?.interrupt({ kind: "abandoned" });
  }

  /** Cancels the turn at work and begins none any more. Resolves when it has ended. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.cancel();
    await this.#run?.done;
  }

  /**
   * Resumes from the log, after a start of the engine or a fault of the log: discards an answer that was cut
   * off and produces it again, and runs queued messages; or ends the turn as Interrupted.
   */
  async recover(policy: RestartPolicy): Promise<void> {
    const { activeTurnId, status } = this.#store.state;
    if (activeTurnId !== undefined && (policy === "interrupt" || this.#isWornOut(activeTurnId))) {
      await this.#store.append(this.#interruption(activeTurnId));
      this.beginNext();
    } else if (activeTurnId !== undefined && this.#hasBlockedLoop(activeTurnId)) {
      const message = blockedLoopText(this.#environment.limits);
      await this.#store.append(interruptedEvents(this.#store.state, activeTurnId, message));
      this.beginNext();
    } else if (activeTurnId === undefined) {
      this.beginNext();
    } else if (status === SessionStatus.Paused) {
      this.#isCutOff = true;
    } else {
      await this.#continue();
    }
  }

  async #continue(): Promise<void> {
    const { activeTurnId } = this.#store.state;
    this.#isCutOff = false;
    // It may have been cancelled meanwhile.
    if (activeTurnId === undefined) {
      this.beginNext();
      return;
    }
    const { registry } = this.#environment.tools;
    const keepsQuestion = (name: string) => registry.find(name)?.tool.keepsQuestion === true;
    const appended = this.#store.append(discardedEvents(this.#store.state, activeTurnId, keepsQuestion));
    this.begin(activeTurnId, appended);
    await appended;
  }

  /**
   * Whether a turn has been begun again too often without completing a step: it may be what brings the server
   * down. One that waits for a person is not.
   */
  #isWornOut(turnId: string): boolean {
    if (waitsForPerson(this.#store.state)) return false;
    const attempt = this.#store.state.turns.get(turnId)?.attempt ?? 1;
    return attempt > this.#environment.limits.maxTurnRestarts;
  }

  /**
   * Whether the loop was blocked while the turn ran, and it was resumed since. A turn that waits for a person
   * blocks nothing.
   */
  #hasBlockedLoop(turnId: string): boolean {
    const { state } = this.#store;
    const isWaiting = waitsForPerson(state) || state.status === SessionStatus.Paused;
    return !isWaiting && !this.#environment.turnWatch.mayResume(turnId);
  }

  #hasEnded(turnId: string): boolean {
    const turn = this.#store.state.turns.get(turnId);
    return turn !== undefined && isTerminal(turn.status);
  }

  #interruption(turnId: string): readonly SessionEvent[] {
    const { state } = this.#store;
    if (!this.#isWornOut(turnId)) return interruptedEvents(state, turnId);
    const { maxTurnRestarts } = this.#environment.limits;
    const message = `The server was restarted ${maxTurnRestarts + 1} times before the turn came any further (limit maxTurnRestarts). Send the message again to try once more.`;
    return interruptedEvents(state, turnId, message);
  }
}
