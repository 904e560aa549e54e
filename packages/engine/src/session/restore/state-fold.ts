import type { SessionEvent } from "../../event/session-event.ts";
import type { ProviderState } from "../../model/model.ts";
import { applyEvent, applyStepState } from "../../state/apply-event.ts";
import { initialState, type SessionState } from "../../state/session-state.ts";

/** A provider state of a step, by the sequence of the event that it was stored with. */
export interface FoldedStepState {
  readonly sequence: number;
  readonly state: ProviderState;
}

/** What the events of a session add up to, up to a sequence. */
export class StateFold {
  readonly state: SessionState = initialState();
  /** Ascending. */
  readonly #stepStates: readonly FoldedStepState[];
  #nextStepState = 0;
  #sequence = 0;

  constructor(stepStates: readonly FoldedStepState[]) {
    this.#stepStates = stepStates;
  }

  /** Sequence of the last event that is folded in. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Folds the next event in. A condensed one represents all events up to its sequence. */
  take(sequence: number, event: SessionEvent): void {
    applyEvent(this.state, event, sequence);
    this.#sequence = sequence;
    for (
      let next = this.#stepStates[this.#nextStepState];
      next !== undefined && next.sequence <= sequence;
      next = this.#stepStates[this.#nextStepState]
    ) {
      applyStepState(this.state, event, next.state);
      this.#nextStepState += 1;
    }
  }

  /** Skips events that change nothing. */
  skipTo(sequence: number): void {
    this.#sequence = sequence;
  }
}
