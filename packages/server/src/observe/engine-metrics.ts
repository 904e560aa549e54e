import type { DelegateCounters, Engine, LogStats } from "@aiwhisperer/engine";
import type { MetricSet, Sample } from "./metric-set.ts";

/**
 * Reports the load of an engine on each scrape. `onError` is called if the size of the log cannot be read;
 * those metrics are left out then.
 */
export function createEngineMetrics(
  metrics: MetricSet,
  engine: Engine,
  onError: (error: unknown) => void,
): void {
  const text = (name: string, help: string) => ({ name, help });
  metrics.gauge(text("live_sessions", "Sessions in memory."), () => [[[], engine.counts().liveSessions]]);
  metrics.gauge(
    text("running_turns", "Running turns, including those that wait for a tool or a decision."),
    () => [[[], engine.counts().runningTurns]],
  );
  metrics.gauge(text("uncommitted_characters", "UTF-16 units of messages that wait for the log."), () => [
    [[], engine.counts().uncommittedLength],
  ]);
  metrics.gauge(
    text("unreadable_sessions", "Sessions found damaged since the start: their status is Error."),
    () => [[[], engine.counts().unreadableSessions]],
  );
  metrics.gauge(
    text(
      "log_damaged_parts",
      "Damaged parts of the event log, found when it was opened or since: run aiwhisperer check.",
    ),
    () => [[[], engine.logDamage.length]],
  );
  createDelegateMetrics(metrics, engine);
  const readStats = oncePerTick(() => engine.logStats());
  const size = (name: string, help: string, pick: (stats: LogStats) => number): void =>
    metrics.gauge(text(name, help), async () => {
      try {
        return [[[], pick(await readStats())]];
      } catch (error) {
        onError(error);
        return [];
      }
    });
  size(
    "log_file_bytes",
    "Size of the event log on disk, its write-ahead file included.",
    ({ bytes }) => bytes,
  );
  size("log_used_bytes", "Used part of the event log.", ({ usedBytes }) => usedBytes);
  size(
    "log_reserve_bytes",
    "Disk space that the event log holds for deletions on a full disk.",
    ({ reserve }) => reserve?.heldBytes ?? 0,
  );
  size("stored_sessions", "Sessions in the event log.", ({ sessions }) => sessions);
}

function createDelegateMetrics(metrics: MetricSet, { delegates }: Engine): void {
  const labels = ["delegate"];
  const read = (pick: (counters: DelegateCounters) => number) => (): Iterable<Sample> =>
    delegates
      .counters()
      .entries()
      .map(([name, counters]): Sample => [[name], pick(counters)]);
  metrics.gauge(
    { name: "delegate_waiting_events", help: "Events that wait for a delegate.", labels },
    read(({ waiting }) => waiting),
  );
  metrics.counter(
    {
      name: "delegate_dropped_events_total",
      help: "Events that were dropped for a delegate because too many waited for it.",
      labels,
    },
    read(({ dropped }) => dropped),
  );
}

/** Reads once for all that ask in the same tick. */
function oncePerTick<T>(read: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    if (pending === undefined) {
      pending = read();
      setImmediate(() => {
        pending = undefined;
      });
    }
    return pending;
  };
}
