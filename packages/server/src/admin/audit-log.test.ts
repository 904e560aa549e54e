import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { DEFAULT_ADMIN_LIMITS } from "./admin-limits.ts";
import { AuditLog } from "./audit-log.ts";

const drain = { action: "drain" } as const;

/** An audit log without a file, whose minutes the test lets pass. */
async function open(limits: Partial<typeof DEFAULT_ADMIN_LIMITS> = {}) {
  const time = { ms: 0 };
  const log = await AuditLog.open({
    path: undefined,
    logger: pino({ level: "silent" }, { write: () => undefined }),
    limits: { ...DEFAULT_ADMIN_LIMITS, ...limits },
    newId: randomUUID,
    now: () => 0,
    monotonic: () => time.ms,
  });
  return { log, time };
}

describe("an audit log", () => {
  it("reports refused attempts that were too many with the first one that there is room for again", async () => {
    const { log, time } = await open({ maxAuditRefusals: 2 });
    for (let index = 0; index < 5; index += 1) await log.refuse(drain, 401);
    expect(log.list().records).toHaveLength(2);
    time.ms = 60_000;
    await log.refuse(drain, 401);
    await log.refuse(drain, 401);
    expect(log.list().records.map(({ leftOut }) => leftOut)).toEqual([undefined, 3, undefined, undefined]);
  });

  it("shows an action that is still at work as begun, and then with its outcome in its old place", async () => {
    const { log } = await open();
    const work = Promise.withResolvers<string>();
    const started = Promise.withResolvers<void>();
    const performed = log.perform(drain, () => {
      started.resolve();
      return work.promise;
    });
    await started.promise;
    await log.refuse(drain, 403);
    const outcomes = () => log.list().records.map(({ outcome }) => outcome);
    expect(outcomes()).toEqual(["refused", "begun"]);
    work.resolve("result");
    expect(await performed).toBe("result");
    expect(outcomes()).toEqual(["refused", "done"]);
  });

  it("passes on the error of an action", async () => {
    const { log } = await open();
    const fault = new Error("no");
    await expect(log.perform(drain, () => Promise.reject(fault))).rejects.toBe(fault);
    expect(log.list().records).toMatchObject([{ outcome: "failed" }]);
  });
});
