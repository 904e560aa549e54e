import process from "node:process";

/** How busy a process was and what it holds, from one look to the next. */
export interface MemoryReading {
  /** Share of one processor that was used since the look before. */
  readonly load: number;
  /** Resident memory, in bytes. */
  readonly residentBytes: number;
}

/** What is looked at, and what is done. */
export interface MemoryReturnOptions {
  readonly read: () => MemoryReading;
  /** Collects garbage and returns the memory to the system. */
  readonly collect: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Time between looks. Default 5,000. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 5_000;

/**
 * A process that used less of a processor than this since the last look is idle: a pause of about 50 ms does
 * no harm.
 */
const EASE_LOAD = 0.05;

/** Growth since the last collection that is worth one. */
const WORTH_SHARE = 1.1;

/**
 * Returns memory to the system after a busy time. V8 collects when something is allocated, and a server that
 * has nothing to do allocates nothing: without this it keeps what it needed at its busiest. Looks every few
 * seconds, and collects once when the process is idle and has grown; then not before it has grown again.
 */
export class MemoryReturn {
  readonly #options: MemoryReturnOptions;
  readonly #interval: NodeJS.Timeout;
  #keptBytes: number;
  #isCollecting = false;

  constructor(options: MemoryReturnOptions) {
    this.#options = options;
    this.#keptBytes = options.read().residentBytes;
    this.#interval = setInterval(() => void this.look(), options.intervalMs ?? INTERVAL_MS);
    this.#interval.unref();
  }

  /** Looks now, and collects where that is worth it. Never rejects. */
  async look(): Promise<void> {
    const { load, residentBytes } = this.#options.read();
    if (this.#isCollecting || load > EASE_LOAD || residentBytes < this.#keptBytes * WORTH_SHARE) return;
    this.#isCollecting = true;
    try {
      await this.#options.collect();
      this.#keptBytes = this.#options.read().residentBytes;
    } catch (error) {
      this.stop();
      this.#options.onError(error);
    } finally {
      this.#isCollecting = false;
    }
  }

  stop(): void {
    clearInterval(this.#interval);
  }
}

/** Makes the readings of this process. */
export function createProcessReader(): () => MemoryReading {
  let last = { cpu: process.cpuUsage(), at: performance.now() };
  return () => {
    const now = { cpu: process.cpuUsage(), at: performance.now() };
    const usedMs = (now.cpu.user + now.cpu.system - last.cpu.user - last.cpu.system) / 1_000;
    const load = usedMs / Math.max(1, now.at - last.at);
    last = now;
    return { load, residentBytes: process.memoryUsage.rss() };
  };
}

/**
 * A full collection that returns freed pages to the system, which `global.gc` does not. The inspector of this
 * process is the way to ask V8 for it; nothing is listened on. Rejects where Node was built without one.
 */
export async function collectGarbage(): Promise<void> {
  const { Session } = await import("node:inspector/promises");
  const session = new Session();
  session.connect();
  try {
    await session.post("HeapProfiler.collectGarbage");
  } finally {
    session.disconnect();
  }
}
