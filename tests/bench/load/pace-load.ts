import type { Figures } from "../measure/figure.ts";
import { Samples } from "../measure/statistics.ts";
import { AnswerStream } from "./answer-stream.ts";
import type { LoadedSession, LoadRun } from "./load-run.ts";
import type { PaceTask } from "./load-task.ts";

/** Each session sends a message that often. */
const PERIOD_MS = 1_000;

/** What all sessions received during the measurement. */
class PaceCount {
  readonly firstPieces = new Samples();
  readonly gaps = new Samples();
  pieces = 0;
  isMeasuring = false;
  isEnding = false;
}

/**
 * A session that sends its messages by the clock. One whose answer is still coming then waits for its end: it
 * has fallen behind.
 */
class PacedSession {
  readonly #count: PaceCount;
  readonly #answers: AnswerStream;
  readonly #ended = Promise.withResolvers<void>();
  #dueAt: number;
  #sentAt = 0;
  #lastAt = 0;

  constructor(
    run: LoadRun,
    parts: { readonly session: LoadedSession; readonly pieces: number; readonly startAt: number },
    count: PaceCount,
  ) {
    const { session, pieces, startAt } = parts;
    this.#count = count;
    this.#dueAt = startAt;
    const message = `pace ${pieces} ${PERIOD_MS / pieces}`;
    this.#answers = new AnswerStream(
      run,
      { ...session, message, pieces },
      {
        onPieces: (received, first) => this.#takePieces(received, first),
        onEnd: () => this.#sendWhenDue(),
      },
    );
    this.#sendWhenDue();
  }

  /** Resolves when it is to end and the last answer has ended. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  #sendWhenDue(): void {
    const send = (): void => {
      if (this.#count.isEnding) {
        this.#ended.resolve();
        return;
      }
      this.#sentAt = performance.now();
      this.#dueAt += PERIOD_MS;
      this.#answers.send();
    };
    setTimeout(send, Math.max(0, this.#dueAt - performance.now()));
  }

  #takePieces(received: number, first: number): void {
    const now = performance.now();
    if (this.#count.isMeasuring) {
      this.#count.pieces += received;
      if (first === 0) this.#count.firstPieces.add(now - this.#sentAt);
      else this.#count.gaps.add(now - this.#lastAt);
    }
    this.#lastAt = now;
  }
}

/**
 * Streams paced answers to every session, and measures how soon and how evenly their pieces come and what one
 * costs the server.
 */
export async function loadPaced(run: LoadRun, task: PaceTask): Promise<Figures> {
  const sessions = await run.openSessions(task.sessions);
  const count = new PaceCount();
  const now = performance.now();
  const paced = sessions.map((session, index) => {
    // The beginnings are spread over a period.
    const startAt = now + (index / sessions.length) * PERIOD_MS;
    return new PacedSession(run, { session, pieces: task.pieces, startAt }, count);
  });
  const usage = await run.measure(task, () => {
    count.isMeasuring = true;
  });
  count.isMeasuring = false;
  count.isEnding = true;
  await run.wait(Promise.all(paced.map(({ ended }) => ended)));
  const [first, gap] = [count.firstPieces.summary(), count.gaps.summary()];
  const offered = (task.sessions * task.pieces * usage.seconds * 1_000) / PERIOD_MS;
  return {
    firstPieceP50Ms: first.p50,
    firstPieceP99Ms: first.p99,
    gapP50Ms: gap.p50,
    gapP99Ms: gap.p99,
    cpuPer1mPieces: (usage.cpuSeconds / count.pieces) * 1e6,
    offeredShare: count.pieces / offered,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}
