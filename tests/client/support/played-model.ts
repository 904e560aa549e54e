import type { StepPart, StepRequest } from "@aiwhisperer/engine";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";
import { calling } from "../../support/scripted-tools.ts";

/** One step of a model that the test plays. */
export class PlayedStep {
  readonly request: StepRequest;
  readonly #parts: StepPart[] = [];
  #wake: () => void = () => {};

  constructor(request: StepRequest) {
    this.request = request;
    request.signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  /** Adds a piece of the answer. */
  say(text: string): void {
    this.#add(said(text));
  }

  /** Ends the answer. */
  finish(): void {
    this.#add(finished);
  }

  /** Ends the step with calls of tools. */
  call(...calls: readonly (readonly [name: string, args: unknown])[]): void {
    this.#add(...calling(...calls));
  }

  /** Fails as a provider does that cannot be asked again. */
  fail(message: string): void {
    this.#add({ type: "fault", fault: { code: "provider_error", message, retryable: false } });
  }

  /** What the engine reads. */
  async *parts(): AsyncGenerator<StepPart, void, undefined> {
    while (!this.request.signal.aborted) {
      const part = this.#parts.shift();
      if (part !== undefined) {
        yield part;
        if (part.type === "finish" || part.type === "fault") return;
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #add(...parts: readonly StepPart[]): void {
    this.#parts.push(...parts);
    this.#wake();
  }
}

/** A model that the test plays while its answers are read. */
export class PlayedModel {
  /** Plays a step. Default: ends it at once. */
  onStep: (step: PlayedStep) => void = (step) => step.finish();
  readonly #model = new ScriptedModel((request) => {
    const step = new PlayedStep(request);
    this.onStep(step);
    return step.parts();
  });

  /** A catalogue with this model alone. */
  get catalog() {
    return this.#model.catalog;
  }

  /** Resolves with the next step, which the caller plays. Later ones are played as before. */
  nextStep(): Promise<PlayedStep> {
    const before = this.onStep;
    return new Promise((resolve) => {
      this.onStep = (step) => {
        this.onStep = before;
        resolve(step);
      };
    });
  }
}
