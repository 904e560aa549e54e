import { ConnectionLostError, type SessionHandle } from "@aiwhisperer/client";
import { until } from "../../client/support/until.ts";
import type { Findings } from "./audit-history.ts";
import type { Random } from "./random.ts";
import { createStormClient, type FinalState, leaveSession, type StormClient } from "./storm-client.ts";
import { WaitList } from "./wait-list.ts";

/** A message that the server said it has. */
export interface Acknowledged {
  readonly sessionId: string;
  readonly text: string;
  readonly messageId: string;
  readonly turnId: string;
}

/** What a group of clients works with. */
export interface StormGroupOptions {
  readonly url: string;
  readonly name: string;
  readonly clients: number;
  readonly random: Random;
  /**
   * Messages after which the group continues with a new session, so that a long storm does not become one
   * endless conversation.
   */
  readonly messagesPerSession: number;
  /** What a client says next; the group adds a mark that makes every message another one. */
  readonly ask: (random: Random) => string;
  /** Called with every text that any client gets. */
  readonly onText?: (text: string) => void;
  /**
   * What a client does in a session beside talking, from its beginning until it leaves. Returns the way to
   * end that.
   */
  readonly onJoin?: (member: StormClient, session: SessionHandle) => () => void;
}

/**
 * Several clients that talk in one session at once, each as fast as its answers come, until they are stopped.
 * They connect again by themselves and know nothing of the storm.
 */
export class StormGroup {
  readonly acknowledged: Acknowledged[] = [];
  /** Texts of messages that the server may or may not have. */
  readonly unknown: string[] = [];
  /** Failures that no storm excuses. */
  readonly failures: unknown[] = [];
  readonly finalStates: FinalState[] = [];
  /** The sessions that it has talked in, in order. */
  readonly sessionIds: string[] = [];
  readonly members: readonly StormClient[];
  readonly #options: StormGroupOptions;
  readonly #waits: WaitList;
  #sent = 0;
  #isStopping = false;
  #isClosed = false;

  constructor(options: StormGroupOptions) {
    this.#options = options;
    const { url, random, onText } = options;
    const onFault = (error: unknown): void => void this.failures.push(error);
    this.#waits = new WaitList(options.name);
    this.members = Array.from({ length: options.clients }, () =>
      createStormClient({ url, random: random.fork(), onFault, onText }),
    );
  }

  /**
   * Talks, session after session, until `stop`; resolves when everything that was sent has been answered and
   * every client has all of it.
   */
  async run(): Promise<void> {
    while (!this.#isStopping) await this.runSession();
  }

  /** Talks in one session, until every client has all of it. */
  async runSession(): Promise<void> {
    const sessionId = await this.#waits.for("the start of a session", this.#startSession());
    this.sessionIds.push(sessionId);
    const last = this.#sent + this.#options.messagesPerSession;
    const ends = this.members.map((member) =>
      this.#options.onJoin?.(member, member.client.session(sessionId)),
    );
    await Promise.all(this.members.map((member) => this.#talk(member, sessionId, last)));
    await Promise.all(this.members.map(({ client }) => this.#untilSettled(client.session(sessionId))));
    await Promise.all(this.members.map((member) => this.#leave(member, sessionId)));
    for (const end of ends) end?.();
  }

  /** What its clients still wait for: nothing, when a storm has been over for long enough. */
  get unfinished(): Findings {
    return this.#waits.unfinished;
  }

  /** Lets every client end its last message. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Closes all clients. */
  close(): void {
    this.#isClosed = true;
    for (const { client } of this.members) client.close();
  }

  async #startSession(): Promise<string> {
    const [first] = this.members;
    for (;;) {
      try {
        const session = await first!.client.startSession({ metadata: { group: this.#options.name } });
        return session.sessionId;
      } catch (error) {
        // The line broke before the answer: whether there is such a session now is of no interest.
        if (!(error instanceof ConnectionLostError) || this.#isClosed) throw error;
      }
    }
  }

  async #talk(member: StormClient, sessionId: string, last: number): Promise<void> {
    const session = member.client.session(sessionId);
    session.follow();
    while (!this.#isStopping && this.#sent < last) await this.#say(member, session);
  }

  /** Sends one message and mostly waits for its answer. */
  async #say({ random }: StormClient, session: SessionHandle): Promise<void> {
    this.#sent += 1;
    const { sessionId } = session;
    const text = `${this.#options.ask(random)} (${this.#options.name} ${this.#sent})`;
    const send = session.send(text);
    try {
      const receipt = await this.#waits.for(`an acknowledgement of "${text}"`, send.accepted);
      this.acknowledged.push({ sessionId, text, ...receipt });
      if (random.chance(0.1)) await this.#waits.for(`a cancellation of "${text}"`, send.cancel());
      if (random.chance(0.9)) await this.#waits.for(`the end of "${text}"`, send.result);
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) this.failures.push(error);
      if (!this.acknowledged.some((known) => known.text === text)) this.unknown.push(text);
    }
  }

  /**
   * Resolves when the client knows of every message of the session that was acknowledged, and nothing runs or
   * waits as far as it knows.
   */
  async #untilSettled(session: SessionHandle): Promise<void> {
    const { sessionId } = session;
    const acknowledged = this.acknowledged.filter((message) => message.sessionId === sessionId);
    const settled = until(session, ({ error, caughtUp, activeTurn, queuedTurns, turns }) => {
      const isQuiet = caughtUp && activeTurn === undefined && queuedTurns.length === 0;
      const known = new Set(turns.map(({ turnId }) => turnId));
      return error !== undefined || (isQuiet && acknowledged.every(({ turnId }) => known.has(turnId)));
    });
    await this.#waits.for(`the end of all turns of session ${session.sessionId}`, settled);
  }

  async #leave(member: StormClient, sessionId: string): Promise<void> {
    const final = await leaveSession(member, sessionId, this.#waits);
    if (final.state.error !== undefined) this.failures.push(final.state.error);
    this.finalStates.push(final);
  }
}
