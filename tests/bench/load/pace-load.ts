import { Samples } from "../measure/statistics.ts";
import { clientFrame } from "./client-frame.ts";
import type { LoadedSession, LoadRun } from "./load-run.ts";
import type { Figures, PaceTask } from "./load-task.ts";
import { PieceReader } from "./piece-reader.ts";

/** Each session sends a message that often. */
const PERIOD_MS = 1_000;

/** What all sessions have been told while it was measured. */
class PaceCount {
  readonly firstPieces = new Samples();
  readonly gaps = new Samples();
  pieces = 0;
  isMeasuring = false;
  isEnding = false;
}

/** A session that sends its messages by the clock. One whose answer is still coming then waits for its end: it has fallen behind. */
class PacedSession {
  readonly #session: LoadedSession;
  readonly #task: PaceTask;
  readonly #count: PaceCount;
  readonly #reader: PieceReader;
  readonly #message: Buffer;
  #dueAt: number;
  #sentAt = 0;
  #lastAt = 0;
  readonly #ended = Promise.withResolvers<void>();

  constructor(session: LoadedSession, task: PaceTask, parts: { count: PaceCount; startAt: number }) {
    const { connection, sessionId } = session;
    this.#session = session;
    this.#task = task;
    this.#count = parts.count;
    this.#dueAt = parts.startAt;
    const params = { sessionId, message: `pace ${task.pieces} ${PERIOD_MS / task.pieces}` };
    this.#message = clientFrame(connection.dialect.encodeRequest(100_000, "sendUserMessage", params));
    this.#reader = new PieceReader(connection.dialect, {
      onPieces: (pieces, first) => this.#takePieces(pieces, first),
      onTurnEnd: () => this.#endTurn(),
    });
  }

  /** Sends until it is to end; resolves when the last answer has. */
  start(onFailure: (error: Error) => void): Promise<void> {
    this.#session.connection.listen((bytes, start, end) => {
      try {
        this.#reader.read(bytes, start, end);
      } catch (error) {
        onFailure(error as Error);
      }
    });
    this.#sendWhenDue();
    return this.#ended.promise;
  }

  #sendWhenDue(): void {
    setTimeout(
      () => {
        if (this.#count.isEnding) return this.#ended.resolve();
        this.#sentAt = performance.now();
        this.#dueAt += PERIOD_MS;
        this.#session.connection.write(this.#message);
      },
      Math.max(0, this.#dueAt - performance.now()),
    );
  }

  #takePieces(pieces: number, first: number): void {
    const now = performance.now();
    if (this.#count.isMeasuring) {
      this.#count.pieces += pieces;
      if (first === 0) this.#count.firstPieces.add(now - this.#sentAt);
      else this.#count.gaps.add(now - this.#lastAt);
    }
    this.#lastAt = now;
  }

  #endTurn(): void {
    const { pieces } = this.#task;
    if (this.#reader.next !== pieces) throw new Error(`${this.#reader.next} pieces of ${pieces} came`);
    this.#reader.next = 0;
    this.#sendWhenDue();
  }
}

/** Streams paced answers to every session, and measures how soon and how evenly their pieces come and what one costs the server. */
export async function loadPaced(run: LoadRun, task: PaceTask): Promise<Figures> {
  const sessions = await run.openSessions(task.sessions);
  const count = new PaceCount();
  const now = performance.now();
  const ended = sessions.map((session, index) => {
    // The beginnings are spread over a period.
    const startAt = now + (index / sessions.length) * PERIOD_MS;
    return new PacedSession(session, task, { count, startAt }).start(run.fail);
  });
  const usage = await run.measure(task, () => {
    count.isMeasuring = true;
  });
  count.isMeasuring = false;
  count.isEnding = true;
  await run.wait(Promise.all(ended));
  const [first, gap] = [count.firstPieces.summary(), count.gaps.summary()];
  const offered = (task.sessions * task.pieces * usage.seconds * 1_000) / PERIOD_MS;
  return {
    firstPieceP50Ms: first.p50,
    firstPieceP99Ms: first.p99,
    gapP99Ms: gap.p99,
    cpuPer1mPieces: (usage.cpuSeconds / count.pieces) * 1e6,
    offeredShare: count.pieces / offered,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}
