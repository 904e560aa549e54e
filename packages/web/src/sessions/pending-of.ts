import type { SessionSummary } from "@aiwhisperer/protocol";

/** What waits for a person in a session: decisions about tool calls, and questions of tools. */
export function pendingOf({ pendingApprovals = 0, pendingQuestions = 0 }: SessionSummary): number {
  return pendingApprovals + pendingQuestions;
}
