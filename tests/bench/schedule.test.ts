import { expect, it } from "vitest";
import { planRounds } from "./schedule.ts";
import { SUBJECTS } from "./subjects/subjects.ts";
import { WORKLOADS } from "./workloads/workloads.ts";

const named = <T extends { readonly name: string }>(
  all: readonly T[],
  ...names: readonly string[]
): readonly T[] => all.filter(({ name }) => names.includes(name));

it("interleaves the subjects, turns their order with every round, and leaves out who cannot do a workload", () => {
  const subjects = named(SUBJECTS, "aiwhisperer", "aiwhisperer-memory", "ws");
  const plan = planRounds(2, named(WORKLOADS, "w1", "w2", "start"), subjects);
  expect(plan.map(({ round, workload, subject }) => `${round} ${workload.name} ${subject.name}`)).toEqual([
    "0 w1 aiwhisperer",
    "0 w1 ws",
    "0 w2 aiwhisperer",
    "0 w2 aiwhisperer-memory",
    "0 w2 ws",
    "0 start aiwhisperer",
    "1 w1 ws",
    "1 w1 aiwhisperer",
    "1 w2 ws",
    "1 w2 aiwhisperer-memory",
    "1 w2 aiwhisperer",
    "1 start aiwhisperer",
  ]);
});
