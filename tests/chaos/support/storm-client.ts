import { type Client, createClient, type SessionState } from "@aiwhisperer/client";
import { type InteractiveNotifications, interactive } from "@aiwhisperer/protocol";
import { until } from "../../client/support/until.ts";
import type { Findings } from "./audit-history.ts";
import type { Random } from "./random.ts";
import type { WaitList } from "./wait-list.ts";
import { WireTap } from "./wire-tap.ts";

/** One client of a storm, with what it received. */
export interface StormClient {
  readonly client: Client;
  readonly tap: WireTap;
  readonly random: Random;
  /** Sequences that listeners received, by session. */
  readonly delivered: ToldSequences;
}

/** What a client of a storm is made of. */
export interface StormClientOptions {
  readonly url: string;
  readonly random: Random;
  /** Receives faults that no storm excuses. */
  readonly onFault: (error: unknown) => void;
  /** Called with every text that it gets. */
  readonly onText?: ((text: string) => void) | undefined;
}

/** What one client had of one session when it was done with it. */
export interface FinalState {
  readonly sessionId: string;
  readonly state: SessionState;
  /** Sequences that a listener received. */
  readonly delivered: readonly number[];
}

/** What a group of clients leaves for those who look at a storm afterwards. */
export interface StormRecord {
  /** The sessions that its clients followed. */
  readonly sessionIds: readonly string[];
  readonly members: readonly StormClient[];
  readonly finalStates: readonly FinalState[];
  /** What its clients still wait for. */
  readonly unfinished: Findings;
  /** Failures that no storm excuses. */
  readonly failures: readonly unknown[];
}

/** Makes a client that is back soon after its line broke. */
export function createStormClient({ url, random, onFault, onText }: StormClientOptions): StormClient {
  const tap = new WireTap();
  if (onText !== undefined) tap.onText = onText;
  const reconnect = { minDelayMs: 5, maxDelayMs: 150 };
  // A storm on a busy machine keeps a client from its server for longer than a person would wait.
  const requestTimeoutMs = 600_000;
  const client = createClient({ url, createTransport: tap.open, reconnect, requestTimeoutMs, onFault });
  return { client, tap, random, delivered: recordSequences(client) };
}

/**
 * Waits for the last event of a session that the server has, and returns the client's state then; it no
 * longer follows the session.
 */
export async function leaveSession(
  { client, delivered }: StormClient,
  sessionId: string,
  waits: WaitList,
): Promise<FinalState> {
  const { sequence } = (await client.rpc.getSession({ sessionId })).session;
  const session = client.session(sessionId);
  const complete = until(session, (state) => state.error !== undefined || state.sequence >= sequence);
  await waits.for(`event ${sequence} of session ${sessionId}`, complete);
  const { state } = session;
  await session.detach();
  return { sessionId, state, delivered: [...(delivered.get(sessionId) ?? [])] };
}

/** Sequences by session, each as often as it was delivered, merged ones one by one. */
type ToldSequences = ReadonlyMap<string, readonly number[]>;

/** Records the sequences that listeners to a client receive from now on. */
function recordSequences(client: Client): ToldSequences {
  const delivered = new Map<string, number[]>();
  const record = (params: object): void => {
    // Some notifications are no events of a session.
    if (!("sequence" in params)) return;
    const { sessionId, sequence, firstSequence = sequence } = params as EventPosition;
    const sequences = delivered.get(sessionId) ?? [];
    delivered.set(sessionId, sequences);
    for (let next = firstSequence; next <= sequence; next += 1) sequences.push(next);
  };
  for (const name of Object.keys(interactive.notifications)) {
    client.on(name as keyof InteractiveNotifications, record);
  }
  return delivered;
}

interface EventPosition {
  readonly sessionId: string;
  readonly sequence: number;
  readonly firstSequence?: number;
}
