import { MemoryEventLog } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import type { BudgetLimits } from "../kit/limits.ts";
import { PriceList } from "./model-price.ts";
import { UsageBudget } from "./usage-budget.ts";
import { UsageLedger } from "./usage-ledger.ts";

const NONE: BudgetLimits = {
  maxTokensPerSession: 0,
  maxTokensPerUserPerDay: 0,
  maxCentsPerSession: 0,
  maxCentsPerUserPerDay: 0,
};

/**
 * A budget over a log in memory with two sessions of ann's; a step takes 100 tokens, and a cent and a half.
 */
async function open(limits: Partial<BudgetLimits>) {
  const accounts = new MemoryEventLog();
  const common = { userId: "ann", createdAt: 0, updatedAt: 0, status: 1, title: "", hasOpenTurn: false };
  for (const sessionId of ["s1", "s2"]) {
    const record = { ...common, sessionId, params: "{}" };
    await accounts.commit([{ sessionId, firstSequence: 1, events: ["{}"], record }]);
  }
  const time = { ms: Date.UTC(2026, 4, 1, 12) };
  const clock = { now: () => time.ms };
  const prices = new PriceList([{ pattern: "*", inputPerMillion: 100, outputPerMillion: 200 }]);
  const ignore = (): void => undefined;
  const ledger = new UsageLedger({ accounts, clock, prices, onUnpriced: ignore, onError: ignore });
  const budget = new UsageBudget({ accounts, ledger, clock, limits: { ...NONE, ...limits } });
  const step = (sessionId: string, userId = "ann"): void =>
    budget.handle({
      name: "ai_loop.usage_reported",
      userId,
      sessionId,
      turnId: "t",
      model: "m",
      usage: { inputTokens: 50, outputTokens: 50 },
    });
  const ask = async (sessionId: string, userId = "ann") => {
    const answer = await budget.decide({ userId, sessionId, message: "" });
    return answer?.admit === false ? answer : undefined;
  };
  return { step, ask, time };
}

describe("UsageBudget", () => {
  it("admits messages until a session has used its tokens, and then none", async () => {
    const { step, ask } = await open({ maxTokensPerSession: 200 });
    step("s1");
    expect(await ask("s1")).toBeUndefined();
    step("s1");
    expect(await ask("s1")).toMatchObject({
      reason: expect.stringContaining("Start another one"),
      limit: { name: "maxTokensPerSession", value: 200 },
    });
    expect(await ask("s2")).toBeUndefined();
  });

  it("counts all of a user's sessions by day, and says when messages are taken again", async () => {
    const { step, ask, time } = await open({ maxTokensPerUserPerDay: 200 });
    step("s1");
    step("s2");
    expect(await ask("s1")).toMatchObject({
      reason: "Messages are accepted again from 2026-05-02T00:00:00.000Z on.",
      limit: { name: "maxTokensPerUserPerDay", value: 200 },
    });
    expect(await ask("s3", "ben")).toBeUndefined();
    time.ms = Date.UTC(2026, 4, 2) - 1;
    expect(await ask("s1")).toBeDefined();
    time.ms += 1;
    expect(await ask("s1")).toBeUndefined();
  });

  it("counts cents by the list of prices", async () => {
    const ofSession = await open({ maxCentsPerSession: 3 });
    ofSession.step("s1");
    expect(await ofSession.ask("s1")).toBeUndefined();
    ofSession.step("s1");
    expect((await ofSession.ask("s1"))?.limit).toEqual({ name: "maxCentsPerSession", value: 3 });
    const ofDay = await open({ maxCentsPerUserPerDay: 3 });
    ofDay.step("s1");
    ofDay.step("s2");
    expect((await ofDay.ask("s1"))?.limit).toEqual({ name: "maxCentsPerUserPerDay", value: 3 });
  });

  it("names the limit of the session first: it is the one that another session helps against", async () => {
    const { step, ask } = await open({ maxTokensPerSession: 100, maxTokensPerUserPerDay: 100 });
    step("s1");
    expect((await ask("s1"))?.limit?.name).toBe("maxTokensPerSession");
    expect((await ask("s2"))?.limit?.name).toBe("maxTokensPerUserPerDay");
  });
});
