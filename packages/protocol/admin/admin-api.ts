/*
 * Requests and responses of `/admin/api`, for the server and for its page. Moments are milliseconds since
 * 1970-01-01T00:00:00Z unless they are texts, ages and times are milliseconds, states are words in lower
 * case. Nothing here holds what a user wrote, or a name that a user chose.
 */

import type { Confinement } from "../gen/interactive.ts";

/**
 * A part of a list that may be longer: `?offset=` and `?limit=` choose it, `?user=` leaves the rows of one
 * user.
 */
export interface AdminList<Row> {
  readonly rows: readonly Row[];
  /** Number of rows on all pages. */
  readonly total: number;
  /** Offset of the next page; absent on the last one. */
  readonly nextOffset?: number;
}

/** A live connection. `GET /admin/api/connections` has the oldest first. */
export interface AdminConnection {
  readonly connectionId: string;
  readonly userId: string;
  /** Where it comes from, as the nearest trusted proxy says; absent for one inside the process. */
  readonly address?: string;
  readonly since: number;
  readonly ageMs: number;
  /** Number of sessions that it follows. */
  readonly attachments: number;
  /** Some of them, ten at most. */
  readonly sessionIds: readonly string[];
  /** Whether it has not kept up with what it follows. */
  readonly isLagging: boolean;
}

/** A session in memory. `GET /admin/api/sessions` has the one used last first. */
export interface AdminSession {
  readonly sessionId: string;
  readonly ownerId: string;
  readonly status: string;
  readonly model: string;
  readonly createdAt: number;
  /** Time since its last message or status. */
  readonly idleMs: number;
  /** Number of connections that follow it. */
  readonly attachments: number;
  /** Turns that run or wait. */
  readonly openTurns: number;
  /** Tool calls that wait for a decision. */
  readonly pendingApprovals: number;
}

/** A turn that runs or waits. `GET /admin/api/turns` has the oldest first. */
export interface AdminTurn {
  readonly sessionId: string;
  readonly ownerId: string;
  readonly turnId: string;
  readonly status: string;
  /** Time since it was taken, or since the start of this server where that is later. */
  readonly ageMs: number;
}

/** How the server is: `GET /admin/api/server`. */
export interface AdminServer {
  readonly version: string;
  /** Who asks. */
  readonly userId: string;
  readonly startedAt: number;
  readonly uptimeMs: number;
  readonly isDraining: boolean;
  /** Whether `POST /admin/api/drain` ends it. */
  readonly canDrain: boolean;
  /** The limit of the load that is passed; absent while none is. */
  readonly overload?: { readonly limit: string; readonly value: number };
  readonly logLevel: string;
  /** What confines commands; absent where the server runs none. */
  readonly confinement?: Confinement;
  readonly connections: number;
  readonly laggingConnections: number;
  readonly liveSessions: number;
  readonly runningTurns: number;
  /** UTF-16 units of messages that wait for the log. */
  readonly uncommittedLength: number;
  /** Sessions that were found damaged since the start. */
  readonly unreadableSessions: number;
  /** Damaged parts of the event log that were found; the server's log has a line for each. */
  readonly logDamage: number;
  readonly memoryBytes: number;
}

/** What is logged, the least weight first: what `PUT /admin/api/log-level` takes as `level`. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** One of them. */
export type LogLevelName = (typeof LOG_LEVELS)[number];

/** A value that the server was started with: `GET /admin/api/configuration`. */
export interface AdminOption {
  readonly name: string;
  /** Heading under which people see it. */
  readonly group: string;
  /** Never a secret: those are masked. */
  readonly value: string;
  /** Where the value comes from, in words. */
  readonly source: string;
}

/** What an admin can do. */
export type AuditAction =
  | "end_connection"
  | "stop_session"
  | "drain"
  | "set_log_level"
  | "restart_tool_server";

/**
 * An action of an admin, or a refused attempt. An action has a record `begun` from before it, and one of the
 * same id with its outcome; one that stays `begun` was cut off. A refused attempt has one record.
 */
export interface AuditRecord {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly action: AuditAction;
  /** The connection, the session, the level or the server. */
  readonly target?: string;
  /** The user; absent without a valid credential. */
  readonly userId?: string;
  readonly address?: string;
  readonly outcome: "begun" | "done" | "failed" | "refused";
  /** HTTP status of the answer, where it is a refusal or a failure. */
  readonly status?: number;
  /** Refused attempts before this one that were too many to be recorded. */
  readonly leftOut?: number;
}

/** The newest records, newest first, each action with its outcome: `GET /admin/api/audit`. */
export interface AuditList {
  readonly records: readonly AuditRecord[];
  /** Whether they are in a file; otherwise they are in the server's log alone. */
  readonly isStored: boolean;
}

/** Why a request was not carried out. */
export interface AdminRefusal {
  /** In words for a person. */
  readonly error: string;
}
