import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Clock, Timer } from "../kit/clock.ts";
import { SlotQueue } from "./slot-queue.ts";

/** Time for which an idle thread is kept for the next order: starting one takes a tenth of a second. */
const IDLE_MS = 30_000;

/** Time that a thread has to load its module. */
const START_TIMEOUT_MS = 30_000;

/** The id that Node reports for a thread once it has ended. */
const ENDED_THREAD_ID = -1;

/** Options of a thread pool. */
export interface ThreadPoolOptions {
  readonly clock: Clock;
  /**
   * Module of the thread. It posts one message when it is ready, and then exactly one answer to each order.
   */
  readonly module: URL;
  /** Orders under way at a time; further orders wait, those of one owner first come first served. */
  readonly maxThreads: number;
  /** Heap that one thread may use; an order that needs more rejects with the error of the thread. */
  readonly maxMebibytes: number;
  /**
   * Whether an order under way is terminated when its signal aborts. Otherwise the pool waits for its answer,
   * and terminates the thread at the deadline only: for work that must not be left half done.
   */
  readonly isInterruptible: boolean;
}

/** The order took longer than its deadline, and its thread was terminated. */
export class ThreadTimeout extends Error {
  override readonly name = "ThreadTimeout";
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`a thread took longer than ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/** No thread was free for the order in time; nothing of it was done. */
export class ThreadBusy extends Error {
  override readonly name = "ThreadBusy";
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`no thread was free for ${waitMs} ms`);
    this.waitMs = waitMs;
  }
}

/** Deadlines and owner of an order. */
export interface OrderTerms {
  /** From the beginning of the work. */
  readonly timeoutMs: number;
  /** Of the wait for a thread. Default: none. */
  readonly waitMs?: number;
  /** Owners whose orders wait take turns. Default: all orders have the same owner. */
  readonly owner?: string;
}

/** A thread that waits for an order, and ends when none comes. */
interface IdleThread {
  readonly worker: Worker;
  readonly timer: Timer;
}

/**
 * Threads that carry out orders, one at a time each. A thread that exceeds the deadline of its order is
 * terminated, wherever it is, and replaced; orders that wait are not lost. Threads start when they are
 * needed, and do not keep the process alive when idle.
 */
export class ThreadPool<Order, Answer> {
  readonly #options: ThreadPoolOptions;
  readonly #slots: SlotQueue;
  #idle: readonly IdleThread[] = [];

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
    this.#slots = new SlotQueue(options.maxThreads);
  }

  /**
   * Carries out an order on a thread that does nothing else meanwhile. Rejects with `ThreadTimeout` or
   * `ThreadBusy` at a deadline, with the reason of the signal when it aborts, and with the error of the
   * thread; the work has ended by then.
   */
  async run(order: Order, terms: OrderTerms, signal: AbortSignal): Promise<Answer> {
    const { timeoutMs } = terms;
    const release = await this.#slot(terms, signal);
    try {
      const worker = this.#takeIdle() ?? (await this.#start());
      if (signal.aborted) {
        this.#keep(worker);
        throw signal.reason;
      }
      return await this.#answerOf(worker, { order, timeoutMs }, signal);
    } finally {
      release();
    }
  }

  async #slot({ waitMs, owner }: OrderTerms, signal: AbortSignal): Promise<() => void> {
    if (waitMs === undefined) return this.#slots.take(signal, owner);
    const waited = new AbortController();
    const timer = this.#options.clock.setTimer(waitMs, () => waited.abort(new ThreadBusy(waitMs)));
    try {
      return await this.#slots.take(AbortSignal.any([signal, waited.signal]), owner);
    } finally {
      timer.cancel();
    }
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(this.#options.module, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#options.maxMebibytes },
    });
    // The error of an order is awaited; a thread that ends without one is not used again.
    worker.on("error", () => undefined);
    await this.#message(worker, START_TIMEOUT_MS);
    return worker;
  }

  async #answerOf(
    worker: Worker,
    { order, timeoutMs }: { readonly order: Order; readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<Answer> {
    const answered = this.#message(worker, timeoutMs, this.#options.isInterruptible ? signal : undefined);
    worker.postMessage(order);
    const answer = await answered;
    this.#keep(worker);
    return answer;
  }

  /** The next message of a thread; the thread is terminated when none comes. */
  async #message(worker: Worker, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    const ended = new AbortController();
    const timer = this.#options.clock.setTimer(timeoutMs, () => ended.abort(new ThreadTimeout(timeoutMs)));
    const onAbort = (): void => ended.abort(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    try {
      worker.ref();
      const [message] = await once(worker, "message", { signal: ended.signal });
      return message as Answer;
    } catch (error) {
      await worker.terminate();
      throw ended.signal.aborted ? ended.signal.reason : error;
    } finally {
      timer.cancel();
      signal?.removeEventListener("abort", onAbort);
    }
  }

  #keep(worker: Worker): void {
    worker.unref();
    const end = async (): Promise<void> => {
      this.#idle = this.#idle.filter((thread) => thread.worker !== worker);
      await worker.terminate();
    };
    const timer = this.#options.clock.setTimer(IDLE_MS, () => void end());
    this.#idle = [...this.#idle, { worker, timer }];
  }

  #takeIdle(): Worker | undefined {
    const thread = this.#idle.at(-1);
    if (thread === undefined) return undefined;
    this.#idle = this.#idle.slice(0, -1);
    thread.timer.cancel();
    return thread.worker.threadId === ENDED_THREAD_ID ? this.#takeIdle() : thread.worker;
  }
}
