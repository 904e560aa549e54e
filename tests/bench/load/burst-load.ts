import type { Figures } from "../measure/figure.ts";
import { AnswerStream } from "./answer-stream.ts";
import type { LoadConnection } from "./load-connection.ts";
import type { LoadedSession, LoadRun } from "./load-run.ts";
import type { BurstTask } from "./load-task.ts";

/** What all connections received during the measurement. */
class BurstCount {
  pieces = 0;
  texts = 0;
  isMeasuring = false;
  isEnding = false;
}

/**
 * A message is sent, all screens read its answer to the end, and the next one is sent, until it is to end.
 * Resolves then.
 */
function streamBursts(
  run: LoadRun,
  parts: {
    readonly sessionId: string;
    readonly screens: readonly LoadConnection[];
    readonly task: BurstTask;
  },
  count: BurstCount,
): Promise<void> {
  const { sessionId, screens, task } = parts;
  const { promise, resolve } = Promise.withResolvers<void>();
  let reading = screens.length;
  const order = { sessionId, message: `burst ${task.pieces}`, pieces: task.pieces };
  const [first] = screens.map(
    (connection) =>
      new AnswerStream(
        run,
        { ...order, connection },
        {
          onPieces(pieces) {
            if (!count.isMeasuring) return;
            count.pieces += pieces;
            count.texts += 1;
          },
          onEnd() {
            reading -= 1;
            if (reading > 0) return;
            reading = screens.length;
            if (count.isEnding) resolve();
            else first?.send();
          },
        },
      ),
  );
  first?.send();
  return promise;
}

async function openScreens(
  run: LoadRun,
  { connection, sessionId }: LoadedSession,
  parts: { readonly owner: number; readonly count: number },
): Promise<readonly LoadConnection[]> {
  const further = await run.make(parts.count - 1, async () => {
    const screen = await run.open(parts.owner);
    await run.wait(screen.call("attachSession", { sessionId }));
    return screen;
  });
  return [connection, ...further];
}

/** Streams answers to every connection as fast as it reads, and measures what a piece costs the server. */
export async function loadBursts(run: LoadRun, task: BurstTask): Promise<Figures> {
  const sessions = await run.openSessions(task.sessions);
  const followed = await run.make(sessions.length, async (owner) => {
    const session = sessions[owner]!;
    const screens = await openScreens(run, session, { owner, count: task.screens });
    return { sessionId: session.sessionId, screens, task };
  });
  const count = new BurstCount();
  const ended = followed.map((parts) => streamBursts(run, parts, count));
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
