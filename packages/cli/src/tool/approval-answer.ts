import { EVERY_CALL, grantChoices, type ToolApproval } from "@aiwhisperer/client";
import { ToolEffect as Effect, type GrantOffer, ToolDecision, type ToolEffect } from "@aiwhisperer/protocol";

/** What was decided about a tool call. */
export interface ApprovalAnswer {
  readonly decision: ToolDecision;
  /** Goes to the model with a `Deny`. */
  readonly reason?: string;
  /** With an `AllowAlways`. */
  readonly scope?: GrantOffer["scope"];
}

type AskedApproval = Pick<ToolApproval, "scopes">;

/** What a person is asked about a tool call. */
export function approvalQuestion(approval: AskedApproval): string {
  const always = grantAnswers(approval).map(({ word }) => (word === ALWAYS ? "[a]lways" : word));
  return `Allow? ${["[y]es once", ...always, "[n]o"].join(", ")}, or n REASON: `;
}

/** An answer that allows later calls as well. */
export interface GrantAnswer {
  /** The word to type. To allow every call is a whole word. */
  readonly word: string;
  readonly offer: GrantOffer;
}

const ALWAYS = "always";
const WORDS: ReadonlyMap<string, string> = new Map([
  [EVERY_CALL, "every"],
  ["command", "exact"],
]);

/** The answers that allow later calls, by what the question offers. */
export function grantAnswers(approval: AskedApproval): readonly GrantAnswer[] {
  const { suggested, more } = grantChoices(approval);
  const others = more.flatMap((offer) => {
    const word = WORDS.get(offer.scope.type);
    return word === undefined ? [] : [{ word, offer }];
  });
  return suggested === undefined ? others : [{ word: ALWAYS, offer: suggested }, ...others];
}

/**
 * Reads what was typed at the question; undefined for anything else, nothing included: only an answer allows.
 */
export function parseApprovalAnswer(text: string, approval: AskedApproval): ApprovalAnswer | undefined {
  const [, word = "", rest = ""] = /^\s*(\p{L}+)[\s,:]*([\s\S]*?)\s*$/u.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case "y":
    case "yes":
      return rest === "" ? { decision: ToolDecision.AllowOnce } : undefined;
    case "n":
    case "no":
      return { decision: ToolDecision.Deny, ...(rest === "" ? {} : { reason: rest }) };
    default:
      return rest === "" ? grantAnswer(word.toLowerCase(), approval) : undefined;
  }
}

function grantAnswer(typed: string, approval: AskedApproval): ApprovalAnswer | undefined {
  const given = typed === "a" ? ALWAYS : typed;
  const scope = grantAnswers(approval).find(({ word }) => word === given)?.offer.scope;
  return scope === undefined ? undefined : { decision: ToolDecision.AllowAlways, scope };
}

/**
 * What `--approve` can be: the tool calls that are allowed without a question. All others that ask are denied
 * then.
 */
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
    reason: `This client was started with --approve ${rule}, and no one can be asked.`,
  };
}
