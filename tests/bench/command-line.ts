import { parseArgs } from "node:util";
import type { Subject } from "./subjects/subject.ts";
import { SUBJECTS } from "./subjects/subjects.ts";
import type { Workload } from "./workloads/workload.ts";
import { WORKLOADS } from "./workloads/workloads.ts";

/** What is asked of a run. */
export interface RunOrder {
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly workloads: readonly Workload[];
  readonly subjects: readonly Subject[];
  /** File for the results. */
  readonly out: string;
  /** Results that are only to be written up. */
  readonly document: string | undefined;
}

const DEFAULT_ROUNDS = 5;
const QUICK_ROUNDS = 1;
const MAX_ROUNDS = 100;

export const USAGE = `npm run bench -- [options]

  --quick             every workload once and for moments, to see that it runs
  --rounds N          rounds, of 1 to ${MAX_ROUNDS} (default ${DEFAULT_ROUNDS}; ${QUICK_ROUNDS} with --quick)
  --only A,B          workloads: ${WORKLOADS.map(({ name }) => name).join(", ")}
  --subjects A,B      subjects: ${SUBJECTS.map(({ name }) => name).join(", ")}
  --out FILE          where the results go (default bench-results.json)
  --document FILE     measure nothing; put the results in FILE into docs/performance/measurements.md
  --help              show this

A run of everything, neither quick nor with --only or --subjects, writes docs/performance/measurements.md as well.
`;

/** What the arguments ask for; undefined for help. Throws an error that says what is wrong with them. */
export function parseCommandLine(args: readonly string[]): RunOrder | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      only: { type: "string" },
      subjects: { type: "string" },
      out: { type: "string", default: "bench-results.json" },
      document: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    isQuick: values.quick,
    rounds: parseRounds(values.rounds, values.quick),
    workloads: choose("--only", values.only, WORKLOADS),
    subjects: choose("--subjects", values.subjects, SUBJECTS),
    out: values.out,
    document: values.document,
  };
}

/** Whether a run measures everything as it should be measured. */
export function isComplete({ isQuick, workloads, subjects }: RunOrder): boolean {
  return !isQuick && workloads.length === WORKLOADS.length && subjects.length === SUBJECTS.length;
}

function parseRounds(text: string | undefined, isQuick: boolean): number {
  if (text === undefined) return isQuick ? QUICK_ROUNDS : DEFAULT_ROUNDS;
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
  throw new Error(`--rounds: "${text}" is not a whole number from 1 to ${MAX_ROUNDS}`);
}

function choose<T extends { readonly name: string }>(
  option: string,
  text: string | undefined,
  all: readonly T[],
): readonly T[] {
  if (text === undefined) return all;
  const names = text.split(",");
  const unknown = names.find((name) => all.every((each) => each.name !== name));
  if (unknown !== undefined) {
    throw new Error(`${option}: "${unknown}" is none of ${all.map(({ name }) => name).join(", ")}`);
  }
  return all.filter(({ name }) => names.includes(name));
}
