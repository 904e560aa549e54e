import type { Figures } from "../measure/figure.ts";
import { Samples } from "../measure/statistics.ts";
import { AnswerReader } from "./answer-reader.ts";
import { clientFrame } from "./client-frame.ts";
import type { LoadConnection } from "./load-connection.ts";
import type { LoadedSession, LoadRun } from "./load-run.ts";
import type { RequestTask } from "./load-task.ts";

const FIRST_ID = 100_000;
const ECHOED = "m".repeat(100);

/** Requests of all connections together. */
class RequestCount {
  readonly latencies = new Samples();
  answers = 0;
  isMeasuring = false;
  isEnding = false;
}

/** The requests of one connection: each is sent again as soon as it has been answered. */
class RequestLane {
  readonly #connection: LoadConnection;
  readonly #frames: readonly Buffer[];
  readonly #sentAt: Float64Array;
  readonly #answers: AnswerReader;
  readonly #count: RequestCount;
  #answered: number[] = [];
  #now = 0;
  #onIdle: (() => void) | undefined;
  #open = 0;

  constructor({ connection, sessionId }: LoadedSession, task: RequestTask, count: RequestCount) {
    const { method, depth } = task;
    const params = method === "getSession" ? { sessionId } : { message: ECHOED };
    this.#connection = connection;
    this.#count = count;
    this.#sentAt = new Float64Array(depth);
    this.#frames = Array.from({ length: depth }, (_, slot) =>
      clientFrame(connection.dialect.encodeRequest(FIRST_ID + slot, method, params)),
    );
    this.#answers = new AnswerReader(connection.dialect, (result) =>
      method === "getSession" ? isSession(result, sessionId) : result === ECHOED,
    );
  }

  start(run: LoadRun): void {
    run.listen(this.#connection, (bytes, start, end) => this.#take(bytes, start, end));
    this.#now = performance.now();
    this.#send(this.#frames.map((_, slot) => slot));
  }

  /** Resolves when nothing is on the way any more. */
  idle(): Promise<void> {
    if (this.#open === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }

  #take(bytes: Buffer, start: number, end: number): void {
    const id = this.#answers.read(bytes, start, end);
    if (id === undefined) return;
    const slot = id - FIRST_ID;
    const sentAt = this.#sentAt[slot] ?? 0;
    if (sentAt === 0) throw new Error(`request ${id} was answered twice, or never sent`);
    this.#sentAt[slot] = 0;
    this.#open -= 1;
    if (this.#answered.push(slot) === 1) {
      // All that a read brings has come at the same time, and is answered in one write.
      this.#now = performance.now();
      queueMicrotask(() => this.#sendAgain());
    }
    if (!this.#count.isMeasuring) return;
    this.#count.answers += 1;
    this.#count.latencies.add(this.#now - sentAt);
  }

  #sendAgain(): void {
    const slots = this.#answered;
    this.#answered = [];
    if (!this.#count.isEnding) this.#send(slots);
    else if (this.#open === 0) this.#onIdle?.();
  }

  #send(slots: readonly number[]): void {
    for (const slot of slots) this.#sentAt[slot] = this.#now;
    this.#open += slots.length;
    const [first = 0] = slots;
    this.#connection.write(
      slots.length === 1 ? this.#frames[first]! : Buffer.concat(slots.map((slot) => this.#frames[slot]!)),
    );
  }
}

/**
 * Keeps requests on the way on every connection, and measures what they cost the server and how long they
 * take.
 */
export async function loadRequests(run: LoadRun, task: RequestTask): Promise<Figures> {
  const sessions = await run.openSessions(task.connections);
  const count = new RequestCount();
  const lanes = sessions.map((session) => new RequestLane(session, task, count));
  for (const lane of lanes) lane.start(run);
  const usage = await run.measure(task, () => {
    count.isMeasuring = true;
  });
  count.isMeasuring = false;
  const { p50, p99 } = count.latencies.summary();
  count.isEnding = true;
  await run.wait(Promise.all(lanes.map((lane) => lane.idle())));
  return {
    requestsPerSecond: count.answers / usage.seconds,
    cpuPer100kRequests: (usage.cpuSeconds / count.answers) * 100_000,
    requestP50Ms: p50,
    requestP99Ms: p99,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}

function isSession(result: unknown, sessionId: string): boolean {
  return (result as { session?: { sessionId?: string } } | undefined)?.session?.sessionId === sessionId;
}
