import { ToolEffect as Effect, ToolDecision, type ToolEffect } from "@aiwhisperer/protocol";

/** What was decided about a tool call. */
export interface ApprovalAnswer {
  readonly decision: ToolDecision;
  /** Goes to the model with a `Deny`. */
  readonly reason?: string;
}

/** What a person is asked about a tool call. */
export const APPROVAL_QUESTION = "Allow? [y]es once, [a]lways, [n]o, or n REASON: ";

/** Reads what was typed at the question; undefined for anything else, nothing included: only an answer allows. */
export function parseApprovalAnswer(text: string): ApprovalAnswer | undefined {
  const [, word = "", rest = ""] = /^\s*(\p{L}+)[\s,:]*([\s\S]*?)\s*$/u.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case "y":
    case "yes":
      return rest === "" ? { decision: ToolDecision.AllowOnce } : undefined;
    case "a":
    case "always":
      return rest === "" ? { decision: ToolDecision.AllowAlways } : undefined;
    case "n":
    case "no":
      return { decision: ToolDecision.Deny, ...(rest === "" ? {} : { reason: rest }) };
    default:
      return undefined;
  }
}

/** What `--approve` can be: the tool calls that are allowed without a question. All others that ask are denied then. */
export const APPROVE_CHOICES = ["none", "reads", "writes", "all"] as const;

/** One of those. */
export type ApproveRule = (typeof APPROVE_CHOICES)[number];

const ALLOWED: Readonly<Record<ApproveRule, readonly ToolEffect[]>> = {
  none: [],
  reads: [Effect.Read],
  writes: [Effect.Read, Effect.Write],
  all: [Effect.Read, Effect.Write, Effect.Execute],
};

/** What a rule that was given beforehand decides. */
export function answerByRule(rule: ApproveRule, effect: ToolEffect): ApprovalAnswer {
  if (ALLOWED[rule].includes(effect)) return { decision: ToolDecision.AllowOnce };
  return {
    decision: ToolDecision.Deny,
    reason: `This client was started with --approve ${rule}, and nobody can be asked.`,
  };
}
