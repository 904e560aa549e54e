import type { SessionSummary } from "@aiwhisperer/protocol";

/**
 * The sessions that a list shows. The sessions of a plan's tasks are reached through the plan, and what waits
 * for a decision in them counts there; one is shown itself while it is open, or where its plan is not in the
 * list.
 */
export function toListed(
  sessions: readonly SessionSummary[],
  openId: string | undefined,
): readonly SessionSummary[] {
  const ids = new Set(sessions.map(({ sessionId }) => sessionId));
  const pendingByPlan = new Map<string, number>();
  for (const summary of sessions) {
    const { planId, taskId } = summary;
    if (planId === undefined || taskId === undefined) continue;
    pendingByPlan.set(planId, (pendingByPlan.get(planId) ?? 0) + pendingOf(summary));
  }
  return inOrder(sessions).flatMap((summary) => {
    const { sessionId, planId, taskId } = summary;
    const isHidden = taskId !== undefined && ids.has(planId ?? "") && sessionId !== openId;
    if (isHidden) return [];
    const pending = taskId === undefined ? pendingByPlan.get(sessionId) : undefined;
    return pending ? [{ ...summary, pendingApprovals: pending }] : [summary];
  });
}

/** Pinned sessions first, archived ones last; each group stays in its order. */
function inOrder(sessions: readonly SessionSummary[]): readonly SessionSummary[] {
  const rank = ({ pinned, archived }: SessionSummary) => (archived === true ? 2 : pinned === true ? 0 : 1);
  return sessions.toSorted((a, b) => rank(a) - rank(b));
}

/** The number of pending decisions and questions of a session. */
export function pendingOf({ pendingApprovals = 0, pendingQuestions = 0 }: SessionSummary): number {
  return pendingApprovals + pendingQuestions;
}

const maxLength = 80;

/** The title of a conversation: the start of its first message, as the server stores it. */
export function sessionTitle({ title }: Pick<SessionSummary, "title">): string {
  return title || "Untitled";
}

/** A title that fits into a sentence. */
export function shortTitle(title: string): string {
  return title.length > maxLength ? `${title.slice(0, maxLength - 1).trimEnd()}…` : title;
}
