import type { Model, ModelCatalog, StepPart } from "@aiwhisperer/engine";
import { FirstLabels } from "./label.ts";
import type { LabelledCounts, MetricSet } from "./metric-set.ts";

/** Models that are told apart; the catalogue takes any name that a provider knows. */
const MAX_MODELS = 50;

/** Counts what models are asked and how many tokens they report, by wrapping the catalogue that the engine asks. */
export class ModelMetrics {
  readonly #calls: LabelledCounts;
  readonly #tokens: LabelledCounts;
  readonly #labels = new FirstLabels(MAX_MODELS);

  constructor(metrics: MetricSet) {
    this.#calls = metrics.counts({
      name: "model_calls_total",
      help: "Calls of models, by model and by why they ended: the model's reason, the fault's code, or abandoned. Further attempts count.",
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

/** The same stream; tells once how it ended, with the part that ends it, or with nothing when it was left or broke off before. */
function watchStream(
  parts: AsyncIterable<StepPart>,
  onEnd: (last: StepPart | undefined) => void,
): AsyncIterable<StepPart> {
  let isOpen = true;
  const end = (last?: StepPart): void => {
    if (isOpen) onEnd(last);
    isOpen = false;
  };
  const look = ({ done, value }: IteratorResult<StepPart>): void => {
    if (done === true) end();
    else if (value.type === "finish" || value.type === "fault") end(value);
  };
  return {
    [Symbol.asyncIterator]() {
      const iterator = parts[Symbol.asyncIterator]();
      return {
        next() {
          const read = iterator.next();
          // Looked at beside the reader, who gets the same promise: a part is not held up by it, and a rejection is the reader's to handle.
          read.then(look, () => end());
          return read;
        },
        async return() {
          end();
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
