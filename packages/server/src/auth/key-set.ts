import type { Clock } from "@aiwhisperer/engine";
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";

/** Bounds of fetching a key set. */
export interface KeySetLimits {
  /** Age at which keys are fetched anew. Default 600,000. */
  readonly maxAgeMs: number;
  /** Age up to which keys are used although they cannot be fetched anew. Default 3,600,000. */
  readonly maxStaleMs: number;
  /** Least time between two fetches, whatever tokens ask for. Default 10,000. */
  readonly cooldownMs: number;
  /** Time that a fetch may take. Default 5,000. */
  readonly timeoutMs: number;
  /** Size of the document; a larger one is not used. Default 256 KiB. */
  readonly maxBytes: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_KEY_SET_LIMITS: KeySetLimits = {
  maxAgeMs: 600_000,
  maxStaleMs: 3_600_000,
  cooldownMs: 10_000,
  timeoutMs: 5_000,
  maxBytes: 256 * 1024,
};

/** What a remote key set is made of. */
export interface RemoteKeySetOptions {
  /** One that `isKeySetUrl` allows. */
  readonly url: URL;
  readonly clock: Clock;
  readonly limits?: Partial<KeySetLimits>;
  /** Called for every failed fetch. */
  readonly onFault: (error: KeySetError) => void;
}

/** Keys that were fetched. */
interface LoadedKeys {
  readonly find: JWTVerifyGetKey;
  readonly loadedAt: number;
}

/** The keys of an issuer cannot be had: nothing can be said about its tokens. */
export class KeySetError extends Error {
  override readonly name = "KeySetError";
}

/**
 * The public keys that an issuer publishes at an address (RFC 7517). They are fetched when they are first
 * needed, when they have become old, and when a token names a key that is not among them; however many tokens
 * come, no more often than the cooldown allows.
 */
export class RemoteKeySet {
  readonly #url: URL;
  readonly #clock: Clock;
  readonly #limits: KeySetLimits;
  readonly #onFault: (error: KeySetError) => void;
  #keys: LoadedKeys | undefined;
  #loading: Promise<LoadedKeys> | undefined;
  #lastFetchAt = Number.NEGATIVE_INFINITY;

  constructor({ url, clock, limits, onFault }: RemoteKeySetOptions) {
    this.#url = url;
    this.#clock = clock;
    this.#limits = { ...DEFAULT_KEY_SET_LIMITS, ...limits };
    this.#onFault = onFault;
  }

  /**
   * The key that a token names. Rejects with an error of `jose` where there is none, with `KeySetError` where
   * the keys cannot be had.
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#current();
    try {
      return await keys.find(header, token);
    } catch (error) {
      const isUnknown = error instanceof errors.JWKSNoMatchingKey;
      if (!isUnknown || (this.#loading === undefined && this.#isCoolingDown)) throw error;
      return (await this.#load()).find(header, token);
    }
  };

  get #isCoolingDown(): boolean {
    return this.#clock.monotonic() - this.#lastFetchAt < this.#limits.cooldownMs;
  }

  async #current(): Promise<LoadedKeys> {
    const keys = this.#keys;
    const ageMs = keys === undefined ? Number.POSITIVE_INFINITY : this.#clock.monotonic() - keys.loadedAt;
    if (keys !== undefined && ageMs < this.#limits.maxAgeMs) return keys;
    try {
      return await this.#load();
    } catch (error) {
      if (keys !== undefined && ageMs < this.#limits.maxStaleMs) return keys;
      throw error;
    }
  }

  /** Fetches the keys; concurrent callers share one fetch. */
  async #load(): Promise<LoadedKeys> {
    if (this.#loading !== undefined) return this.#loading;
    if (this.#isCoolingDown) throw new KeySetError("a recent fetch of the keys failed");
    this.#lastFetchAt = this.#clock.monotonic();
    this.#loading = this.#fetch();
    try {
      this.#keys = await this.#loading;
      return this.#keys;
    } finally {
      this.#loading = undefined;
    }
  }

  async #fetch(): Promise<LoadedKeys> {
    const { timeoutMs, maxBytes } = this.#limits;
    const controller = new AbortController();
    const timer = this.#clock.setTimer(timeoutMs, () => {
      controller.abort(new DOMException("The keys took too long to arrive.", "TimeoutError"));
    });
    const { signal } = controller;
    try {
      // A redirect could lead to where the address itself would not be allowed to.
      const response = await fetch(this.#url, { signal, redirect: "error" });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const document: JSONWebKeySet = JSON.parse(await readBounded(response, maxBytes));
      return { find: createLocalJWKSet(document), loadedAt: this.#clock.monotonic() };
    } catch (cause) {
      const fault = new KeySetError(
        `the keys at ${this.#url.origin}${this.#url.pathname} cannot be fetched`,
        {
          cause,
        },
      );
      this.#onFault(fault);
      throw fault;
    } finally {
      timer.cancel();
    }
  }
}

async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new Error(`the document has more than ${maxBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
