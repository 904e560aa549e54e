import type { UsageRecord, UsageReport } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { PriceList } from "./model-price.ts";
import { dayOf, startOf, UsageLedger } from "./usage-ledger.ts";

const report: UsageReport = {
  userId: "ann",
  sessionId: "s1",
  turnId: "t1",
  model: "test:dear",
  usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
};

/** A ledger whose writing the test lets happen, into a log that fails when the test says so. */
function open() {
  const written: (readonly UsageRecord[])[] = [];
  const due: (() => void)[] = [];
  const unpriced: string[] = [];
  const errors: unknown[] = [];
  const log = { isFull: false };
  const ledger = new UsageLedger({
    accounts: {
      async addUsage(records) {
        if (log.isFull) throw new Error("full");
        written.push(records);
      },
    },
    clock: { now: () => Date.UTC(2026, 4, 1, 23, 59, 59, 999) },
    prices: new PriceList([{ pattern: "test:dear", inputPerMillion: 2, outputPerMillion: 3 }]),
    onUnpriced: (model) => unpriced.push(model),
    onError: (error) => errors.push(error),
    schedule: (write) => due.push(write),
  });
  return { ledger, written, due, unpriced, errors, log };
}

describe("UsageLedger", () => {
  it("writes what is reported in a tick as one, with its day and cost", async () => {
    const { ledger, written, due } = open();
    ledger.add(report);
    ledger.add({ ...report, usage: { inputTokens: 1 } });
    expect([written.length, due.length]).toEqual([0, 1]);
    due.shift()?.();
    const account = { userId: "ann", sessionId: "s1", day: dayOf(Date.UTC(2026, 4, 1)) };
    expect(written).toEqual([
      [
        { ...account, tokens: 15, microDollars: 35 },
        { ...account, tokens: 1, microDollars: 2 },
      ],
    ]);
    await ledger.write();
    expect(written).toHaveLength(1);
  });

  it("keeps what the log does not take, and writes it with what comes next", async () => {
    const { ledger, written, due, errors, log } = open();
    log.isFull = true;
    ledger.add(report);
    due.shift()?.();
    await expect.poll(() => errors).toHaveLength(1);
    await expect(ledger.write()).rejects.toThrow("full");
    log.isFull = false;
    ledger.add({ ...report, sessionId: "s2" });
    due.shift()?.();
    expect(written.map((records) => records.map(({ sessionId }) => sessionId))).toEqual([["s1", "s2"]]);
  });

  it("counts a model without a price as free, and reports it once", () => {
    const { ledger, unpriced, written, due } = open();
    for (const _ of [1, 2, 3]) ledger.add({ ...report, model: "test:new" });
    due.shift()?.();
    expect(unpriced).toEqual(["test:new"]);
    expect(written[0]?.map(({ microDollars }) => microDollars)).toEqual([0, 0, 0]);
  });
});

describe("a day", () => {
  it("begins at midnight UTC", () => {
    const day = dayOf(Date.UTC(2026, 4, 1, 23, 59, 59, 999));
    expect(new Date(startOf(day + 1)).toISOString()).toBe("2026-05-02T00:00:00.000Z");
    expect(dayOf(startOf(day + 1))).toBe(day + 1);
  });
});
