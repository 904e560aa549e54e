import type { SessionAccess, SessionParams } from "@aiwhisperer/protocol";
import type { SessionRecord } from "../log/event-log.ts";

/** What a session is started with; it never changes. */
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
}

/** A session's place in a plan. The session of the plan itself has the plan's id as its own, and no task. */
export interface PlanMembership {
  readonly planId: string;
  readonly taskId?: string;
}

/** Users whom the owner has let in, and what they may do. */
export type Shares = ReadonlyMap<string, SessionAccess>;

/** Encodes what the record's own columns do not hold. */
export function encodeHeader({ userLabel, model, params, plan }: SessionHeader, shares: Shares): string {
  const shared = shares.size === 0 ? undefined : Object.fromEntries(shares);
  return JSON.stringify({ userLabel, model, params, plan, shared });
}

/** Reads the users back from a record whom the owner has let in. */
export function decodeShares(record: SessionRecord): Shares {
  const { shared = {} } = JSON.parse(record.params) as { readonly shared?: Record<string, SessionAccess> };
  return new Map(Object.entries(shared));
}

/** Reads a header back from the record that `encodeHeader` went into. */
export function decodeHeader(record: SessionRecord): SessionHeader {
  const { userLabel, model, params, plan } = JSON.parse(record.params) as Pick<
    SessionHeader,
    "userLabel" | "model" | "params" | "plan"
  >;
  const { sessionId, userId: ownerId, createdAt } = record;
  return { sessionId, ownerId, createdAt, userLabel, model, params, ...(plan === undefined ? {} : { plan }) };
}
