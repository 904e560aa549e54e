import type { Model } from "./model.ts";

/**
 * Models that refuse requests because of their tools, each with the words of its refusal. Kept while the
 * server runs, and for no longer than the catalogue keeps the model, which bounds their number.
 */
export class ToolSupport {
  readonly #refusals = new WeakMap<Model, string>();

  /** Why a model is asked without tools; `undefined` unless it has refused them. */
  refusalOf(model: Model): string | undefined {
    return this.#refusals.get(model);
  }

  /** Remembers that a model refused tools and answered without them. */
  remember(model: Model, refusal: string): void {
    this.#refusals.set(model, refusal);
  }
}
