import { type InteractiveNotifications, QuestionResolution } from "../gen/interactive.ts";

/** The parts of a resolved approval that say who or what decided. */
export type ApprovalDecider = Partial<
  Pick<InteractiveNotifications["ToolApprovalResolvedNotification"], "decidedBy" | "resolution">
>;

/** A resolution in which no person had a part. */
export type PersonlessResolution = Exclude<QuestionResolution, typeof QuestionResolution.Decided>;

/**
 * The `decidedBy` of an approval that no person decided. Logs of versions without `resolution` have only this
 * word, and clients of those versions read nothing else.
 */
export const personlessDecider: Readonly<Record<PersonlessResolution, string>> = {
  [QuestionResolution.Expired]: "expiry",
  [QuestionResolution.Cancelled]: "cancellation",
  [QuestionResolution.Restarted]: "restart",
  [QuestionResolution.Policy]: "policy",
};

const resolutionsByWord: ReadonlyMap<string | undefined, QuestionResolution> = new Map([
  ["expiry", QuestionResolution.Expired],
  ["cancellation", QuestionResolution.Cancelled],
  ["restart", QuestionResolution.Restarted],
  ["policy", QuestionResolution.Policy],
]);

/** How an approval was resolved. Without `resolution`, in an old log, the word in `decidedBy` decides. */
export function approvalResolution({ decidedBy, resolution }: ApprovalDecider): QuestionResolution {
  return resolution ?? resolutionsByWord.get(decidedBy) ?? QuestionResolution.Decided;
}

/** The user who decided; `undefined` when no person did. */
export function approvalUser(approval: ApprovalDecider): string | undefined {
  return approvalResolution(approval) === QuestionResolution.Decided ? approval.decidedBy : undefined;
}
