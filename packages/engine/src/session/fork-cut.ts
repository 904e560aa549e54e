import { isTerminal } from "@aiwhisperer/protocol";
import { decodeEvent } from "../event/event-codec.ts";
import type { SessionChanges } from "../event/session-changes.ts";
import type { SessionEvent } from "../event/session-event.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { EventStore, ReadLimits } from "../log/event-log.ts";
import { readPages } from "../log/read-pages.ts";
import type { ProviderState } from "../model/model.ts";
import { applyEvent } from "../state/apply-event.ts";
import { initialState } from "../state/session-state.ts";

/** Where a fork is wanted; without either at the end of the last ended turn. */
export interface ForkPlace {
  readonly throughSequence?: number | undefined;
  /** The cut is before this user message. */
  readonly beforeMessageId?: string | undefined;
}

/** What a fork takes of a session. */
export interface ForkCut {
  /** The first events, up to the end of a turn, without session and sequence. */
  readonly events: readonly SessionEvent[];
  /** State of providers by the sequence of the event that completes its step. */
  readonly stepStates: ReadonlyMap<number, ProviderState>;
  /** What had been changed of the session at the cut. */
  readonly changes: SessionChanges;
}

/** What a cut is looked for in. */
export interface ForkSource {
  readonly log: Pick<EventStore, "read" | "readStepStates">;
  readonly sessionId: string;
  readonly maxForkedEvents: number;
}

/**
 * Reads what a fork takes. Fails as `invalid_cut` inside a turn and past the end of the log, with the nearest
 * possible cuts, as `message_not_found`, and as `limit_exceeded` beyond `maxForkedEvents`.
 */
export async function readForkCut(source: ForkSource, place: ForkPlace): Promise<ForkCut> {
  const { log, sessionId, maxForkedEvents: value } = source;
  const state = initialState();
  const events: SessionEvent[] = [];
  const isAtSequence = place.throughSequence !== undefined;
  let [end, sequence] = [0, 0];
  let wanted: Wanted | undefined;
  const take = () => {
    wanted = { end, changes: state.changes, isInside: isAtSequence && state.activeTurnId !== undefined };
  };
  if (place.throughSequence === 0) take();
  for await (const page of readPages((after, limits) => log.read(sessionId, after, limits))) {
    for (const { text } of page) {
      const event = bodyOf(decodeEvent(text));
      if (wanted === undefined && isBefore(event, place)) take();
      sequence += 1;
      applyEvent(state, event, sequence);
      // Taking a waiting message back ends a turn as well, while another one runs.
      const isEnd = isTurnEnd(event) && state.activeTurnId === undefined;
      if (isEnd) end = sequence;
      if (wanted?.isInside === true && isEnd) throw invalidCut(wanted.end, sequence);
      // One event more than can be copied shows that the cut is too far.
      if (wanted === undefined && events.length <= value) events.push(event);
      if (sequence === place.throughSequence) take();
    }
    if (wanted?.isInside === false) break;
  }
  if (place.beforeMessageId !== undefined && wanted === undefined)
    throw new EngineFault("message_not_found", { messageId: place.beforeMessageId });
  if (place.throughSequence !== undefined && (wanted === undefined || wanted.isInside))
    throw invalidCut(wanted?.end ?? end);
  const cut = wanted ?? { end, changes: state.changes };
  if (cut.end > value) throw new EngineFault("limit_exceeded", { limit: "maxForkedEvents", value });
  const stepStates = await readStepStates(source, cut.end);
  return { events: events.slice(0, cut.end), stepStates, changes: cut.changes };
}

/** State of providers that was stored with the events up to a sequence, by sequence. */
async function readStepStates(
  { log, sessionId }: ForkSource,
  through: number,
): Promise<ReadonlyMap<number, ProviderState>> {
  const states = new Map<number, ProviderState>();
  const read = (after: number, limits: ReadLimits) => log.readStepStates(sessionId, after, limits);
  for await (const page of readPages(read)) {
    for (const { sequence, text } of page)
      if (sequence <= through) states.set(sequence, JSON.parse(text) as ProviderState);
  }
  return states;
}

/** A cut that has been found. */
interface Wanted {
  /** Sequence of the end of the last turn before it. */
  readonly end: number;
  readonly changes: SessionChanges;
  /** Whether a turn runs there. */
  readonly isInside: boolean;
}

function isBefore(event: SessionEvent, { beforeMessageId, throughSequence }: ForkPlace): boolean {
  if (throughSequence !== undefined || event.method !== "UserMessageNotification") return false;
  return event.params.messageId === beforeMessageId;
}

function isTurnEnd(event: SessionEvent): boolean {
  return event.method === "TurnStatusNotification" && isTerminal(event.params.status);
}

function invalidCut(before: number, after?: number): EngineFault {
  return new EngineFault("invalid_cut", { before, ...(after === undefined ? {} : { after }) });
}

/** The event as it was before it was numbered. */
function bodyOf({ method, params }: SessionEvent): SessionEvent {
  const {
    sessionId: _,
    sequence: _sequence,
    ...body
  } = params as typeof params & {
    readonly sessionId?: string;
    readonly sequence?: number;
  };
  return { method, params: body } as SessionEvent;
}
