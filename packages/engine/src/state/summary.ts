import { SessionStatus, type SessionSummary } from "@aiwhisperer/protocol";
import { changedHeader } from "../event/changed-header.ts";
import type { SessionChanges } from "../event/session-changes.ts";
import { decodeChanges, decodeHeader, type SessionHeader } from "../event/session-header.ts";
import type { StoredSession } from "../log/event-log.ts";
import { isUnreadable } from "../log/log-fault.ts";
import type { AccessibleSession } from "./access.ts";
import { countPending, type SessionState } from "./session-state.ts";

const MAX_TITLE_LENGTH = 80;

/**
 * The title that was given, else the name of the session's plan, else the start of its first user message, on
 * one line of well-formed text; empty before there is one.
 */
export function titleOf(state: SessionState): string {
  if (typeof state.changes.title === "string") return state.changes.title;
  const [first] = state.turns.values();
  const line = (state.plan?.plan.name ?? first?.message ?? "")
    .slice(0, 4 * MAX_TITLE_LENGTH)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const title = line.length <= MAX_TITLE_LENGTH ? line : `${cutAt(line, MAX_TITLE_LENGTH - 1).trimEnd()}…`;
  return title.toWellFormed();
}

/** The start of a text, never half of a character. */
function cutAt(text: string, length: number): string {
  const isInside =
    /[\ud800-\udbff]/.test(text.charAt(length - 1)) && /[\udc00-\udfff]/.test(text.charAt(length));
  return text.slice(0, isInside ? length - 1 : length);
}

/** Returns the summary of a live session for clients. */
export function summarise(
  header: SessionHeader,
  state: SessionState,
  logged: { sequence: number; updatedAt: number },
): SessionSummary {
  const pendingApprovals = countPending(state);
  const pendingQuestions = state.openQuestions.size;
  return {
    ...headerFields(header, state.changes),
    ...logged,
    status: state.status,
    title: titleOf(state),
    queuedMessages: state.queue.length,
    ...(state.activeTurnId === undefined ? {} : { activeTurnId: state.activeTurnId }),
    ...(pendingApprovals === 0 ? {} : { pendingApprovals }),
    ...(pendingQuestions === 0 ? {} : { pendingQuestions }),
  };
}

/**
 * Returns a summary for one user: an owner sees with which users the session is shared, another user the own
 * access.
 */
export function toViewer(
  summary: SessionSummary,
  { ownerId, shares }: Pick<AccessibleSession, "ownerId" | "shares">,
  userId: string,
): SessionSummary {
  if (ownerId === userId) {
    if (shares.size === 0) return summary;
    const sharedWith = [...shares].map(([sharedUserId, access]) => ({ userId: sharedUserId, access }));
    return { ...summary, sharedWith };
  }
  const access = shares.get(userId);
  return access === undefined ? summary : { ...summary, access };
}

/**
 * Returns the summary of a session that is not in memory: it has no running or queued turns. Its status is
 * Error if it cannot be read.
 */
export function summariseStored(stored: StoredSession): SessionSummary {
  const { sessionId, userId: ownerId, createdAt, title, sequence, updatedAt } = stored;
  const header = readableHeader(stored);
  const isReadable = header !== undefined && stored.isUnreadable === undefined;
  return {
    ...headerFields(
      header ?? { sessionId, ownerId, createdAt, userLabel: "", model: "", params: {} },
      decodeChanges(stored),
    ),
    sequence,
    updatedAt,
    status: isReadable ? (stored.status as SessionStatus) : SessionStatus.Error,
    title,
    queuedMessages: 0,
  };
}

/** The header of a stored session; `undefined` if it is damaged. */
function readableHeader(stored: StoredSession): SessionHeader | undefined {
  try {
    return decodeHeader(stored);
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

function headerFields(header: SessionHeader, changes: SessionChanges) {
  const changed = changedHeader(header, changes);
  const { sessionId, userLabel: userId, model, createdAt, params, plan, forkedFrom } = changed;
  return {
    sessionId,
    userId,
    model,
    createdAt,
    ...(params.metadata === undefined ? {} : { metadata: params.metadata }),
    ...(params.settings === undefined ? {} : { settings: params.settings }),
    ...(forkedFrom === undefined ? {} : { forkedFrom }),
    ...(changes.pinned === true ? { pinned: true as const } : {}),
    ...(changes.archived === true ? { archived: true as const } : {}),
    ...(plan === undefined ? {} : { planId: plan.planId }),
    ...(plan?.taskId === undefined ? {} : { taskId: plan.taskId }),
  };
}
