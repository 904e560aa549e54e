import type { CommitOutcome } from "@aiwhisperer/engine";
import type { MetricSet } from "./metric-set.ts";

const COMMIT_BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const SIZE_BOUNDS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/** Counts what goes into the log; returns the listener for commits. */
export function createCommitMetrics(metrics: MetricSet): (outcome: CommitOutcome) => void {
  const durations = metrics.histogram({
    name: "commit_duration_seconds",
    help: "Time of a commit into the event log, which every delivery waits for.",
    bounds: COMMIT_BOUNDS,
  });
  const sizes = metrics.histogram({
    name: "commit_events",
    help: "Events in a commit.",
    bounds: SIZE_BOUNDS,
  });
  const characters = metrics.counts({
    name: "committed_characters_total",
    help: "UTF-16 units of the events written to the log.",
  });
  const failures = metrics.counts({
    name: "commit_failures_total",
    help: "Failed commits, by the code of the log's fault.",
    labels: ["code"],
  });
  return ({ events, length, durationMs, fault }) => {
    durations.observe(durationMs / 1_000);
    if (fault !== undefined) {
      failures.add([fault.code]);
      return;
    }
    sizes.observe(events);
    characters.add([], length);
  };
}
