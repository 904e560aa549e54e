import { LiveStates } from "../kit/live-states.ts";

/** How token buckets fill. */
export interface TokenBucketsOptions {
  readonly perSecond: number;
  /** What a full bucket holds: so many may come at once. At least 1. */
  readonly burst: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

interface Bucket {
  level: number;
  filledAt: number;
}

/** A token bucket for each key: it fills steadily up to its size, and each use takes a token out. */
export class TokenBuckets {
  readonly #options: TokenBucketsOptions;
  readonly #buckets: LiveStates<Bucket>;

  constructor(options: TokenBucketsOptions) {
    this.#options = options;
    const { burst, now } = options;
    this.#buckets = new LiveStates<Bucket>(
      () => ({ level: burst, filledAt: now() }),
      (bucket) => this.#levelOf(bucket, now()) >= burst,
    );
  }

  /** Buckets that are not full. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes a token and returns 0; without a token returns the milliseconds until there is one. */
  take(key: string): number {
    const waitMs = this.waitFor(key);
    if (waitMs === 0) this.charge(key, 1);
    return waitMs;
  }

  /** Takes so many tokens, also such as are not there yet. */
  charge(key: string, tokens: number): void {
    this.#filled(key).level -= tokens;
  }

  /** Milliseconds until there is a token; takes none. */
  waitFor(key: string): number {
    const { level } = this.#filled(key);
    return level >= 1 ? 0 : Math.ceil(((1 - level) / this.#options.perSecond) * 1_000);
  }

  #filled(key: string): Bucket {
    const bucket = this.#buckets.use(key);
    const now = this.#options.now();
    bucket.level = this.#levelOf(bucket, now);
    bucket.filledAt = now;
    return bucket;
  }

  #levelOf({ level, filledAt }: Bucket, now: number): number {
    const { perSecond, burst } = this.#options;
    return Math.min(burst, level + ((now - filledAt) / 1_000) * perSecond);
  }
}
