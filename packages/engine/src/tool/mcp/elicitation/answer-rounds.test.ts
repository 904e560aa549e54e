import { describe, expect, it } from "vitest";
import { answerRounds } from "./answer-rounds.ts";

const asking = (keys: readonly string[], requestState?: string) => ({
  resultType: "input_required",
  inputRequests: Object.fromEntries(
    keys.map((key) => [key, { method: "elicitation/create", params: { key } }]),
  ),
  ...(requestState === undefined ? {} : { requestState }),
});
const DONE = { resultType: "complete", content: [] };

/** Runs a call that has these results, and returns what it was called with. */
async function runRounds(results: readonly unknown[]) {
  const calls: object[] = [];
  let pauses = 0;
  const result = await answerRounds({
    call: async (answers) => {
      calls.push(answers);
      return results[calls.length - 1];
    },
    answer: async (params) => ({ action: "accept", content: params as { key: string } }),
    pause: async () => {
      pauses += 1;
    },
  });
  return { result, calls, pauses };
}

const accepted = (key: string) => ({ action: "accept", content: { key } });

describe("a call that requires input", () => {
  it("is repeated with the answers of each round and the state of the server, however many rounds there are", async () => {
    const rounds = Array.from({ length: 12 }, (_, index) => asking(["a", "b"], `state ${index}`));
    const { result, calls, pauses } = await runRounds([...rounds, DONE]);
    expect(result).toBe(DONE);
    expect(calls).toHaveLength(13);
    expect(calls[0]).toEqual({});
    expect(calls[12]).toEqual({
      inputResponses: { a: accepted("a"), b: accepted("b") },
      requestState: "state 11",
    });
    expect(pauses).toBe(0);
  });

  it("is repeated after a pause where the server only puts it off", async () => {
    const postponed = { resultType: "input_required", requestState: "later" };
    const { calls, pauses } = await runRounds([postponed, postponed, DONE]);
    expect(calls).toEqual([{}, { requestState: "later" }, { requestState: "later" }]);
    expect(pauses).toBe(2);
  });

  it("fails where the server requires what is not offered, and takes back the other questions of the round", async () => {
    const takenBack = Promise.withResolvers<void>();
    const inputRequests = {
      sample: { method: "sampling/createMessage", params: {} },
      ...asking(["a"]).inputRequests,
    };
    const rounds = answerRounds({
      call: async () => ({ resultType: "input_required", inputRequests }),
      answer: async (_, signal) => {
        if (signal.aborted) takenBack.resolve();
        signal.addEventListener("abort", () => takenBack.resolve());
        await takenBack.promise;
        return { action: "cancel" };
      },
      pause: async () => undefined,
    });
    await expect(rounds).rejects.toThrow("The server requires sampling/createMessage");
    await takenBack.promise;
  });
});
