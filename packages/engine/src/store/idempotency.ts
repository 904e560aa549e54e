import { hash } from "node:crypto";
import type { Clock } from "../kit/clock.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import { sortMembers } from "../kit/json/json-value.ts";
import type { AnswerStore, StoredAnswer } from "../log/event-log.ts";
import { LogFault } from "../log/log-fault.ts";

/** A request that its client may send again: who sent it, under which key, and what it asks. */
export interface KeyedRequest {
  readonly ownerId: string;
  readonly key: string;
  readonly method: string;
  /** Everything that makes the request what it is, without the key. Must be JSON. */
  readonly params: object;
}

/**
 * Makes the answer that the log stores with the events that it acknowledges; `undefined` for a request
 * without a key.
 */
export type RecordAnswer<T> = (result: T) => StoredAnswer | undefined;

interface InFlight {
  readonly digest: string;
  readonly result: Promise<unknown>;
}

/**
 * Returns the same answer for the same key of a user: during the first request, after it, and after a
 * restart. An answer is committed together with the work that it acknowledges, never one without the other. A
 * request that failed left nothing and runs again.
 */
export class Idempotency {
  readonly #log: AnswerStore;
  readonly #clock: Clock;
  readonly #inFlight = new Map<string, InFlight>();

  constructor(log: AnswerStore, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * Runs the work once per key; without a key, always. The work puts what `recordAnswer` makes of its result
   * into the log. Fails as `key_reused` when the key was used for another request.
   */
  async once<T extends object>(
    request: KeyedRequest | undefined,
    work: (recordAnswer: RecordAnswer<T>) => Promise<T>,
  ): Promise<T> {
    if (request === undefined) return work(() => undefined);
    const digest = digestOf(request);
    const id = JSON.stringify([request.ownerId, request.key]);
    const inFlight = this.#inFlight.get(id);
    if (inFlight !== undefined) {
      requireSame(inFlight.digest, digest);
      return inFlight.result as Promise<T>;
    }
    const result = this.#answer(request, digest, work);
    this.#inFlight.set(id, { digest, result });
    try {
      return await result;
    } finally {
      this.#inFlight.delete(id);
    }
  }

  async #answer<T extends object>(
    { ownerId: userId, key }: KeyedRequest,
    digest: string,
    work: (recordAnswer: RecordAnswer<T>) => Promise<T>,
  ): Promise<T> {
    const stored = await this.#findAnswer(userId, key);
    if (stored !== undefined) {
      requireSame(stored.digest, digest);
      return JSON.parse(stored.result) as T;
    }
    return work((result) => ({ userId, key, digest, result: JSON.stringify(result), at: this.#clock.now() }));
  }

  /** To run the work again would do it twice, and to ask for a repetition would never end. */
  async #findAnswer(userId: string, key: string): Promise<StoredAnswer | undefined> {
    try {
      return await this.#log.findAnswer(userId, key);
    } catch (error) {
      if (error instanceof LogFault && error.code === "damaged") {
        throw new EngineFault("answer_unreadable", {}, { cause: error });
      }
      throw error;
    }
  }
}

function requireSame(known: string, digest: string): void {
  if (known !== digest) throw new EngineFault("key_reused", {});
}

/** A client may write the members of an object in any order. */
function digestOf({ method, params }: KeyedRequest): string {
  return hash("sha256", JSON.stringify([method, sortMembers(params)]), "base64url");
}
