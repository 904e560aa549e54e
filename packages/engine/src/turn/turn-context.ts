import type { EngineLimits } from "../limits.ts";
import type { Model, ModelMessage } from "../model/model.ts";
import type { SessionEvent } from "../session/session-event.ts";
import type { TurnClock } from "./turn-clock.ts";

/** Why a turn is ended from outside. It is the reason of the turn's abort signal. */
export type TurnInterruption =
  /** Somebody asked for it. */
  | { readonly kind: "cancelled" }
  /** It took longer than `turnTimeoutMs`. */
  | { readonly kind: "timeout" }
  /** The engine ends or the log is lost: nothing more may be appended, the log's reader goes on from there. */
  | { readonly kind: "abandoned" };

/** What a turn sees of its session and its engine. */
export interface TurnContext {
  readonly turnId: string;
  /** Aborts with a `TurnInterruption`. */
  readonly signal: AbortSignal;
  /** Aborts the signal. What comes after the first interruption changes nothing. */
  readonly interrupt: (interruption: TurnInterruption) => void;
  readonly limits: EngineLimits;
  /** The turn's own time, which stands still while its session is paused. */
  readonly clock: TurnClock;
  /** A number from 0 to below 1, for jitter. */
  readonly random: () => number;
  readonly newId: () => string;
  /** The model to ask, or why there is none. */
  readonly model: { readonly model: Model } | { readonly unavailable: string };
  readonly system: string | undefined;
  /** The conversation up to now, ending with this turn's newest entry. */
  readonly history: () => readonly ModelMessage[];
  /** Appends events as one. Rejects when the log does not take them; the signal is aborted then. */
  readonly append: (events: readonly SessionEvent[]) => Promise<void>;
  /** Appends a delta without waiting for it. */
  readonly appendDelta: (event: SessionEvent<"AIMessageChunkNotification">) => void;
  /** Announces a defect; its text goes to the log alone. */
  readonly reportError: (error: unknown) => void;
  /** Resolves when the model may be read on; `undefined` when it may at once. */
  readonly room: () => Promise<void> | undefined;
}

/** Reads the reason of a turn's abort signal. */
export function interruptionOf(signal: AbortSignal): TurnInterruption {
  return signal.reason as TurnInterruption;
}
