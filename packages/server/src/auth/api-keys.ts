import type { Clock, Timer } from "@aiwhisperer/engine";
import {
  type Authenticator,
  type AuthOutcome,
  hasEnded,
  isUserId,
  type Principal,
  refuse,
} from "../kit/principal.ts";
import { apiKeyIdOf, hashApiKey, matchesApiKey } from "./api-key.ts";
import { readKeys, type StoredKeys, stampOf } from "./api-key-file.ts";
import type { ApiKey } from "./api-key-record.ts";

/** What live keys are made of. */
export interface ApiKeysOptions {
  /** The key file; it need not be there yet. */
  readonly path: string;
  readonly clock: Clock;
  /** Time between two looks at the file. Default 500. */
  readonly checkIntervalMs?: number;
  /** Called for a key that is no longer valid although it has not expired. */
  readonly onRevoked: (keyId: string) => void;
  /** Called when the file cannot be read any more; the known keys stay valid. */
  readonly onFault: (error: unknown) => void;
}

/** Default of `checkIntervalMs`. */
export const DEFAULT_KEY_CHECK_INTERVAL_MS = 500;

/** What an unknown key is compared with, so that it takes as long to refuse as a wrong one. */
const NO_HASH = hashApiKey("");

/**
 * The API keys of a file that another program writes: a key that it adds is taken at once, one that it
 * revokes is refused after the check interval at the latest. Once the file is gone there are no keys.
 */
export class ApiKeys implements Authenticator {
  readonly #options: ApiKeysOptions;
  #stored: StoredKeys;
  #checking: Promise<void> | undefined;
  #timer: Timer | undefined;
  #isClosed = false;

  private constructor(options: ApiKeysOptions, stored: StoredKeys) {
    this.#options = options;
    this.#stored = stored;
    this.#planCheck();
  }

  /**
   * Reads the keys. Rejects with an `ApiKeyError` where the file is damaged, else with what the file system
   * says.
   */
  static async open(options: ApiKeysOptions): Promise<ApiKeys> {
    return new ApiKeys(options, await readKeys(options.path));
  }

  async authenticate(token: string): Promise<AuthOutcome> {
    const id = apiKeyIdOf(token);
    if (id === undefined) return refuse("invalid");
    if (!this.#stored.keys.has(id)) {
      // One that is under way may have looked before the key was made.
      await this.#checking;
      await this.#check();
    }
    const key = this.#stored.keys.get(id);
    const isMatch = matchesApiKey(token, key?.hash ?? NO_HASH);
    // An earlier version made keys for ids that are reserved now.
    if (key === undefined || !isMatch || !isUserId(key.userId)) return refuse("invalid");
    if (key.revokedAt !== undefined) return refuse("revoked");
    const principal = toPrincipal(key);
    return hasEnded(principal, this.#options.clock.now()) ? refuse("expired") : principal;
  }

  /** Whether a key is known and was not revoked. */
  isLive(keyId: string): boolean {
    return isLive(this.#stored.keys.get(keyId));
  }

  /** Looks at the file no more. */
  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  #planCheck(): void {
    if (this.#isClosed) return;
    const { clock, checkIntervalMs = DEFAULT_KEY_CHECK_INTERVAL_MS } = this.#options;
    this.#timer = clock.setTimer(checkIntervalMs, () => void this.#check().then(() => this.#planCheck()));
  }

  /** Reads the file if it has changed; concurrent callers share one read. Never rejects. */
  #check(): Promise<void> {
    this.#checking ??= this.#readChanged().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #readChanged(): Promise<void> {
    const before = this.#stored;
    const stamp = await stampOf(this.#options.path);
    if (stamp === before.stamp) return;
    this.#stored = await this.#readOr({ keys: before.keys, stamp });
    this.#tellRevoked(before.keys);
  }

  /**
   * The keys of the file, or the known ones if it cannot be read; that is reported once, as the same state is
   * not read again.
   */
  async #readOr(known: StoredKeys): Promise<StoredKeys> {
    try {
      return await readKeys(this.#options.path);
    } catch (error) {
      this.#options.onFault(error);
      return known;
    }
  }

  #tellRevoked(before: ReadonlyMap<string, ApiKey>): void {
    for (const [id, key] of before) {
      if (isLive(key) && !this.isLive(id)) this.#options.onRevoked(id);
    }
  }
}

function isLive(key: ApiKey | undefined): boolean {
  return key !== undefined && key.revokedAt === undefined;
}

function toPrincipal({ id: keyId, userId, isAdmin, expiresAt }: ApiKey): Principal {
  const principal = { userId, isAdmin, keyId };
  return expiresAt === undefined ? principal : { ...principal, expiresAt: Date.parse(expiresAt) };
}
