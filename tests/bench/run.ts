import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Measurement } from "./measure/measurement.ts";
import { perform } from "./perform.ts";
import { planRounds } from "./schedule.ts";
import { SUBJECTS } from "./subjects/subjects.ts";
import { WORKLOADS } from "./workloads/workloads.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    only: { type: "string" },
    subjects: { type: "string" },
    out: { type: "string", default: "bench-results.json" },
  },
});
const only = values.only?.split(",");
const named = values.subjects?.split(",");
const plan = planRounds(
  Number(values.rounds ?? (values.quick ? 1 : 5)),
  WORKLOADS.filter(({ name }) => only?.includes(name) ?? true),
  SUBJECTS.filter(({ name }) => named?.includes(name) ?? true),
);
const measurements: Measurement[] = [];
for (const performance of plan) {
  const { round, workload, subject } = performance;
  process.stderr.write(`round ${round + 1}, ${workload.name}, ${subject.name}\n`);
  const each = await perform(performance, { isQuick: values.quick });
  for (const { case: name, figures } of each) {
    process.stderr.write(
      `  ${name}: ${Object.entries(figures)
        .map(([key, value]) => `${key} ${value.toPrecision(4)}`)
        .join(", ")}\n`,
    );
  }
  measurements.push(...each);
}
await writeFile(values.out, `${JSON.stringify({ measurements }, undefined, 2)}\n`);
