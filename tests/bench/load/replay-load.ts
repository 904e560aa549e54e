import type { Figures } from "../measure/figure.ts";
import { quantile } from "../measure/statistics.ts";
import type { LoadRun } from "./load-run.ts";
import type { ReplayTask, SeededSession } from "./load-task.ts";
import { PieceReader } from "./piece-reader.ts";

/** Has new connections attach to a session and read it whole, and measures how long each takes from its request to the last event. */
export async function loadReplays(run: LoadRun, { session, times }: ReplayTask): Promise<Figures> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) all.push(await readSession(run, session, 0));
  const sorted = all.toSorted((a, b) => a - b);
  return {
    replayMs: quantile(sorted, 0.5),
    firstReplayMs: all[0] ?? Number.NaN,
    slowestReplayMs: sorted.at(-1) ?? Number.NaN,
    replayedEvents: session.sequence,
  };
}

/** Opens a connection, attaches after a sequence and reads to the end of the session's answer. Gives the milliseconds that took, without connecting. */
export async function readSession(
  run: LoadRun,
  { sessionId, owner, pieces }: SeededSession,
  afterSequence: number,
): Promise<number> {
  const connection = await run.open(owner);
  const { promise, resolve } = Promise.withResolvers<void>();
  const reader = new PieceReader(connection.dialect, {
    onPieces: () => undefined,
    onTurnEnd() {
      if (reader.next !== pieces) throw new Error(`the replay ended at piece ${reader.next} of ${pieces}`);
      resolve();
    },
  });
  if (afterSequence > 0) reader.beginAnywhere();
  const startedAt = performance.now();
  run.listen(connection, (bytes, start, end) => reader.read(bytes, start, end));
  connection.request("attachSession", { sessionId, afterSequence });
  await run.wait(promise);
  const milliseconds = performance.now() - startedAt;
  connection.close();
  return milliseconds;
}
