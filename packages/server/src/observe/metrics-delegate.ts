import type { EngineEvent, EngineEventName, NotificationDelegate } from "@aiwhisperer/engine";
import type { LabelledCounts, MetricSet } from "./metric-set.ts";
import { ToolMetrics } from "./tool-metrics.ts";
import { TurnMetrics } from "./turn-metrics.ts";

/**
 * The delegate that counts turns, tool calls and failures. It handles an event at once and keeps no text of
 * it.
 */
export class MetricsDelegate implements NotificationDelegate {
  readonly name = "metrics";
  readonly events: readonly EngineEventName[] = [
    "ai_loop.message.ai_chunk_received",
    "ai_loop.turn.status_changed",
    "ai_loop.error",
    "ai_loop.tool_call.identified",
    "ai_loop.tool_call.started",
    "ai_loop.tool_call.approval_resolved",
    "ai_loop.tool_call.result_processed",
    "delegate.failed",
    "engine_error_occurred",
  ];
  readonly #turns: TurnMetrics;
  readonly #tools: ToolMetrics;
  readonly #failures: LabelledCounts;
  readonly #faults: LabelledCounts;

  /** `now` returns milliseconds of any clock that never goes back. */
  constructor(metrics: MetricSet, now: () => number) {
    this.#turns = new TurnMetrics(metrics, now);
    this.#tools = new ToolMetrics(metrics, now);
    this.#failures = metrics.counts({
      name: "delegate_failures_total",
      help: "Failures of delegates: events whose handling failed or that were dropped, questions that could not be answered.",
      labels: ["delegate"],
    });
    this.#faults = metrics.counts({ name: "engine_faults_total", help: "Faults in the engine." });
  }

  handle(event: EngineEvent): void {
    switch (event.name) {
      case "ai_loop.message.ai_chunk_received":
        this.#turns.onChunk(event.committed.event.params);
        break;
      case "ai_loop.turn.status_changed":
      case "ai_loop.error":
        this.#turns.onStatus(event.committed.event.params);
        break;
      case "ai_loop.tool_call.identified":
        this.#tools.onCall(event.committed.event.params);
        break;
      case "ai_loop.tool_call.started":
        this.#tools.onStarted(event.committed.event.params);
        break;
      case "ai_loop.tool_call.approval_resolved":
        this.#tools.onResolved(event.committed.event.params);
        break;
      case "ai_loop.tool_call.result_processed":
        this.#tools.onResult(event.committed.event.params);
        break;
      case "delegate.failed":
        this.#failures.add([event.delegate]);
        break;
      case "engine_error_occurred":
        this.#faults.add([]);
        break;
      default:
        // Only the events above are asked for.
        break;
    }
  }
}
