import type { SessionEvent } from "@aiwhisperer/engine";
import {
  approvalResolution,
  personlessDecider,
  QuestionResolution,
  ToolDecision,
  ToolEffect,
  ToolExecutor,
  ToolFailure,
} from "@aiwhisperer/protocol";
import { track } from "../kit/tracked-map.ts";
import type { BucketCounts } from "./bucket-counts.ts";
import { labelsOf } from "./label.ts";
import type { LabelledCounts, MetricSet } from "./metric-set.ts";

/** What is known of a call until its result comes. */
interface OpenCall {
  readonly effect: string;
  readonly executor: string;
  /** When the server's tool began, in milliseconds of the clock. */
  startedAt: number | undefined;
}

const TOOL_BOUNDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const EFFECTS = labelsOf(ToolEffect);
const EXECUTORS = labelsOf(ToolExecutor);
const FAILURES = labelsOf(ToolFailure);
const DECISIONS = labelsOf(ToolDecision);
/** Who or what decided, by the resolution. */
const DECIDERS: Readonly<Record<QuestionResolution, string>> = {
  ...personlessDecider,
  [QuestionResolution.Decided]: "person",
};

/**
 * Counts tool calls by what they may do and what became of them, and the decisions about them. Names of tools
 * are no labels: models make them up.
 */
export class ToolMetrics {
  readonly #calls: LabelledCounts;
  readonly #decisions: LabelledCounts;
  readonly #durations: BucketCounts;
  readonly #now: () => number;
  readonly #open = new Map<string, OpenCall>();

  /** `now` returns milliseconds of any clock that never goes back. */
  constructor(metrics: MetricSet, now: () => number) {
    this.#now = now;
    this.#calls = metrics.counts({
      name: "tool_calls_total",
      help: "Tool calls that have their result, by effect, by who ran the tool, and by outcome. A call from before a restart has the effect unknown.",
      labels: ["effect", "executor", "outcome"],
    });
    this.#decisions = metrics.counts({
      name: "tool_decisions_total",
      help: "Decisions about tool calls, by decision and by origin: a person, the expiry, a cancellation or a restart.",
      labels: ["decision", "by"],
    });
    this.#durations = metrics.histogram({
      name: "tool_duration_seconds",
      help: "Run time of the server's tools, by effect.",
      bounds: TOOL_BOUNDS,
      label: "effect",
    });
  }

  onCall({ toolCallId, effect, executor }: SessionEvent<"ToolCallNotification">["params"]): void {
    const labels = { effect: EFFECTS.get(effect) ?? "other", executor: EXECUTORS.get(executor) ?? "other" };
    track(this.#open, toolCallId, { ...labels, startedAt: undefined });
  }

  onStarted({ toolCallId }: SessionEvent<"ToolStartedNotification">["params"]): void {
    const call = this.#open.get(toolCallId);
    if (call !== undefined) call.startedAt = this.#now();
  }

  onResolved(resolved: SessionEvent<"ToolApprovalResolvedNotification">["params"]): void {
    const by = DECIDERS[approvalResolution(resolved)];
    this.#decisions.add([DECISIONS.get(resolved.decision) ?? "other", by]);
  }

  onResult({ toolCallId, isError, failure }: SessionEvent<"ToolResultNotification">["params"]): void {
    const { effect = "unknown", executor = "unknown", startedAt } = this.#open.get(toolCallId) ?? {};
    this.#open.delete(toolCallId);
    this.#calls.add([effect, executor, outcomeOf(isError, failure)]);
    if (startedAt !== undefined) this.#durations.observe((this.#now() - startedAt) / 1_000, effect);
  }
}

function outcomeOf(isError: boolean, failure: ToolFailure | undefined): string {
  if (failure !== undefined) return FAILURES.get(failure) ?? "other";
  return isError ? "error" : "ok";
}
