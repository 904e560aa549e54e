import type { Figures } from "../measure/figure.ts";
import { Samples } from "../measure/statistics.ts";
import { AnswerStream } from "./answer-stream.ts";
import type { LoadedSession, LoadRun } from "./load-run.ts";
import type { TurnTask } from "./load-task.ts";

/**
 * Has short answers streamed, so many at a time, in one session after the other, and measures what a message
 * costs the server.
 */
export async function loadTurns(run: LoadRun, task: TurnTask): Promise<Figures> {
  const sessions = await openAll(run, task);
  const times = new Samples();
  let isMeasuring = false;
  let isEnding = false;
  let open = 0;
  const ended = Promise.withResolvers<void>();
  const waiting: (() => void)[] = [];
  const next = (): void => {
    if (isEnding) {
      if (open === 0) ended.resolve();
      return;
    }
    open += 1;
    waiting.shift()?.();
  };
  for (const session of sessions) {
    let sentAt = 0;
    const order = { ...session, message: `burst ${task.pieces}`, pieces: task.pieces };
    const answers = new AnswerStream(run, order, {
      onEnd() {
        open -= 1;
        if (isMeasuring) times.add(performance.now() - sentAt);
        waiting.push(send);
        next();
      },
    });
    const send = (): void => {
      sentAt = performance.now();
      answers.send();
    };
    waiting.push(send);
  }
  for (let index = 0; index < Math.min(task.atOnce, sessions.length); index += 1) next();
  const usage = await run.measure(task, () => {
    isMeasuring = true;
  });
  isMeasuring = false;
  isEnding = true;
  await run.wait(ended.promise);
  const { p50, p99, count } = times.summary();
  return {
    cpuMicrosecondsPerMessage: (usage.cpuSeconds / count) * 1e6,
    messagesPerSecond: count / usage.seconds,
    answerP50Ms: p50,
    answerP99Ms: p99,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}

/** Begins sessions, or continues existing ones: their past is in the log, and is not asked for. */
function openAll(run: LoadRun, { sessions, existing }: TurnTask): Promise<readonly LoadedSession[]> {
  if (existing.length === 0) return run.openSessions(sessions);
  return run.make(existing.length, async (index) => {
    const { sessionId, owner, sequence } = existing[index]!;
    const connection = await run.open(owner);
    await run.wait(connection.call("attachSession", { sessionId, afterSequence: sequence }));
    return { connection, sessionId };
  });
}
