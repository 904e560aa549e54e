import { type Delta, type EventEncoder, isContinued } from "../event/event-codec.ts";
import type { SessionEvent } from "../event/session-event.ts";
import type { Append, SessionRecord, StepState, StoredAnswer } from "../log/event-log.ts";
import type { EventText } from "../log/event-text.ts";

/** Events that wait for a commit, and what is committed together with them. */
interface PendingExtras {
  readonly record?: SessionRecord;
  /** Ids of the users who share the session from now on; absent if that does not change. */
  readonly sharedWith?: readonly string[];
  readonly answer?: StoredAnswer;
  /** JSON of the provider state that is stored with the last of the events. */
  readonly stepState?: string;
  /** Whether they are events of another session, which are not announced. */
  readonly isCopied?: boolean;
  /** Settled with the commit. */
  readonly committed?: PromiseWithResolvers<void>;
}

/** A delta has no text before its commit is cut: until then the next one may be joined to it. */
export type Pending = PendingExtras &
  (
    | { readonly events: readonly SessionEvent[]; readonly texts: readonly EventText[] }
    | { readonly events: readonly [Delta] }
  );

/** No pending events; shared, since most sessions have none. */
export const NOTHING_PENDING: readonly Pending[] = [];

/**
 * Joins a delta to the last pending one, if that is continued by it. Returns whether it did.
 * A log that does not keep up gets few long deltas instead of many short ones.
 */
export function joinDelta(pending: Pending[] | undefined, delta: Delta): boolean {
  const last = lastDelta(pending);
  if (pending === undefined || last === undefined || !isContinued(last, delta)) return false;
  const params = { ...last.params, chunk: last.params.chunk + delta.params.chunk };
  pending[pending.length - 1] = { events: [{ ...last, params } as Delta] };
  return true;
}

/** The last pending event, if it is a delta that can still be joined. */
export function lastDelta(pending: readonly Pending[] | undefined): Delta | undefined {
  const last = pending?.at(-1);
  return last === undefined || "texts" in last ? undefined : last.events[0];
}

/** Makes one append of pending events. */
export function toAppend(
  pending: readonly Pending[],
  { sessionId, firstSequence }: Pick<Append, "sessionId" | "firstSequence">,
  encoder: EventEncoder,
): Append {
  const texts: EventText[] = [];
  let record: SessionRecord | undefined;
  let sharedWith: readonly string[] | undefined;
  const answers: StoredAnswer[] = [];
  const stepStates: StepState[] = [];
  for (const each of pending) {
    if ("texts" in each) texts.push(...each.texts);
    else texts.push(encoder.encodeDelta(firstSequence + texts.length, each.events[0]));
    record = each.record ?? record;
    sharedWith = each.sharedWith ?? sharedWith;
    if (each.answer !== undefined) answers.push(each.answer);
    if (each.stepState !== undefined) {
      stepStates.push({ sequence: firstSequence + texts.length - 1, text: each.stepState });
    }
  }
  return {
    sessionId,
    firstSequence,
    events: texts,
    ...(record === undefined ? {} : { record }),
    ...(sharedWith === undefined ? {} : { sharedWith }),
    ...(answers.length === 0 ? {} : { answers }),
    ...(stepStates.length === 0 ? {} : { stepStates }),
  };
}
