import type { Model, ModelCatalog, StepPart } from "@aiwhisperer/engine";
import { FirstLabels } from "./label.ts";
import type { LabelledCounts, MetricSet } from "./metric-set.ts";

/** Models that are counted separately; the catalogue takes any name that a provider knows. */
const MAX_MODELS = 50;

/**
 * Counts what models are asked and how many tokens they report, by wrapping the catalogue that the engine
 * asks.
 */
export class ModelMetrics {
  readonly #calls: LabelledCounts;
  readonly #tokens: LabelledCounts;
  readonly #labels = new FirstLabels(MAX_MODELS);

  constructor(metrics: MetricSet) {
    this.#calls = metrics.counts({
      name: "model_calls_total",
      help: "Model calls, by model and by outcome: the model's stop reason, the error's code, or abandoned. Retries count.",
      labels: ["model", "outcome"],
    });
    this.#tokens = metrics.counts({
      name: "tokens_total",
      help: "Tokens that models report, by model and direction.",
      labels: ["model", "direction"],
    });
  }

  /** The same catalogue, whose models are counted. */
  watch(models: ModelCatalog): ModelCatalog {
    return {
      defaultModel: models.defaultModel,
      resolve: (id) => {
        const resolved = models.resolve(id);
        return "model" in resolved ? { model: this.#watchModel(resolved.model) } : resolved;
      },
      list: () => models.list(),
      listNames: async () => (await models.listNames?.()) ?? [],
    };
  }

  #watchModel(model: Model): Model {
    return {
      id: model.id,
      stream: (request) => watchStream(model.stream(request), (last) => this.#countCall(model.id, last)),
    };
  }

  #countCall(id: string, last: StepPart | undefined): void {
    const model = this.#labels.of(id);
    switch (last?.type) {
      case "finish":
        this.#calls.add([model, last.reason]);
        this.#tokens.add([model, "input"], last.usage.inputTokens ?? 0);
        this.#tokens.add([model, "output"], last.usage.outputTokens ?? 0);
        return;
      case "fault":
        this.#calls.add([model, last.fault.code]);
        return;
      default:
        this.#calls.add([model, "abandoned"]);
    }
  }
}

/**
 * The same stream; reports once, when the reader returns it, which part was the last: the one that ends a
 * step, or any or none where it was left or broke off before. The engine returns every stream. Nothing is
 * done for the single part: there are very many.
 */
function watchStream(
  parts: AsyncIterable<StepPart>,
  onEnd: (last: StepPart | undefined) => void,
): AsyncIterable<StepPart> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = parts[Symbol.asyncIterator]();
      let last: Promise<IteratorResult<StepPart>> | undefined;
      let isOpen = true;
      return {
        next() {
          last = iterator.next();
          return last;
        },
        async return() {
          const part = last === undefined ? undefined : await partOf(last);
          if (isOpen) onEnd(part);
          isOpen = false;
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

/** The part that a read has given by now. A read that is still waiting, or that failed, has given none. */
async function partOf(read: Promise<IteratorResult<StepPart>>): Promise<StepPart | undefined> {
  try {
    const result = await Promise.race([read, Promise.resolve(undefined)]);
    return result === undefined || result.done === true ? undefined : result.value;
  } catch {
    // The reader has the same promise and acts on its rejection.
    return undefined;
  }
}
