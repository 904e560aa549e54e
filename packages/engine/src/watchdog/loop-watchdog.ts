import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type BlockedTurn, readBlockedTurns } from "./blocked-turns.ts";
import type { TurnWatch } from "./turn-watch.ts";
import { LOOKS, type WatchdogAnswer, type WatchdogNews, type WatchdogStart } from "./watchdog-news.ts";

/** Options of a watchdog. */
export interface LoopWatchdogOptions {
  /** File of the record. */
  readonly path: string;
  /** Time without an answer of the event loop that counts as a block. */
  readonly maxLoopBlockMs: number;
  /** Receives what keeps the record from being written. */
  readonly onError: (error: unknown) => void;
}

const MEBIBYTES = 32;
/** Time without turns after which the thread ends: it holds some memory. */
const IDLE_MS = 30_000;
/**
 * Time after which the ends of turns are posted when no other turn has begun: one message a turn, not two.
 */
const SETTLE_MS = 100;
const CLOSE_TIMEOUT_MS = 2_000;

/**
 * Notices on a thread of its own that the event loop is blocked, and records durably which turns run then:
 * after a crash or a kill the next start knows them. The thread starts with a turn, and ends when none has
 * run for a while; without turns nothing ticks.
 */
export class LoopWatchdog implements TurnWatch {
  readonly #options: LoopWatchdogOptions;
  readonly #beat = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** What is called when the loop was blocked again, by turn. */
  readonly #running = new Map<string, () => void>();
  /** The record as it was when the process started. */
  readonly #blocked: ReadonlyMap<string, BlockedTurn>;
  #heart: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  /** Ends of turns that are posted with the next news. */
  #ends: WatchdogNews[] = [];
  #thread: Worker | undefined;

  constructor(options: LoopWatchdogOptions) {
    this.#options = options;
    this.#blocked = new Map(readBlockedTurns(options.path).map((turn) => [turn.turnId, turn]));
  }

  began(turnId: string, onBlockedAgain: () => void): void {
    this.#running.set(turnId, onBlockedAgain);
    this.#heart ??= this.#startHeart();
    this.#tell({ type: "began", turnId });
  }

  stopped(turnId: string, how: "ended" | "left"): void {
    this.#running.delete(turnId);
    this.#ends.push({ type: how, turnId });
    this.#settling ??= setTimeout(() => this.#settle(), SETTLE_MS).unref();
  }

  mayResume(turnId: string): boolean {
    const turn = this.#blocked.get(turnId);
    if (turn === undefined) return true;
    if (turn.blocks > 1 || turn.resumes > 0) {
      this.#tell({ type: "ended", turnId });
      return false;
    }
    this.#tell({ type: "resumed", turnId });
    return true;
  }

  /** Ends the watch in good order: turns that are left may be resumed. Never rejects. */
  async close(): Promise<void> {
    clearInterval(this.#heart);
    clearTimeout(this.#idle);
    clearTimeout(this.#settling);
    const thread = this.#thread;
    if (thread === undefined) return;
    const ended = once(thread, "exit", { signal: AbortSignal.timeout(CLOSE_TIMEOUT_MS) });
    this.#tell({ type: "closing" });
    this.#thread = undefined;
    await ended.catch(() => thread.terminate());
  }

  /** Posts the ends of turns. Without turns the heart stops, and later the thread. */
  #settle(): void {
    this.#settling = undefined;
    this.#post([]);
    if (this.#running.size > 0) return;
    clearInterval(this.#heart);
    this.#heart = undefined;
    this.#idle?.refresh();
    this.#idle ??= setTimeout(() => this.#rest(), IDLE_MS).unref();
  }

  /** What the thread knows is in the file: the next one reads it. */
  #rest(): void {
    this.#idle = undefined;
    if (this.#running.size > 0) return;
    void this.#thread?.terminate();
    this.#thread = undefined;
  }

  #startHeart(): NodeJS.Timeout {
    Atomics.add(this.#beat, 0, 1);
    const heart = setInterval(() => Atomics.add(this.#beat, 0, 1), this.#options.maxLoopBlockMs / LOOKS / 2);
    return heart.unref();
  }

  #tell(news: WatchdogNews): void {
    this.#post([news]);
  }

  #post(news: readonly WatchdogNews[]): void {
    const all = [...this.#ends, ...news];
    this.#ends = [];
    if (all.length === 0) return;
    this.#thread ??= this.#startThread();
    this.#thread.postMessage(all);
  }

  #startThread(): Worker {
    const { path, maxLoopBlockMs, onError } = this.#options;
    const thread = new Worker(new URL("./watchdog-thread.ts", import.meta.url), {
      env: {},
      execArgv: [],
      workerData: { path, maxLoopBlockMs, beat: this.#beat } satisfies WatchdogStart,
      resourceLimits: { maxOldGenerationSizeMb: MEBIBYTES, maxYoungGenerationSizeMb: 4 },
    });
    thread.on("message", (answer: WatchdogAnswer) => {
      if ("error" in answer) onError(answer.error);
      else this.#running.get(answer.blockedAgain)?.();
    });
    thread.on("error", onError);
    thread.unref();
    return thread;
  }
}
