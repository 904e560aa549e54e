import { clientFrame } from "./client-frame.ts";
import type { LoadedSession, LoadRun } from "./load-run.ts";
import type { BurstTask, Figures } from "./load-task.ts";
import { PieceReader } from "./piece-reader.ts";

/** What all connections have been told while it was measured. */
class BurstCount {
  pieces = 0;
  texts = 0;
  turns = 0;
  isMeasuring = false;
  isEnding = false;
}

/** A message is sent, its answer is read to the end, and the next one is sent, until it is to end. Resolves then. */
function streamBursts(
  { connection, sessionId }: LoadedSession,
  parts: { readonly task: BurstTask; readonly count: BurstCount; readonly run: LoadRun },
): Promise<void> {
  const { task, count, run } = parts;
  const { promise, resolve } = Promise.withResolvers<void>();
  const params = { sessionId, message: `burst ${task.pieces}` };
  const message = clientFrame(connection.dialect.encodeRequest(100_000, "sendUserMessage", params));
  const reader = new PieceReader(connection.dialect, {
    onPieces(pieces) {
      if (!count.isMeasuring) return;
      count.pieces += pieces;
      count.texts += 1;
    },
    onTurnEnd() {
      if (reader.next !== task.pieces) {
        throw new Error(`${reader.next} pieces of ${task.pieces} came`);
      }
      reader.next = 0;
      if (count.isMeasuring) count.turns += 1;
      if (count.isEnding) resolve();
      else connection.write(message);
    },
  });
  connection.listen((bytes, start, end) => {
    try {
      reader.read(bytes, start, end);
    } catch (error) {
      run.fail(error as Error);
    }
  });
  connection.write(message);
  return promise;
}

/** Streams answers to every connection as fast as it reads, and measures what a piece costs the server. */
export async function loadBursts(run: LoadRun, task: BurstTask): Promise<Figures> {
  const sessions = await run.openSessions(task.connections);
  const count = new BurstCount();
  const ended = sessions.map((session) => streamBursts(session, { task, count, run }));
  const usage = await run.measure(task, () => {
    count.isMeasuring = true;
  });
  count.isMeasuring = false;
  count.isEnding = true;
  await run.wait(Promise.all(ended));
  return {
    piecesPerSecond: count.pieces / usage.seconds,
    cpuPer1mPieces: (usage.cpuSeconds / count.pieces) * 1e6,
    piecesPerNotification: count.pieces / count.texts,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}
