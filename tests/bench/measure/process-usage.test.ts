import { describe, expect, it } from "vitest";
import { cpuSeconds, parseStat } from "./process-usage.ts";

describe("the usage of a process", () => {
  it("is the processor time that the process itself knows of", async () => {
    const before = await cpuSeconds(process.pid);
    const { user, system } = process.cpuUsage();
    expect(Math.abs(before - (user + system) / 1e6)).toBeLessThan(0.1);
    const own = process.cpuUsage();
    while (process.cpuUsage(own).user < 50_000) Math.sqrt(2);
    expect((await cpuSeconds(process.pid)) - before).toBeGreaterThan(0.04);
  });

  it("is read behind the program's name, whatever that is", () => {
    const fields = ["S", ...Array.from({ length: 10 }, () => "1"), "250", "50", "0"];
    expect(parseStat(`7 (a b) c) ${fields.join(" ")}`)).toBe(3);
  });
});
