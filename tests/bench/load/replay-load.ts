import type { Figures } from "../measure/figure.ts";
import { quantile } from "../measure/statistics.ts";
import type { LoadConnection } from "./load-connection.ts";
import type { LoadRun } from "./load-run.ts";
import type { ReplayTask, SeededSession } from "./load-task.ts";
import { PieceReader } from "./piece-reader.ts";

/**
 * Has new connections attach to a session and read it whole, and measures how long each takes from its
 * request to the last event.
 */
export async function loadReplays(run: LoadRun, { session, times }: ReplayTask): Promise<Figures> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const connection = await run.open(session.owner);
    const startedAt = performance.now();
    await run.wait(readSession(run, connection, { session, afterSequence: 0 }));
    all.push(performance.now() - startedAt);
    connection.close();
  }
  const sorted = all.toSorted((a, b) => a - b);
  return {
    replayMs: quantile(sorted, 0.5),
    firstReplayMs: all[0] ?? Number.NaN,
    slowestReplayMs: sorted.at(-1) ?? Number.NaN,
    replayedEvents: session.sequence,
  };
}

/** Attaches after a sequence, and resolves when the session's answer has been read to its end. */
export function readSession(
  run: LoadRun,
  connection: LoadConnection,
  part: { readonly session: SeededSession; readonly afterSequence: number },
): Promise<void> {
  const { session, afterSequence } = part;
  const { sessionId, pieces } = session;
  const { promise, resolve } = Promise.withResolvers<void>();
  const reader = new PieceReader(connection.dialect, {
    onPieces: () => undefined,
    onTurnEnd() {
      if (reader.next !== pieces) throw new Error(`the replay ended at piece ${reader.next} of ${pieces}`);
      resolve();
    },
  });
  if (afterSequence > 0) reader.beginAnywhere();
  run.listen(connection, (bytes, start, end) => reader.read(bytes, start, end));
  connection.request("attachSession", { sessionId, afterSequence });
  return promise;
}
