import { isTerminal } from "@aiwhisperer/protocol";
import { decodeEvent } from "../event/event-codec.ts";
import type { SessionChanges } from "../event/session-changes.ts";
import type { SessionEvent } from "../event/session-event.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { EngineLimits } from "../kit/limits.ts";
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
  readonly limits: ForkLimits;
  /** Called with the length of what was read, in UTF-16 units, page by page. */
  readonly onRead?: ((length: number) => void) | undefined;
}

type ForkLimits = Pick<EngineLimits, "maxForkedEvents" | "maxForkedLength">;

/**
 * Reads what a fork takes. Fails as `invalid_cut` inside a turn and past the end of the log, with the nearest
 * possible cuts, as `message_not_found`, and as `limit_exceeded` as soon as the cut is known to be beyond
 * `maxForkedEvents` or `maxForkedLength`.
 */
export async function readForkCut(source: ForkSource, place: ForkPlace): Promise<ForkCut> {
  const { log, sessionId, limits, onRead } = source;
  const search = new CutSearch(place, limits);
  for await (const page of readPages((after, bounds) => log.read(sessionId, after, bounds))) {
    onRead?.(lengthOf(page));
    for (const { text } of page) search.take(text);
    if (search.isDone) break;
  }
  const { events, changes, length } = search.cut();
  const stepStates = await readStepStates(source, events.length, length);
  return { events, stepStates, changes };
}

/** Looks for the cut, event by event. */
class CutSearch {
  readonly #place: ForkPlace;
  readonly #limits: ForkLimits;
  readonly #state = initialState();
  /** Those that can be copied. */
  readonly #events: SessionEvent[] = [];
  #sequence = 0;
  #length = 0;
  /** The end of the last turn so far. */
  #end = { sequence: 0, length: 0 };
  #wanted: Wanted | undefined;

  constructor(place: ForkPlace, limits: ForkLimits) {
    this.#place = place;
    this.#limits = limits;
    if (place.throughSequence === 0) this.#want();
  }

  /** Whether the cut is found. */
  get isDone(): boolean {
    return this.#wanted?.isInside === false;
  }

  /** Takes the next event; none has an effect once the cut is found. */
  take(text: string): void {
    if (this.isDone) return;
    const event = bodyOf(decodeEvent(text));
    if (this.#wanted === undefined && isBefore(event, this.#place)) this.#want();
    if (this.isDone) return;
    this.#sequence += 1;
    this.#length += text.length;
    applyEvent(this.#state, event, this.#sequence);
    // Taking a waiting message back ends a turn as well, while another one runs.
    if (isTurnEnd(event) && this.#state.activeTurnId === undefined) this.#endTurn();
    const { maxForkedEvents, maxForkedLength } = this.#limits;
    if (this.#sequence <= maxForkedEvents && this.#length <= maxForkedLength) this.#events.push(event);
    if (this.#sequence === this.#place.throughSequence) this.#want();
  }

  /** What is copied; call it after the last event. */
  cut(): Pick<ForkCut, "events" | "changes"> & { readonly length: number } {
    const { beforeMessageId, throughSequence } = this.#place;
    if (beforeMessageId !== undefined && this.#wanted === undefined)
      throw new EngineFault("message_not_found", { messageId: beforeMessageId });
    if (throughSequence !== undefined && !this.isDone)
      throw invalidCut(this.#wanted?.end.sequence ?? this.#end.sequence);
    const { end, changes } = this.#wanted ?? { end: this.#end, changes: this.#state.changes };
    return { events: this.#events.slice(0, end.sequence), changes, length: end.length };
  }

  #endTurn(): void {
    if (this.#wanted?.isInside === true) throw invalidCut(this.#wanted.end.sequence, this.#sequence);
    this.#end = { sequence: this.#sequence, length: this.#length };
    const { maxForkedEvents, maxForkedLength } = this.#limits;
    if (this.#sequence > maxForkedEvents) throw beyond("maxForkedEvents", maxForkedEvents);
    if (this.#length > maxForkedLength) throw beyond("maxForkedLength", maxForkedLength);
  }

  #want(): void {
    const isInside = this.#place.throughSequence !== undefined && this.#state.activeTurnId !== undefined;
    this.#wanted = { end: this.#end, changes: this.#state.changes, isInside };
  }
}

/** A cut that has been found. */
interface Wanted {
  /** The end of the last turn before it. */
  readonly end: { readonly sequence: number; readonly length: number };
  readonly changes: SessionChanges;
  /** Whether a turn runs there. */
  readonly isInside: boolean;
}

/**
 * State of providers that was stored with the events up to a sequence, by sequence. With the events of that
 * length it must be within `maxForkedLength`.
 */
async function readStepStates(
  { log, sessionId, limits, onRead }: ForkSource,
  through: number,
  eventsLength: number,
): Promise<ReadonlyMap<number, ProviderState>> {
  const states = new Map<number, ProviderState>();
  let length = eventsLength;
  const read = (after: number, bounds: ReadLimits) => log.readStepStates(sessionId, after, bounds);
  for await (const page of readPages(read, { through })) {
    onRead?.(lengthOf(page));
    for (const { sequence, text } of page) {
      if (sequence > through) return states;
      length += text.length;
      if (length > limits.maxForkedLength) throw beyond("maxForkedLength", limits.maxForkedLength);
      states.set(sequence, JSON.parse(text) as ProviderState);
    }
  }
  return states;
}

function beyond(limit: keyof ForkLimits, value: number): EngineFault {
  return new EngineFault("limit_exceeded", { limit, value });
}

function lengthOf(page: readonly { readonly text: string }[]): number {
  return page.reduce((sum, { text }) => sum + text.length, 0);
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
