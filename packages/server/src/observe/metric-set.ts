import type { Histogram, Registry } from "prom-client";
import { BucketCounts } from "./bucket-counts.ts";

/** A number with the values of its labels, in the order of the metric's label names. */
export type Sample = readonly [labels: readonly string[], value: number];

/** Name of a metric and what it measures. */
export interface MetricText {
  /** Without the prefix, with its unit: `connections_opened_total`. */
  readonly name: string;
  /** What it counts, for the reader of the metrics page. */
  readonly help: string;
  readonly labels?: readonly string[];
}

/** A histogram has at most one label. */
export interface HistogramText extends Omit<MetricText, "labels"> {
  /** Upper bounds of the buckets, ascending, in the unit of the name. */
  readonly bounds: readonly number[];
  readonly label?: string;
}

const PREFIX = "aiwhisperer_";

/** A count, and those whose labels begin like it. */
interface CountNode {
  /** Of the count with these labels; `undefined` where there are only longer ones. */
  value: number | undefined;
  readonly next: Map<string, CountNode>;
}

/**
 * Numbers that only grow, one for each combination of labels. Who counts sees to it that labels have values
 * of closed lists only.
 */
export class LabelledCounts {
  /** By label after label: to join them to a key would be most of what counting costs. */
  readonly #root: CountNode = { value: undefined, next: new Map() };

  add(labels: readonly string[], amount = 1): void {
    let node = this.#root;
    for (const label of labels) node = node.next.get(label) ?? addNode(node, label);
    node.value = (node.value ?? 0) + amount;
  }

  samples(): readonly Sample[] {
    return [...samplesOf(this.#root, [])];
  }
}

function addNode({ next }: CountNode, label: string): CountNode {
  const node: CountNode = { value: undefined, next: new Map() };
  next.set(label, node);
  return node;
}

function* samplesOf({ value, next }: CountNode, labels: readonly string[]): Generator<Sample> {
  if (value !== undefined) yield [labels, value];
  for (const [label, node] of next) yield* samplesOf(node, [...labels, label]);
}

/** The metrics as a page for Prometheus. */
export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}

type PromClient = typeof import("prom-client");

/** Adds one metric to a registry. */
type Registration = (registry: Registry, prom: PromClient) => void;

/**
 * The metrics of a server. Frequent events are counted in plain numbers and converted to prom-client's form
 * on a scrape, so that counting costs next to nothing; only then is prom-client loaded, which a start has no
 * use for.
 */
export class MetricSet {
  readonly #registrations: Registration[] = [];
  #registry: Promise<Registry> | undefined;

  /** Every metric in Prometheus' text format. What is added after the first call is not on it. */
  async page(): Promise<MetricsPage> {
    this.#registry ??= this.#register();
    const registry = await this.#registry;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /** Counts that only grow, read from where they are kept. */
  counter(text: MetricText, read: () => Iterable<Sample>): void {
    this.#registrations.push((registry, { Counter }) => {
      new Counter({
        ...describe(text, registry),
        collect() {
          this.reset();
          for (const [values, value] of read()) this.inc(toLabels(text.labels, values), value);
        },
      });
    });
  }

  /** Counts that only grow, kept here. */
  counts(text: MetricText): LabelledCounts {
    const counts = new LabelledCounts();
    this.counter(text, () => counts.samples());
    return counts;
  }

  /** Numbers read on each scrape. One that cannot be read now returns no sample and is left out. */
  gauge(text: MetricText, read: () => Iterable<Sample> | Promise<Iterable<Sample>>): void {
    this.#registrations.push((registry, { Gauge }) => {
      new Gauge({
        ...describe(text, registry),
        async collect() {
          const samples = await read();
          this.reset();
          for (const [values, value] of samples) this.set(toLabels(text.labels, values), value);
        },
      });
    });
  }

  /** Values by size. */
  histogram({ name, help, bounds, label }: HistogramText): BucketCounts {
    const counts = new BucketCounts(bounds);
    const fullName = PREFIX + name;
    const metric = {
      name: fullName,
      async get() {
        const values = counts.samples().map(({ kind, label: row, bound, value }) => ({
          metricName: `${fullName}_${kind}`,
          labels: {
            ...(label === undefined ? {} : { [label]: row }),
            ...(bound === undefined ? {} : { le: bound }),
          },
          value,
        }));
        return { name: fullName, help, type: "histogram", aggregator: "sum", values };
      },
    };
    // A registry asks its metrics for this and nothing else; its types know only the classes that come with
    // it.
    this.#registrations.push((registry) => registry.registerMetric(metric as unknown as Histogram));
    return counts;
  }

  async #register(): Promise<Registry> {
    const prom = await import("prom-client");
    const registry = new prom.Registry();
    for (const register of this.#registrations) register(registry, prom);
    return registry;
  }
}

function describe({ name, help, labels = [] }: MetricText, registry: Registry) {
  return { name: PREFIX + name, help, labelNames: [...labels], registers: [registry] };
}

function toLabels(names: readonly string[] = [], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}
