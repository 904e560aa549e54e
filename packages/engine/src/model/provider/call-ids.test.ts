import { expect, it } from "vitest";
import { CallIds } from "./call-ids.ts";
import { COMPATIBLE_RULES } from "./prompt-rules.ts";

it("ids of a long history whose calls all have the same id are different, and made in linear time", () => {
  const started = process.threadCpuUsage().user;
  const make = (): readonly string[] => {
    const ids = new CallIds(COMPATIBLE_RULES);
    return Array.from({ length: 3_000 }, () => ids.next("call_0", "call_0"));
  };
  const made = make();
  expect(new Set(made).size).toBe(3_000);
  expect(make()).toEqual(made);
  expect((process.threadCpuUsage().user - started) / 1_000).toBeLessThan(500);
});
