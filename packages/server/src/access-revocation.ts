import type { EngineEvent, NotificationDelegate } from "@aiwhisperer/engine";
import type { Connection } from "./connection/connection.ts";

/**
 * The delegate that ends what a user's connections follow of a session when the owner takes the access back.
 */
export class AccessRevocation implements NotificationDelegate {
  readonly name = "access-revocation";
  readonly events = ["ai_loop.session_shared"] as const;
  readonly #connections: () => Iterable<Connection>;

  constructor(connections: () => Iterable<Connection>) {
    this.#connections = connections;
  }

  handle(event: EngineEvent): void {
    if (event.name !== "ai_loop.session_shared") return;
    const { sessionId, event: shared } = event.committed;
    const { userId, access } = shared.params;
    if (access !== undefined) return;
    for (const connection of this.#connections()) {
      if (connection.userId === userId) connection.revoke(sessionId);
    }
  }
}
