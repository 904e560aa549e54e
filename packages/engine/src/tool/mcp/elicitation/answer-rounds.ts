import { type ElicitResult, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";
import { type Fields, isFields } from "../wire/json-fields.ts";

/** How a call that requires input is brought to its end. */
export interface RoundsOptions {
  /** Makes the call, with the answers of the round before. */
  readonly call: (answers: Fields) => Promise<unknown>;
  /** Asks the person. The signal aborts when another question of the round has failed. */
  readonly answer: (params: unknown, signal: AbortSignal) => Promise<ElicitResult>;
  /** Waits before a call is repeated that the server puts off. */
  readonly pause: () => Promise<void>;
}

/**
 * Repeats a call of revision 2026-07-28 with the answers of the person until its result is complete.
 * `maxQuestionsPerCall` bounds the questions, `mcpCallTimeoutMs` the time. Rejects as the call and the
 * questions do.
 */
export async function answerRounds({ call, answer, pause }: RoundsOptions): Promise<unknown> {
  let result = await call({});
  while (isFields(result) && result.resultType === "input_required") {
    const { inputRequests, requestState } = result;
    const requests = Object.entries(isFields(inputRequests) ? inputRequests : {});
    if (requests.length === 0) await pause();
    const responses = await answerAll(requests, answer);
    result = await call({
      ...(requests.length === 0 ? {} : { inputResponses: responses }),
      ...(typeof requestState === "string" ? { requestState } : {}),
    });
  }
  return result;
}

async function answerAll(
  requests: readonly (readonly [string, unknown])[],
  answer: RoundsOptions["answer"],
): Promise<Fields> {
  const failed = new AbortController();
  const answering = requests.map(async ([key, request]) => {
    try {
      return [key, await answer(paramsOf(request), failed.signal)] as const;
    } catch (error) {
      failed.abort();
      throw error;
    }
  });
  return Object.fromEntries(await Promise.all(answering));
}

function paramsOf(request: unknown): unknown {
  const { method, params } = isFields(request) ? request : {};
  if (method === "elicitation/create") return params;
  const reason = `The server requires ${String(method)}, which this program does not offer.`;
  throw new ProtocolError(ProtocolErrorCode.InvalidRequest, reason);
}
