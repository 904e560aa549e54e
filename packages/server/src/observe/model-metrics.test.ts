import type { Model, ModelCatalog, StepPart, StepRequest } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { MetricSet } from "./metric-set.ts";
import { ModelMetrics } from "./model-metrics.ts";

const REQUEST: StepRequest = { messages: [], tools: [], signal: new AbortController().signal };
const DELTA: StepPart = { type: "delta", channel: "final", text: "x" };
const FINISH: StepPart = { type: "finish", reason: "stop", usage: { inputTokens: 3, outputTokens: 4 } };

/** A catalogue in which every name is a model that yields these parts, and then does not end. */
function catalogOf(parts: readonly StepPart[]): ModelCatalog {
  const modelOf = (id: string): Model => ({
    id,
    stream: () => ({
      async *[Symbol.asyncIterator]() {
        yield* parts;
        await new Promise(() => undefined);
      },
    }),
  });
  return { defaultModel: "a", resolve: (id) => ({ model: modelOf(id) }), list: () => [] };
}

function open(parts: readonly StepPart[]) {
  const metrics = new MetricSet();
  const models = new ModelMetrics(metrics).watch(catalogOf(parts));
  const iteratorOf = (id: string): AsyncIterator<StepPart> => {
    const resolved = models.resolve(id);
    if ("unavailable" in resolved) throw new Error(resolved.unavailable);
    return resolved.model.stream(REQUEST)[Symbol.asyncIterator]();
  };
  const lines = async (): Promise<readonly string[]> =>
    (await metrics.page()).text.split("\n").filter((line) => /^aiwhisperer_.*[{]/.test(line));
  return { iteratorOf, lines };
}

describe("the metrics of models", () => {
  it("count a call by why it ended, and its tokens", async () => {
    const { iteratorOf, lines } = open([DELTA, FINISH]);
    const iterator = iteratorOf("a");
    expect([await iterator.next(), await iterator.next()].map(({ value }) => value)).toEqual([DELTA, FINISH]);
    await iterator.return?.();
    await iterator.return?.();
    expect(await lines()).toEqual([
      'aiwhisperer_model_calls_total{model="a",outcome="stop"} 1',
      'aiwhisperer_tokens_total{model="a",direction="input"} 3',
      'aiwhisperer_tokens_total{model="a",direction="output"} 4',
    ]);
  });

  it("count a fault by its code", async () => {
    const fault: StepPart = { type: "fault", fault: { code: "overloaded", message: "no", retryable: true } };
    const { iteratorOf, lines } = open([fault]);
    const iterator = iteratorOf("a");
    await iterator.next();
    await iterator.return?.();
    expect(await lines()).toEqual(['aiwhisperer_model_calls_total{model="a",outcome="overloaded"} 1']);
  });

  it("count as abandoned what was left after some text, or before any", async () => {
    const { iteratorOf, lines } = open([DELTA]);
    const left = iteratorOf("a");
    await left.next();
    await left.return?.();
    await iteratorOf("a").return?.();
    expect(await lines()).toEqual(['aiwhisperer_model_calls_total{model="a",outcome="abandoned"} 2']);
  });

  it("count a call that hangs when it is left, without waiting for it", async () => {
    const { iteratorOf, lines } = open([]);
    const iterator = iteratorOf("a");
    const pending = iterator.next();
    const returned = iterator.return?.();
    await Promise.race([pending, new Promise(setImmediate)]);
    expect(await lines()).toEqual(['aiwhisperer_model_calls_total{model="a",outcome="abandoned"} 1']);
    // A hanging generator takes the return when it continues, which this one never does.
    expect(returned).toBeInstanceOf(Promise);
  });

  it("keep the names of the first fifty models", async () => {
    const { iteratorOf, lines } = open([]);
    for (let index = 0; index < 60; index += 1) await iteratorOf(`m${index}`).return?.();
    const counted = await lines();
    expect(counted).toHaveLength(51);
    expect(counted.at(-1)).toBe('aiwhisperer_model_calls_total{model="other",outcome="abandoned"} 10');
  });
});
