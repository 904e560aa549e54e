import type { ModelCatalog, StepPart } from "@aiwhisperer/engine";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";

/** One step of the model, as the one who steers it sees it. */
export interface SteeredStep {
  /** Lets the model say something. */
  say(text: string): void;
  /** Ends the step well. */
  finish(): void;
  /** Ends the step with a fault that no further try would mend. */
  fail(): void;
}

/** A model whose output and timing the test controls. */
export class SteeredModel {
  readonly #scripted = new ScriptedModel(() => this.#begin());
  readonly #steps: PartQueue[] = [];
  readonly #waiting = new Set<() => void>();

  get catalog(): ModelCatalog {
    return this.#scripted.catalog;
  }

  /** Number of times that it was asked. */
  get asked(): number {
    return this.#steps.length;
  }

  /** The n-th step, counted from 1, once the model has been asked for it. */
  async step(number: number): Promise<SteeredStep> {
    for (;;) {
      const parts = this.#steps[number - 1];
      if (parts !== undefined) return toStep(parts);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #begin(): AsyncIterable<StepPart> {
    const parts = new PartQueue();
    this.#steps.push(parts);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    return parts.read();
  }
}

function toStep(parts: PartQueue): SteeredStep {
  return {
    say: (text) => parts.push(said(text)),
    finish: () => parts.push(finished),
    fail: () =>
      parts.push({
        type: "fault",
        fault: { code: "provider_error", message: "The test made it fail.", retryable: false },
      }),
  };
}

class PartQueue {
  readonly #parts: StepPart[] = [];
  #wake: () => void = () => {};

  push(part: StepPart): void {
    this.#parts.push(part);
    this.#wake();
  }

  /** Every part that is pushed, for as long as it is read. */
  async *read(): AsyncGenerator<StepPart, void> {
    for (;;) {
      for (const part of this.#parts.splice(0)) yield part;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
