import type { ModelFault, SessionEvent } from "@aiwhisperer/engine";
import { isTerminal, TurnStatus } from "@aiwhisperer/protocol";
import { track } from "../kit/tracked-map.ts";
import type { BucketCounts } from "./bucket-counts.ts";
import { knownLabel, labelsOf } from "./label.ts";
import type { LabelledCounts, MetricSet } from "./metric-set.ts";

type ChunkParams = SessionEvent<"AIMessageChunkNotification">["params"];
type StatusParams = SessionEvent<"TurnStatusNotification">["params"];

const FIRST_DELTA_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const TURN_BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600, 3_600];
const STATUS_LABELS = labelsOf(TurnStatus);

/** Every code that a failed turn can have. A missing or an extra code does not compile. */
const FAILURES = {
  unauthenticated: true,
  permission_denied: true,
  model_not_found: true,
  model_unavailable: true,
  rate_limited: true,
  insufficient_credit: true,
  overloaded: true,
  provider_error: true,
  connection_failed: true,
  stream_cut: true,
  malformed_response: true,
  context_too_long: true,
  request_too_large: true,
  content_filtered: true,
  tools_unsupported: true,
  input_unsupported: true,
  out_of_memory: true,
  timeout: true,
  step_limit: true,
  invalid_output: true,
  internal: true,
} satisfies { readonly [Code in ModelFault["code"]]: true };
const KNOWN_FAILURES = new Set(Object.keys(FAILURES));

/**
 * Counts turns and the text that they bring. A turn's time begins when its model is set to work, not while it
 * waits for another turn.
 */
export class TurnMetrics {
  readonly #turns: LabelledCounts;
  readonly #failures: LabelledCounts;
  readonly #durations: BucketCounts;
  readonly #firstDeltas: BucketCounts;
  readonly #now: () => number;
  /** Start of each running turn, in milliseconds of the clock. */
  readonly #running = new Map<string, number>();
  /** Those of them that have brought no text yet. */
  readonly #silent = new Map<string, number>();
  #deltas = 0;
  #characters = 0;

  /** `now` returns milliseconds of any clock that never goes back. */
  constructor(metrics: MetricSet, now: () => number) {
    this.#now = now;
    const labels = ["status"];
    this.#turns = metrics.counts({ name: "turns_total", help: "Finished turns, by status.", labels });
    this.#failures = metrics.counts({
      name: "turn_failures_total",
      help: "Turns that failed, by the code that the client received.",
      labels: ["code"],
    });
    this.#durations = metrics.histogram({
      name: "turn_duration_seconds",
      help: "Time from the start of a turn to its end, including waits for tools and decisions.",
      bounds: TURN_BOUNDS,
    });
    this.#firstDeltas = metrics.histogram({
      name: "first_delta_seconds",
      help: "Time from the start of a turn to its first text, once both are in the log.",
      bounds: FIRST_DELTA_BOUNDS,
    });
    const deltas = { name: "deltas_total", help: "Chunks of answers written to the log." };
    metrics.counter(deltas, () => [[[], this.#deltas]]);
    const characters = { name: "delta_characters_total", help: "UTF-16 units of the chunks of answers." };
    metrics.counter(characters, () => [[[], this.#characters]]);
  }

  /** Takes a chunk. Called for every piece of every answer: it must stay cheap. */
  onChunk({ turnId, chunk, isFinal }: ChunkParams): void {
    if (isFinal) return;
    this.#deltas += 1;
    this.#characters += chunk.length;
    if (this.#silent.size > 0) this.#noteFirstDelta(turnId);
  }

  onStatus({ turnId, status, error }: StatusParams): void {
    if (status === TurnStatus.Running) this.#noteStart(turnId);
    if (!isTerminal(status)) return;
    this.#turns.add([STATUS_LABELS.get(status) ?? "other"]);
    if (status === TurnStatus.Failed) this.#failures.add([knownLabel(error?.code ?? "", KNOWN_FAILURES)]);
    const startedAt = this.#running.get(turnId);
    if (startedAt !== undefined) this.#durations.observe((this.#now() - startedAt) / 1_000);
    this.#running.delete(turnId);
    this.#silent.delete(turnId);
  }

  #noteStart(turnId: string): void {
    if (this.#running.has(turnId)) return;
    const startedAt = this.#now();
    track(this.#running, turnId, startedAt);
    track(this.#silent, turnId, startedAt);
  }

  #noteFirstDelta(turnId: string): void {
    const startedAt = this.#silent.get(turnId);
    if (startedAt === undefined) return;
    this.#silent.delete(turnId);
    this.#firstDeltas.observe((this.#now() - startedAt) / 1_000);
  }
}
