import type { Model, ModelCatalog, StepPart, StepRequest } from "@aiwhisperer/engine";

/** One step of a scripted model: yields parts, and may wait or throw between them. */
export type Script = (request: StepRequest, step: number) => AsyncIterable<StepPart>;

/** A provider that a test writes itself, and that remembers what it was asked. */
export class ScriptedModel implements Model {
  readonly id = "scripted:model";
  readonly requests: StepRequest[] = [];
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  stream(request: StepRequest): AsyncIterable<StepPart> {
    this.requests.push(request);
    return this.#script(request, this.requests.length);
  }

  /** A catalogue with this model alone. */
  get catalog(): ModelCatalog {
    return {
      defaultModel: this.id,
      resolve: (id) => (id === this.id ? { model: this } : { unavailable: `there is no ${id} here` }),
      list: () => [{ model: this.id, provider: "scripted", usable: true, isDefault: true }],
    };
  }
}

/** A delta of channel Final. */
export const said = (text: string): StepPart => ({ type: "delta", channel: "final", text });

/** The end of a step that went well. */
export const finished: StepPart = {
  type: "finish",
  reason: "stop",
  usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
};

/** Never resolves unless the step is aborted: a provider that hangs. */
export function hang({ signal }: StepRequest): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
