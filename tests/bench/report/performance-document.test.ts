import { describe, expect, it } from "vitest";
import type { Figures } from "../measure/figure.ts";
import type { Measurement } from "../measure/measurement.ts";
import type { Results } from "../measure/results.ts";
import { writeUp } from "./performance-document.ts";

const measured = (
  round: number,
  [workload, name, subject]: readonly [string, string, string],
  figures: Figures,
): Measurement => ({ round, workload, case: name, subject, figures });

function resultsOf(measurements: readonly Measurement[], change: Partial<Results> = {}): Results {
  return {
    startedAt: "2027-01-02T03:04:05.000Z",
    command: "npm run bench",
    machine: {
      processor: "CPU | X",
      cores: 2,
      memoryGib: 24,
      kernel: "6.1",
      node: "v24.21.0",
      loadBefore: 0.25,
    },
    isQuick: false,
    rounds: 3,
    options: ["--api-keys"],
    skipped: [],
    failures: [],
    measurements,
    ...change,
  };
}

const ours = [0.5, 0.4, 0.6].map((cpu, round) =>
  measured(round, ["w1", "50×16", "aiwhisperer"], { cpuPer100kRequests: cpu, generatorCores: 0.3 }),
);
const theirs = [4, 4, 3].map((cpu, round) =>
  measured(round, ["w1", "50×16", "fastapi"], { cpuPer100kRequests: cpu, generatorCores: 0.85 }),
);

describe("the performance document", () => {
  const { markdown, charts } = writeUp(resultsOf([...ours, ...theirs]));

  it("shows the median and the range of the rounds, and the median of the rounds' ratios", () => {
    expect(markdown).toContain("| AIWhisperer | 0.50 (0.40–0.60) |");
    expect(markdown).toContain("| FastAPI, Uvicorn, Pydantic | 4.00 (3.00–4.00), 8.0 × |");
  });

  it("says what is held, what is missed and what was not measured", () => {
    expect(markdown).toContain("| W1 50×16: server CPU for 100,000 requests | ≤ 0.55 s | 0.50 s | held |");
    expect(markdown).toContain("| W1 50×16: CPU of FastAPI in proportion | ≥ 6 × | 8.0 × | held |");
    expect(markdown).toMatch(/cold start to first answer, 10,000 sessions \| ≤ 700 ms \| – \| not measured/);
    const missed = writeUp(
      resultsOf([measured(0, ["start", "10,000 sessions", "aiwhisperer"], { firstAnswerMs: 701 })]),
    );
    expect(missed.markdown).toMatch(/≤ 700 ms \| 701 ms \| \*\*missed\*\*/);
  });

  it("compares the highest median of the cost by the number of sessions with the lowest", () => {
    const cost = (round: number, name: string, value: number) =>
      measured(round, ["sessions", name, "aiwhisperer"], { cpuMicrosecondsPerMessage: value });
    const rounds = [
      ...[90, 120, 100].map((value, round) => cost(round, "10", value)),
      ...[200, 105, 110].map((value, round) => cost(round, "100", value)),
    ];
    const growth = (more: typeof rounds): string => writeUp(resultsOf([...rounds, ...more])).markdown;
    expect(growth([])).toContain("in proportion to the lowest | ≤ 1.25 × | – | not measured |");
    expect(growth([cost(0, "1,000", 120)])).toContain("≤ 1.25 × | 1.20 × | held |");
    expect(growth([cost(0, "1,000", 80)])).toContain("≤ 1.25 × | 1.38 × | **missed** |");
  });

  it("has a chart for each workload that was done, and links to it", () => {
    expect([...charts.keys()]).toEqual(["w1.svg"]);
    expect(markdown).toContain("](w1.svg)");
    expect(charts.get("w1.svg")).toContain("FastAPI");
  });

  it("names the machine, the command, the generator's share, what was skipped and what failed", () => {
    const { markdown: text } = writeUp(
      resultsOf([...ours, ...theirs], {
        isQuick: true,
        skipped: [{ subject: "trpc", install: "npm ci" }],
        failures: [{ round: 1, workload: "w2", subject: "ws", reason: "piece 3 came\nwhere 2 was next" }],
      }),
    );
    expect(text).toMatch(
      /2027-01-02 by `npm run bench`, 3 rounds.*quick.*2 cores \(CPU \| X\).*Node 24\.21\.0/,
    );
    expect(text).toContain("Not measured, as not installed: trpc (`npm ci`).");
    expect(text).toContain("**Failed** in round 2: w2 of ws: piece 3 came where 2 was next.");
    expect(text).toContain("| 0.58 | 0.85 | **the generator may have been the limit** |");
  });
});
