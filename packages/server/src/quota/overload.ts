import type { Clock, Timer } from "@aiwhisperer/engine";
import type { OverloadLimits } from "../kit/limits.ts";

/** Something that says how busy the server is. */
export interface LoadGauge {
  /** Where overload begins; 0 for no limit. */
  readonly limit: keyof OverloadLimits;
  readonly value: number;
  /** What is measured now, or what it was on average since the last reading, in the unit of the limit. */
  read(): number;
}

/** A limit of the load that is passed. */
export interface PassedLimit {
  readonly limit: keyof OverloadLimits;
  readonly value: number;
}

/** What watches the load. */
export interface OverloadOptions {
  readonly gauges: readonly LoadGauge[];
  readonly clock: Clock;
  /** Called with the passed limit when overload begins, and without one when it is over. */
  readonly onChange: (passed: PassedLimit | undefined) => void;
}

/** Time between two readings. */
export const READING_INTERVAL_MS = 500;

/** Readings in a row above a limit with which overload begins: a single long pause is none. */
const READINGS_TO_BEGIN = 2;

/**
 * Consecutive readings below a limit, and by how much, that end the overload: newly admitted work must not
 * bring it back at once.
 */
const READINGS_TO_END = 4;
const END_SHARE = 0.8;

/** State of one gauge. */
interface GaugeState {
  readonly gauge: LoadGauge;
  isPassed: boolean;
  /** Readings in a row that speak for a change. */
  streak: number;
}

/**
 * Whether the server has more work than it can do, by regular readings. It takes a while to begin and longer
 * to end, so that it does not flicker.
 */
export class Overload {
  readonly #options: OverloadOptions;
  readonly #states: readonly GaugeState[];
  #passed: PassedLimit | undefined;
  #timer: Timer | undefined;

  constructor(options: OverloadOptions) {
    this.#options = options;
    this.#states = options.gauges
      .filter(({ value }) => value > 0)
      .map((gauge) => ({ gauge, isPassed: false, streak: 0 }));
  }

  /** The limit that is passed; the first one where there are several. */
  get passed(): PassedLimit | undefined {
    return this.#passed;
  }

  /** Begins to read. */
  start(): void {
    if (this.#states.length > 0) this.#timer = this.#options.clock.setTimer(READING_INTERVAL_MS, this.#read);
  }

  /** Ends the reading. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  readonly #read = (): void => {
    for (const state of this.#states) update(state);
    const gauge = this.#states.find(({ isPassed }) => isPassed)?.gauge;
    const wasPassed = this.#passed?.limit;
    this.#passed = gauge && { limit: gauge.limit, value: gauge.value };
    if (this.#passed?.limit !== wasPassed) this.#options.onChange(this.#passed);
    this.#timer?.refresh();
  };
}

function update(state: GaugeState): void {
  const { gauge, isPassed } = state;
  const reading = gauge.read();
  const speaksForChange = isPassed ? reading < gauge.value * END_SHARE : reading > gauge.value;
  state.streak = speaksForChange ? state.streak + 1 : 0;
  if (state.streak < (isPassed ? READINGS_TO_END : READINGS_TO_BEGIN)) return;
  state.isPassed = !isPassed;
  state.streak = 0;
}
