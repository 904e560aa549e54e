import type { ToolApproval } from "@aiwhisperer/client";
import { revealHidden, ToolDecision } from "@aiwhisperer/protocol";

const localUser = "local";

/** What was decided about a tool call and by whom, in a sentence, hidden characters as codes; undefined while nobody has decided. */
export function describeDecision(approval: ToolApproval): string | undefined {
  const sentence = sentenceOf(approval);
  return sentence === undefined ? undefined : revealHidden(sentence);
}

function sentenceOf({ decision, decidedBy, reason, grant }: ToolApproval): string | undefined {
  if (decision === undefined) return undefined;
  const by = decidedBy === undefined || decidedBy === localUser ? "" : ` by ${decidedBy}`;
  switch (decision) {
    case ToolDecision.AllowOnce:
      return `Allowed once${by}.`;
    case ToolDecision.AllowAlways:
      return grant === undefined ? `Allowed${by}.` : `Always allowed${by}: ${grant.label}`;
    case ToolDecision.Deny:
      return describeDenial(decidedBy) ?? `Denied${by}${reason ? `: ${reason}` : "."}`;
  }
}

/** A denial that nobody has spoken. */
function describeDenial(decidedBy: string | undefined): string | undefined {
  if (decidedBy === "expiry") return "Denied, since nobody decided in time.";
  if (decidedBy === "cancellation") return "Not run: the answer was stopped before anybody decided.";
  if (decidedBy === "policy") return "Denied by the policy of this server.";
  return decidedBy === "restart" ? "Not run: the server was restarted before anybody decided." : undefined;
}
