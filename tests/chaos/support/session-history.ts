import {
  type Client,
  emptySessionState,
  parseSessionEvent,
  reduceSession,
  type SessionState,
  SessionStatus,
} from "@aiwhisperer/client";
import type { Findings } from "./audit-history.ts";
import { firstDifference } from "./first-difference.ts";
import type { DeliveredEvent } from "./wire-tap.ts";

/** Reads a session's whole history from the server. */
export async function readHistory(
  { rpc }: Pick<Client, "rpc">,
  sessionId: string,
): Promise<readonly DeliveredEvent[]> {
  const history: DeliveredEvent[] = [];
  for (;;) {
    const page = await rpc.getHistory({ sessionId, afterSequence: history.length, limit: 5_000 });
    history.push(...(page.events as readonly DeliveredEvent[]));
    if (page.events.length === 0 || history.length >= page.sequence) return history;
  }
}

/** What a history adds up to, as a client shows it that began after a sequence. */
function foldHistory(sessionId: string, history: readonly DeliveredEvent[], afterSequence = 0): SessionState {
  let state: SessionState = {
    ...emptySessionState(sessionId, afterSequence),
    status: statusAt(history.slice(0, afterSequence)),
  };
  for (const { method, params } of history.slice(afterSequence)) {
    const event = parseSessionEvent(method, params);
    if (event === undefined) throw new Error(`event ${params.sequence} breaks its declaration`);
    state = reduceSession(state, event);
  }
  return state;
}

/** A client's state is the fold of the log as far as the client has come. */
export function auditFold(client: string, state: SessionState, history: readonly DeliveredEvent[]): Findings {
  const { sessionId, sequence, baseSequence } = state;
  const folded = foldHistory(sessionId, history.slice(0, sequence), baseSequence);
  const difference = firstDifference(sharedState(state), sharedState(folded));
  if (difference === undefined) return [];
  return [
    `${client} shows session ${sessionId} from ${baseSequence} on otherwise than its log: ${difference}`,
  ];
}

/**
 * What of a state all screens have to agree on: not the attachment, nor a screen's own names for its entries.
 */
function sharedState(state: SessionState) {
  const { isAttached: _, caughtUp: _caughtUp, replayUntil: _until, error: _error, ...shared } = state;
  const messages = shared.messages.flatMap(({ key: _key, ...message }) =>
    message.role === "user" && message.delivery !== "sent" ? [] : [message],
  );
  return { ...shared, messages };
}

/** The answer to `attachSession` has the status, regardless of the cursor. */
function statusAt(history: readonly DeliveredEvent[]): SessionStatus {
  const last = history.findLast(({ method }) => method === "SessionStatusNotification");
  return last === undefined ? SessionStatus.Starting : (last.params.status as SessionStatus);
}
