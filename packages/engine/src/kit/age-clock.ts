import type { Clock } from "./clock.ts";

/** A stretch of time in which the wall clock did not jump. */
interface Era {
  /** Wall time less passed time. */
  readonly offsetMs: number;
  /** Passed time at its end; absent while it lasts. */
  readonly endedMs?: number;
}

/** The state of an age clock, as it survives a restart. */
export interface AgeState {
  /** Time that has passed in all. */
  readonly passedMs: number;
  /** Wall time of the last look. */
  readonly wallMs: number;
  /** Oldest first; never empty. */
  readonly eras: readonly Era[];
}

/** Bounds of an age clock. */
export interface AgeClockBounds {
  /** Time between two processes that counts at most. */
  readonly maxDowntimeMs: number;
  /** Greatest age that is asked for. */
  readonly horizonMs: number;
}

/** A wall clock that differs from the passed time by more than before has jumped. */
const TOLERANCE_MS = 60_000;

/** Eras kept; beyond that the two oldest become one, whose stamps count as the younger. */
const MAX_ERAS = 64;

/**
 * Measures ages of wall-clock stamps by elapsed time: monotonic time between observations, and at most
 * `maxDowntimeMs` of the time between two processes. A jump of the wall clock starts a new era. A stamp that
 * may belong to several eras counts as the youngest. A stamp in the future counts as young until the wall
 * clock reaches it.
 */
export class AgeClock {
  readonly #clock: Clock;
  readonly #bounds: AgeClockBounds;
  #passedMs: number;
  #wallMs: number;
  #lookedAt: number;
  #eras: readonly Era[];

  /** `state` is that of the process before; see `ageStateSince` where there is none. */
  constructor(clock: Clock, state: AgeState, bounds: AgeClockBounds) {
    this.#clock = clock;
    this.#bounds = bounds;
    this.#wallMs = clock.now();
    this.#lookedAt = clock.monotonic();
    const downtimeMs = Math.min(Math.max(0, this.#wallMs - state.wallMs), bounds.maxDowntimeMs);
    this.#passedMs = state.passedMs + downtimeMs;
    this.#eras = state.eras;
  }

  /**
   * Counts the time since the last look. Returns whether the wall clock has jumped since then, or, at the
   * first look, since the process before.
   */
  look(): boolean {
    const now = this.#clock.monotonic();
    this.#passedMs += Math.max(0, now - this.#lookedAt);
    this.#lookedAt = now;
    this.#wallMs = this.#clock.now();
    return this.#noteJump();
  }

  /** Wall time such that every stamp before it is older than `maxAgeMs`, as of the last look. */
  cutoff(maxAgeMs: number): number {
    const since = this.#passedMs - maxAgeMs;
    const young = this.#eras.filter(({ endedMs = Number.POSITIVE_INFINITY }) => endedMs > since);
    return since + Math.min(...young.map(({ offsetMs }) => offsetMs));
  }

  get state(): AgeState {
    return { passedMs: this.#passedMs, wallMs: this.#wallMs, eras: this.#eras };
  }

  #noteJump(): boolean {
    const offsetMs = this.#wallMs - this.#passedMs;
    const current = this.#eras.at(-1);
    if (current !== undefined && Math.abs(offsetMs - current.offsetMs) <= TOLERANCE_MS) return false;
    const endedMs = this.#passedMs;
    const past = this.#eras.map((era) => ({ endedMs, ...era }));
    const horizon = this.#passedMs - this.#bounds.horizonMs;
    this.#eras = joinOldest([...past.filter((era) => era.endedMs > horizon), { offsetMs }]);
    return true;
  }
}

/** The state of a log from before there were age clocks: time has passed up to its newest stamp. */
export function ageStateSince(wallMs: number): AgeState {
  return { passedMs: wallMs, wallMs, eras: [{ offsetMs: 0 }] };
}

/** Reads a state back from JSON; `undefined` where it is none. */
export function parseAgeState(text: string): AgeState | undefined {
  try {
    const state = JSON.parse(text) as AgeState;
    const numbers = [state.passedMs, state.wallMs, ...state.eras.map(({ offsetMs }) => offsetMs)];
    return state.eras.length > 0 && numbers.every(Number.isFinite) ? state : undefined;
  } catch {
    return undefined;
  }
}

function joinOldest(eras: readonly Era[]): readonly Era[] {
  const [first, second, ...rest] = eras;
  if (eras.length <= MAX_ERAS || first === undefined || second === undefined) return eras;
  const offsetMs = Math.min(first.offsetMs, second.offsetMs);
  return [{ ...second, offsetMs }, ...rest];
}
