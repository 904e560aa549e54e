import type { Caller, interactive, ListSessionsRequest, SessionSummary } from "@aiwhisperer/protocol";
import type { Clock } from "../kit/clock.ts";
import { type Refreshable, Resource, type ResourceState } from "../kit/resource.ts";

/** The loaded part of a list of sessions. */
export interface SessionPage {
  /** The most recently used first. */
  readonly sessions: readonly SessionSummary[];
  /** Whether `loadMore` would load more. */
  readonly hasMore: boolean;
}

/** Time for which activity is collected before the list is reloaded. */
const settleMs = 250;

/**
 * A user's list of sessions. The first `refresh` loads it; from then on it is reloaded after every relevant
 * activity.
 */
export class SessionList implements Refreshable<SessionPage> {
  readonly #rpc: Caller<typeof interactive>;
  readonly #clock: Clock;
  readonly #which: ListSessionsRequest;
  readonly #resource: Resource<SessionPage>;
  #pages = 1;
  #isWanted = false;
  #cancelPlanned: (() => void) | undefined;

  constructor(rpc: Caller<typeof interactive>, clock: Clock, which: ListSessionsRequest = {}) {
    this.#rpc = rpc;
    this.#clock = clock;
    this.#which = which;
    this.#resource = new Resource(() => this.#load());
  }

  get state(): ResourceState<SessionPage> {
    return this.#resource.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#resource.subscribe(listener);

  refresh(): Promise<void> {
    this.#isWanted = true;
    return this.#resource.refresh();
  }

  /** Loads one more page and refreshes the loaded ones. */
  loadMore(): Promise<void> {
    this.#pages += 1;
    return this.refresh();
  }

  /** Schedules a reload after activity that may change the list. */
  touch(): void {
    if (!this.#isWanted) return;
    this.#cancelPlanned ??= this.#clock.schedule(settleMs, () => {
      this.#cancelPlanned = undefined;
      void this.#resource.refresh();
    });
  }

  /** Stops the timer. */
  dispose(): void {
    this.#cancelPlanned?.();
    this.#cancelPlanned = undefined;
  }

  async #load(): Promise<SessionPage> {
    const sessions: SessionSummary[] = [];
    let hasMore = false;
    let left = this.#pages;
    for await (const page of listSessionPages(this.#rpc, this.#which)) {
      sessions.push(...page.sessions);
      hasMore = page.hasMore;
      left -= 1;
      if (left === 0) break;
    }
    return { sessions, hasMore };
  }
}

/** Yields a user's sessions page by page, the most recently used first. Rejects as `listSessions` does. */
export async function* listSessionPages(
  rpc: Caller<typeof interactive>,
  query: Omit<ListSessionsRequest, "cursor"> = {},
): AsyncGenerator<SessionPage, void, undefined> {
  let cursor: string | undefined;
  do {
    const place = cursor === undefined ? {} : { cursor };
    const { sessions, nextCursor } = await rpc.listSessions({ ...query, ...place });
    yield { sessions, hasMore: nextCursor !== undefined };
    cursor = nextCursor;
  } while (cursor !== undefined);
}
