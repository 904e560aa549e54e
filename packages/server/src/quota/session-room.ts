import { EngineFault, type UsageAccounts } from "@aiwhisperer/engine";

/** What bounds the sessions of a user. */
export interface SessionRoomOptions {
  readonly accounts: Pick<UsageAccounts, "countSessions">;
  /** 0 sets no limit. */
  readonly maxSessionsPerUser: number;
}

/**
 * Room for sessions of each user in the log. Starts that are under way count as if they were done, in the
 * order in which they came, so that no number of starts at once passes the limit. The sessions of a plan's
 * tasks count, but a plan that runs is not kept from making them.
 */
export class SessionRoom {
  readonly #options: SessionRoomOptions;
  readonly #starts = new Map<string, Set<symbol>>();

  constructor(options: SessionRoomOptions) {
    this.#options = options;
  }

  /** Starts a session of a user if there is room for it. Fails as `limit_exceeded`, and as the start does. */
  async take<T>(userId: string, start: () => Promise<T>): Promise<T> {
    if (this.#options.maxSessionsPerUser === 0) return start();
    const place = Symbol();
    const starts = this.#starts.get(userId) ?? new Set();
    this.#starts.set(userId, starts.add(place));
    try {
      await this.#requireRoom(userId, () => [...starts].indexOf(place));
      return await start();
    } finally {
      starts.delete(place);
      if (starts.size === 0) this.#starts.delete(userId);
    }
  }

  async #requireRoom(userId: string, countBefore: () => number): Promise<void> {
    const { accounts, maxSessionsPerUser: value } = this.#options;
    const stored = await accounts.countSessions(userId);
    if (stored + countBefore() >= value) {
      const reason = "Delete sessions that you no longer need.";
      throw new EngineFault("limit_exceeded", { limit: "maxSessionsPerUser", value, reason });
    }
  }
}
