import { describe, expect, it } from "vitest";
import { isComplete, parseCommandLine, USAGE } from "./command-line.ts";
import { SUBJECTS } from "./subjects/subjects.ts";
import { WORKLOADS } from "./workloads/workloads.ts";

describe("the command line of the benchmarks", () => {
  it("asks for everything in five rounds when it is empty, and once when it is quick", () => {
    const order = parseCommandLine([])!;
    expect(order).toMatchObject({
      rounds: 5,
      workloads: WORKLOADS,
      subjects: SUBJECTS,
      out: "bench-results.json",
    });
    expect(isComplete(order)).toBe(true);
    const quick = parseCommandLine(["--quick"])!;
    expect(quick.rounds).toBe(1);
    expect(isComplete(quick)).toBe(false);
    expect(isComplete(parseCommandLine(["--only", "w1"])!)).toBe(false);
  });

  it("takes workloads and subjects by name", () => {
    const order = parseCommandLine(["--only", "w4,w1", "--subjects", "ws", "--rounds", "2"])!;
    expect(order.workloads.map(({ name }) => name)).toEqual(["w1", "w4"]);
    expect(order.subjects.map(({ name }) => name)).toEqual(["ws"]);
    expect(order.rounds).toBe(2);
  });

  it.each([
    [["--only", "w9"], '--only: "w9" is none of w1, w2'],
    [["--subjects", "bun"], '--subjects: "bun" is none of aiwhisperer'],
    [["--rounds", "1.5"], '--rounds: "1.5" is not a whole number from 1 to 100'],
    [["--rounds", "101"], "--rounds"],
    [["--slow"], "--slow"],
  ])("refuses %j", (args, reason) => {
    expect(() => parseCommandLine(args)).toThrow(reason);
  });

  it("names every workload and subject in its help", () => {
    expect(parseCommandLine(["--help"])).toBeUndefined();
    for (const { name } of [...WORKLOADS, ...SUBJECTS]) expect(USAGE).toContain(name);
  });
});
