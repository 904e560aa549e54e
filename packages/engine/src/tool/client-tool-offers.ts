import type { ClientTool } from "@aiwhisperer/protocol";

/** Tools that one connection runs for one session. */
export interface ToolOffer {
  /** Names the connection. */
  readonly offererId: string;
  /** Names the client across its connections. */
  readonly clientId: string;
  readonly tools: readonly ClientTool[];
}

/**
 * Which clients offer which tools to which session now. Nothing of it is durable: clients offer again when
 * they connect again.
 */
export class ClientToolOffers {
  readonly #offers = new Map<string, Map<string, ToolOffer>>();
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Offers of a session, in the order in which they were made. */
  of(sessionId: string): readonly ToolOffer[] {
    return [...(this.#offers.get(sessionId)?.values() ?? [])];
  }

  /** Takes an offer in place of the connection's earlier one. */
  offer(sessionId: string, offer: ToolOffer): void {
    const offers = this.#offers.get(sessionId) ?? new Map<string, ToolOffer>();
    offers.set(offer.offererId, offer);
    this.#offers.set(sessionId, offers);
    this.#notify(sessionId);
  }

  /** Ends what a connection offers to a session. */
  withdraw(sessionId: string, offererId: string): void {
    const offers = this.#offers.get(sessionId);
    if (offers?.delete(offererId) !== true) return;
    if (offers.size === 0) this.#offers.delete(sessionId);
    this.#notify(sessionId);
  }

  /** Calls the listener whenever a session's offers change. Returns the function that unsubscribes it. */
  subscribe(sessionId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(sessionId);
    };
  }

  #notify(sessionId: string): void {
    for (const listener of [...(this.#listeners.get(sessionId) ?? [])]) listener();
  }
}
