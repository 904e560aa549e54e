import type { Engine, SessionActivity } from "@aiwhisperer/engine";
import { SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import type {
  AdminConnection,
  AdminList,
  AdminServer,
  AdminSession,
  AdminTurn,
} from "@aiwhisperer/protocol/admin";
import type { Connection } from "../connection/connection.ts";
import type { EventBridge } from "../connection/event-bridge.ts";
import { labelsOf } from "../observe/label.ts";
import type { Overload } from "../quota/overload.ts";
import { type ListQuery, toList } from "./list-query.ts";
import type { TurnAges } from "./turn-ages.ts";

/** What a running server has to be looked at. */
export interface LiveParts {
  readonly engine: Engine;
  readonly bridge: Pick<EventBridge, "attachmentsOf">;
  readonly overload: Pick<Overload, "passed">;
  readonly turnAges: Pick<TurnAges, "of">;
  /** The live connections. */
  readonly connections: () => Iterable<Connection>;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
}

/** Sessions of a connection that are named. */
const MAX_NAMED_SESSIONS = 10;

/** A status that the contract does not know. */
const UNKNOWN = "unknown";
const SESSION_STATUSES = labelsOf(SessionStatus);
const TURN_STATUSES = labelsOf(TurnStatus);

/** The activity of a server as ids, states and numbers. It never shows the content of a session. */
export class LiveView {
  readonly #parts: LiveParts;
  readonly #startedAt: number;
  readonly #startedMonotonic: number;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#startedAt = parts.now();
    this.#startedMonotonic = parts.monotonic();
  }

  /** The oldest first. */
  connections(query: ListQuery): AdminList<AdminConnection> {
    const all = [...this.#parts.connections()].filter(({ userId }) => isWanted(userId, query));
    const now = this.#parts.now();
    return toList(all, query, (connection) => toConnectionRow(connection, now));
  }

  /** The one used last first. */
  sessions(query: ListQuery): AdminList<AdminSession> {
    const { engine } = this.#parts;
    const all = engine.liveSessions().filter(({ ownerId }) => isWanted(ownerId, query));
    return toList(all, query, (session) => this.#toSessionRow(session));
  }

  /** The oldest first. */
  turns(query: ListQuery): AdminList<AdminTurn> {
    const { engine, turnAges } = this.#parts;
    const all = engine
      .liveSessions()
      .filter(({ ownerId }) => isWanted(ownerId, query))
      .flatMap(({ openTurns, sessionId, ownerId }) =>
        openTurns.map(({ turnId, status }) => {
          const ageMs = turnAges.of(turnId);
          return { sessionId, ownerId, turnId, status: TURN_STATUSES.get(status) ?? UNKNOWN, ageMs };
        }),
      )
      .sort((one, other) => other.ageMs - one.ageMs);
    return toList(all, query, (turn) => turn);
  }

  /** What is counted, and the time that the server has been there. */
  facts(): Omit<AdminServer, "version" | "userId" | "canDrain" | "logLevel" | "confinement"> {
    const { engine, overload, monotonic } = this.#parts;
    const connections = [...this.#parts.connections()];
    const { passed } = overload;
    return {
      startedAt: this.#startedAt,
      uptimeMs: Math.round(monotonic() - this.#startedMonotonic),
      isDraining: engine.isDraining,
      ...(passed === undefined ? {} : { overload: passed }),
      connections: connections.length,
      laggingConnections: connections.filter(({ isLagging }) => isLagging).length,
      ...engine.counts(),
      logDamage: engine.logDamage.length,
      memoryBytes: process.memoryUsage.rss(),
    };
  }

  #toSessionRow({ status, updatedAt, openTurns, ...activity }: SessionActivity): AdminSession {
    const { bridge, now } = this.#parts;
    return {
      ...activity,
      status: SESSION_STATUSES.get(status) ?? UNKNOWN,
      idleMs: Math.max(0, now() - updatedAt),
      attachments: bridge.attachmentsOf(activity.sessionId),
      openTurns: openTurns.length,
    };
  }
}

function toConnectionRow(connection: Connection, now: number): AdminConnection {
  const { connectionId, userId, address, since, attachedSessions, attachmentCount, isLagging } = connection;
  return {
    connectionId,
    userId,
    ...(address === undefined ? {} : { address }),
    since,
    ageMs: Math.max(0, now - since),
    attachments: attachmentCount,
    sessionIds: attachedSessions.take(MAX_NAMED_SESSIONS).toArray(),
    isLagging,
  };
}

function isWanted(userId: string, { user }: ListQuery): boolean {
  return user === undefined || user === userId;
}
