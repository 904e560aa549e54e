import {
  type Client,
  ConnectionLostError,
  createClient,
  type SessionHandle,
  type SessionState,
} from "@aiwhisperer/client";
import { until } from "../../client/support/until.ts";
import type { Random } from "./random.ts";
import { WireTap } from "./wire-tap.ts";

/** A message that the server said it has. */
export interface Acknowledged {
  readonly sessionId: string;
  readonly text: string;
  readonly messageId: string;
  readonly turnId: string;
}

/** One client of a storm, with what it was told. */
export interface StormClient {
  readonly client: Client;
  readonly tap: WireTap;
  readonly random: Random;
  /** Sequences that listeners were told, by session. */
  readonly told: ToldSequences;
}

/** What one client had of one session when it was done with it. */
export interface FinalState {
  readonly sessionId: string;
  readonly state: SessionState;
  /** Sequences that a listener was told. */
  readonly told: readonly number[];
}

/** What a group of clients works with. */
export interface StormGroupOptions {
  readonly url: string;
  readonly name: string;
  readonly clients: number;
  readonly random: Random;
  /** Messages after which the group goes on with a new session, so that a long storm does not become one endless conversation. */
  readonly messagesPerSession: number;
  /** What a client says next; the group adds a mark that makes every message another one. */
  readonly ask: (random: Random) => string;
  /** Called with every text that any client gets. */
  readonly onText?: () => void;
}

const eventNames = [
  "SessionStatusNotification",
  "UserMessageNotification",
  "TurnStatusNotification",
  "AIMessageChunkNotification",
  "MessageDiscardedNotification",
] as const;

/**
 * Several clients that talk in one session at once, each as fast as its answers come, until they are told to stop. They connect again by themselves
 * and know nothing of the storm.
 */
export class StormGroup {
  readonly acknowledged: Acknowledged[] = [];
  /** Texts of messages of which nobody knows whether the server has them. */
  readonly unknown: string[] = [];
  /** Failures that no storm excuses. */
  readonly failures: unknown[] = [];
  readonly finalStates: FinalState[] = [];
  readonly members: readonly StormClient[];
  readonly #options: StormGroupOptions;
  #sent = 0;
  #isStopping = false;

  constructor(options: StormGroupOptions) {
    this.#options = options;
    this.members = Array.from({ length: options.clients }, () => this.#createMember());
  }

  /** Talks, session after session, until `stop`; resolves when everything that was sent has been answered and every client has all of it. */
  async run(): Promise<void> {
    while (!this.#isStopping) await this.runSession();
  }

  /** Talks in one session, until every client has all of it. */
  async runSession(): Promise<void> {
    const sessionId = await this.#startSession();
    const last = this.#sent + this.#options.messagesPerSession;
    await Promise.all(this.members.map((member) => this.#talk(member, sessionId, last)));
    await Promise.all(this.members.map(({ client }) => this.#untilSettled(client.session(sessionId))));
    await Promise.all(this.members.map((member) => this.#leave(member, sessionId)));
  }

  /** Lets every client end its last message. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Closes all clients. */
  close(): void {
    for (const { client } of this.members) client.close();
  }

  #createMember(): StormClient {
    const { url, random, onText } = this.#options;
    const tap = new WireTap();
    if (onText !== undefined) tap.onText = onText;
    const client = createClient({
      url,
      createTransport: tap.open,
      reconnect: { minDelayMs: 5, maxDelayMs: 150 },
      onFault: (error) => this.failures.push(error),
    });
    return { client, tap, random: random.fork(), told: recordSequences(client) };
  }

  async #startSession(): Promise<string> {
    const [first] = this.members;
    for (;;) {
      try {
        const session = await first!.client.startSession({ metadata: { group: this.#options.name } });
        return session.sessionId;
      } catch (error) {
        // The line broke before the answer: whether there is such a session now is of no interest.
        if (!(error instanceof ConnectionLostError)) throw error;
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
      this.acknowledged.push({ sessionId, text, ...(await send.accepted) });
      if (random.chance(0.1)) await send.cancel();
      if (random.chance(0.9)) await send.result;
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) this.failures.push(error);
      if (!this.acknowledged.some((known) => known.text === text)) this.unknown.push(text);
    }
  }

  /** Resolves when nothing of the session runs or waits, as far as the client knows. */
  async #untilSettled(session: SessionHandle): Promise<void> {
    await until(
      session,
      ({ error, caughtUp, activeTurn, queuedTurns }) =>
        error !== undefined || (caughtUp && activeTurn === undefined && queuedTurns.length === 0),
    );
  }

  /** Waits for the last event that the server has, and notes what the client has then. */
  async #leave({ client, told }: StormClient, sessionId: string): Promise<void> {
    const { sequence } = (await client.rpc.getSession({ sessionId })).session;
    const session = client.session(sessionId);
    await until(session, (state) => state.error !== undefined || state.sequence >= sequence);
    const { state } = session;
    if (state.error !== undefined) this.failures.push(state.error);
    this.finalStates.push({ sessionId, state, told: [...(told.get(sessionId) ?? [])] });
    await session.detach();
  }
}

/** Sequences by session, each as often as it was told, merged ones one by one. */
export type ToldSequences = ReadonlyMap<string, readonly number[]>;

/** Records the sequences that listeners to a client are told from now on. */
export function recordSequences(client: Client): ToldSequences {
  const told = new Map<string, number[]>();
  const record = ({ sessionId, sequence, firstSequence = sequence }: EventPosition) => {
    const sequences = told.get(sessionId) ?? [];
    told.set(sessionId, sequences);
    for (let next = firstSequence; next <= sequence; next += 1) sequences.push(next);
  };
  for (const name of eventNames) client.on(name, record);
  return told;
}

interface EventPosition {
  readonly sessionId: string;
  readonly sequence: number;
  readonly firstSequence?: number;
}
