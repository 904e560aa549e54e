import type { Clock } from "./clock.ts";
import {
  isStoredMessage,
  type OutboxLimits,
  type OutboxStorage,
  type StoredMessage,
} from "./outbox-storage.ts";

/** Limits and reports of a guarded storage. */
export interface GuardOptions {
  readonly clock: Clock;
  readonly limits: OutboxLimits;
  readonly onFault: (error: unknown) => void;
}

/** Wraps a program's storage so that its faults never hold up a message. */
export class GuardedStorage {
  readonly #storage: OutboxStorage;
  readonly #options: GuardOptions;
  /** The last writing of each message, by idempotency key, until it has ended. */
  readonly #writing = new Map<string, Promise<unknown>>();

  constructor(storage: OutboxStorage, options: GuardOptions) {
    this.#storage = storage;
    this.#options = options;
  }

  /** The readable messages of a session. Rejects as the storage does, and after `maxStorageMs`. */
  async list(sessionId: string): Promise<readonly StoredMessage[]> {
    const stored: readonly unknown[] = await this.#bounded(this.#storage.list(sessionId));
    return stored.filter(isStoredMessage).filter((message) => message.sessionId === sessionId);
  }

  /**
   * Stores a message, at once where the storage is synchronous. Rejects as the storage does, and after
   * `maxStorageMs`.
   */
  async put(message: StoredMessage): Promise<void> {
    const written = this.#storage.put(message);
    if (written === undefined) return;
    const { idempotencyKey: key } = message;
    this.#writing.set(key, written);
    const end = () => {
      if (this.#writing.get(key) === written) this.#writing.delete(key);
    };
    written.then(end, end);
    await this.#bounded(written);
  }

  /**
   * Removes a message; one that is still being written, once more afterwards. Rejects as the storage does,
   * and after `maxStorageMs`.
   */
  async remove(message: StoredMessage): Promise<void> {
    const late = this.#writing.get(message.idempotencyKey);
    late?.then(() => this.#storage.remove(message)).catch((error) => this.#options.onFault(error));
    await this.#bounded(this.#storage.remove(message));
  }

  /** Watches a session's messages, where the storage can. */
  watch(sessionId: string, listener: () => void): () => void {
    try {
      return this.#storage.watch?.(sessionId, listener) ?? (() => {});
    } catch (error) {
      this.#options.onFault(error);
      return () => {};
    }
  }

  /**
   * Runs the work once: when it is this program's turn, or without a turn where the storage refuses one or
   * has none within `maxTurnMs`.
   */
  async alone(sessionId: string, work: () => Promise<void>): Promise<void> {
    let run: Promise<void> | undefined;
    const begin = () => {
      run ??= work();
      return run;
    };
    const { clock, limits, onFault } = this.#options;
    const { promise: isOver, resolve } = Promise.withResolvers<void>();
    const cancel = clock.schedule(limits.maxTurnMs, resolve);
    const turn = async () => {
      try {
        await this.#storage.alone?.(sessionId, begin);
      } catch (error) {
        if (run === undefined) onFault(error);
      }
    };
    try {
      await Promise.race([turn(), isOver]);
      await begin();
    } finally {
      cancel();
    }
  }

  async #bounded<T>(work: T | Promise<T>): Promise<T> {
    if (!(work instanceof Promise)) return work;
    const { clock, limits } = this.#options;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const cancel = clock.schedule(limits.maxStorageMs, () =>
      reject(new Error(`The storage has not answered within ${limits.maxStorageMs} ms (maxStorageMs).`)),
    );
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  }
}
