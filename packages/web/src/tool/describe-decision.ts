import type { ToolApproval } from "@aiwhisperer/client";
import {
  approvalResolution,
  approvalUser,
  QuestionResolution,
  revealHidden,
  ToolDecision,
} from "@aiwhisperer/protocol";

const localUser = "local";

/**
 * The decision about a tool call and its author, in a sentence, hidden characters as codes; undefined while
 * there is no decision.
 */
export function describeDecision(approval: ToolApproval): string | undefined {
  const sentence = sentenceOf(approval);
  return sentence === undefined ? undefined : revealHidden(sentence);
}

function sentenceOf(approval: ToolApproval): string | undefined {
  const { decision, reason, grant } = approval;
  if (decision === undefined) return undefined;
  const user = approvalUser(approval);
  const by = user === undefined || user === localUser ? "" : ` by ${user}`;
  switch (decision) {
    case ToolDecision.AllowOnce:
      return `Allowed once${by}.`;
    case ToolDecision.AllowAlways:
      return grant === undefined ? `Allowed${by}.` : `Always allowed${by}: ${grant.label}`;
    case ToolDecision.Deny:
      return describeDenial(approvalResolution(approval)) ?? `Denied${by}${reason ? `: ${reason}` : "."}`;
  }
}

/** A denial without a person who decided. */
function describeDenial(resolution: QuestionResolution): string | undefined {
  switch (resolution) {
    case QuestionResolution.Decided:
      return undefined;
    case QuestionResolution.Expired:
      return "Denied: no decision was made in time.";
    case QuestionResolution.Cancelled:
      return "Not run: the answer was stopped before a decision.";
    case QuestionResolution.Restarted:
      return "Not run: the server restarted before a decision.";
    case QuestionResolution.Policy:
      return "Denied by the server’s policy.";
  }
}
