import type { Engine } from "@aiwhisperer/engine";
import {
  defaultsOfGetHistoryRequest,
  type GetHistoryRequest,
  type GetHistoryResponse,
  interactive,
  rpcError,
} from "@aiwhisperer/protocol";
import { bytesOf, type ReadBudget } from "../quota/read-budget.ts";

/** Length of the texts on one page past which it ends early, in UTF-16 units. */
const MAX_PAGE_LENGTH = 1_000_000;

/** Reads a page of a session's events, each as it was delivered live. */
export async function readHistory(
  engine: Engine,
  { userId, reads }: { readonly userId: string; readonly reads: ReadBudget },
  {
    sessionId,
    afterSequence = defaultsOfGetHistoryRequest.afterSequence,
    limit = defaultsOfGetHistoryRequest.limit,
  }: GetHistoryRequest,
): Promise<GetHistoryResponse> {
  const { sequence } = await engine.describe(userId, sessionId);
  if (afterSequence > sequence) throw rpcError(interactive.errors.InvalidCursor, { sequence });
  const refusal = reads.refusalOfPage(userId);
  if (refusal !== undefined) throw refusal;
  const events = await engine.read(sessionId, afterSequence, {
    maxEvents: limit,
    maxLength: MAX_PAGE_LENGTH,
  });
  reads.chargePage(userId, bytesOf(events));
  return { events: events.map(({ text }) => JSON.parse(text)), sequence };
}
