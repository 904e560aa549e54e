import type { ForkOrigin, SessionAccess, SessionParams } from "@aiwhisperer/protocol";
import type { SessionRecord } from "../log/event-log.ts";
import { LogFault } from "../log/log-fault.ts";
import { NO_CHANGES, type SessionChanges } from "./session-changes.ts";

/** What a session is started with; `changedHeader` adds what was changed since. */
export interface SessionHeader {
  readonly sessionId: string;
  /** Who owns the session. Without authentication that is one user, `local`. */
  readonly ownerId: string;
  /** The `userId` that the client gave. */
  readonly userLabel: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  /** `provider:model`. */
  readonly model: string;
  readonly params: SessionParams;
  /** The plan that the session belongs to. */
  readonly plan?: PlanMembership;
  /** The session that this one was forked from. */
  readonly forkedFrom?: ForkOrigin;
}

/** A session's place in a plan. The session of the plan itself has the plan's id as its own, and no task. */
export interface PlanMembership {
  readonly planId: string;
  readonly taskId?: string;
}

/** Users who share the session, and their access. */
export type Shares = ReadonlyMap<string, SessionAccess>;

/** What the record's own columns do not hold. */
interface StoredParams extends Pick<SessionHeader, "userLabel" | "model" | "params" | "plan" | "forkedFrom"> {
  readonly shared?: Readonly<Record<string, SessionAccess>>;
  readonly changes?: SessionChanges;
}

/** Encodes what the record's own columns do not hold. */
export function encodeHeader(
  { userLabel, model, params, plan, forkedFrom }: SessionHeader,
  { shares, changes }: { readonly shares: Shares; readonly changes: SessionChanges },
): string {
  const shared = shares.size === 0 ? undefined : Object.fromEntries(shares);
  const changed = changes === NO_CHANGES ? undefined : changes;
  return JSON.stringify({ userLabel, model, params, plan, forkedFrom, shared, changes: changed });
}

/** Reads what was changed of a session from its record; nothing if the record is damaged. */
export function decodeChanges({ params }: SessionRecord): SessionChanges {
  const { changes = NO_CHANGES } = (parseParams(params) ?? {}) as Pick<StoredParams, "changes">;
  return changes;
}

/** Reads the users who share a session from its record; none if the record is damaged. */
export function decodeShares({ params }: SessionRecord): Shares {
  const { shared = {} } = (parseParams(params) ?? {}) as Pick<StoredParams, "shared">;
  return new Map(Object.entries(shared));
}

/**
 * Reads a header back from the record that `encodeHeader` went into. Throws a `LogFault`, which names the
 * session, where the record is damaged.
 */
export function decodeHeader(record: SessionRecord): SessionHeader {
  const { sessionId, userId: ownerId, createdAt } = record;
  const stored = parseParams(record.params);
  if (stored === undefined) {
    const message = `What session ${sessionId} was started with is damaged: restore a backup, or delete the session.`;
    throw new LogFault("damaged", message, { sessionId });
  }
  const { userLabel, model, params, plan, forkedFrom } = stored;
  return {
    ...{ sessionId, ownerId, createdAt, userLabel, model, params },
    ...(plan === undefined ? {} : { plan }),
    ...(forkedFrom === undefined ? {} : { forkedFrom }),
  };
}

function parseParams(params: string): StoredParams | undefined {
  try {
    return JSON.parse(params) as StoredParams;
  } catch {
    return undefined;
  }
}
