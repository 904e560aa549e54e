import { type Engine, EngineFault, LogFault } from "@aiwhisperer/engine";
import { CloseCode } from "@aiwhisperer/protocol";
import type { LogLevelName } from "@aiwhisperer/protocol/admin";
import type { Connection } from "../connection/connection.ts";
import type { LogLevel } from "../observe/log-level.ts";
import { AdminError } from "./admin-error.ts";

/** What admins act on. */
export interface ActionParts {
  readonly engine: Engine;
  /** The live connections. */
  readonly connections: () => Iterable<Connection>;
  readonly logLevel: LogLevel;
  /**
   * Ends the program that the server runs in as a signal would; absent where it cannot be ended from here.
   */
  readonly requestEnd?: (() => void) | undefined;
}

/** What admins can do to a running server. Everything that cannot be done rejects with an `AdminError`. */
export class AdminActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  /** Closes a connection with 1012: its client reconnects and resumes after its last event. */
  async endConnection(connectionId: string): Promise<void> {
    for (const connection of this.#parts.connections()) {
      if (connection.connectionId !== connectionId) continue;
      connection.close(CloseCode.Restarting, "an admin ended the connection");
      return;
    }
    throw new AdminError(404, "The connection does not exist any more.");
  }

  /**
   * Stops a session that is in memory, as its owner would: attached connections are notified. Stopping twice
   * is fine.
   */
  async stopSession(sessionId: string): Promise<void> {
    const { engine } = this.#parts;
    const found = engine.liveSessions().find((session) => session.sessionId === sessionId);
    if (found === undefined) throw new AdminError(404, "There is no such session in memory.");
    try {
      await engine.stopSession(await engine.session(found.ownerId, sessionId, "own"));
    } catch (error) {
      throw toAdminError(error);
    }
  }

  /** The name as it is where a server that tools come from has it, else `undefined`. */
  toolServerName(name: unknown): string | undefined {
    return this.#parts.engine.toolServers.list().find((server) => server.name === name)?.name;
  }

  /** Ends a server that tools come from, such as an MCP server, and starts it again at once. */
  async restartToolServer(name: string): Promise<void> {
    if (!this.#parts.engine.toolServers.restart(name)) {
      throw new AdminError(404, "No tool server of that name is in use.");
    }
  }

  /** Whether the server can be stopped from here. */
  get canDrain(): boolean {
    return this.#parts.requestEnd !== undefined;
  }

  /** Returns a function that begins the shutdown, to be called once the response has been sent. */
  async prepareDrain(): Promise<() => void> {
    const { engine, requestEnd } = this.#parts;
    if (requestEnd === undefined)
      throw new AdminError(501, "Only the program that runs this server can stop it.");
    if (engine.isDraining) throw new AdminError(409, "The server is already shutting down.");
    return requestEnd;
  }

  setLogLevel(level: LogLevelName): void {
    this.#parts.logLevel.set(level);
  }
}

function toAdminError(error: unknown): unknown {
  if (error instanceof EngineFault && error.code === "session_not_found") {
    return new AdminError(404, "The session does not exist any more.", { cause: error });
  }
  if (error instanceof EngineFault || error instanceof LogFault) {
    const reason =
      "The session was not stopped, because the event log cannot be written now. Try again later.";
    return new AdminError(503, reason, { cause: error });
  }
  return error;
}
