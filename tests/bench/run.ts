import { fileURLToPath } from "node:url";
import { isComplete, parseCommandLine, type RunOrder, USAGE } from "./command-line.ts";
import { describeMachine } from "./measure/machine.ts";
import type { Measurement } from "./measure/measurement.ts";
import {
  type Failure,
  type Results,
  readResults,
  type SkippedSubject,
  writeResults,
} from "./measure/results.ts";
import { perform } from "./perform.ts";
import { Progress } from "./progress.ts";
import { writeDocument } from "./report/write-document.ts";
import { planRounds } from "./schedule.ts";
import { AIWHISPERER_OPTIONS } from "./subjects/aiwhisperer.ts";
import type { Subject } from "./subjects/subject.ts";

// `npm run bench`. Children and folders go when this process does, also by Ctrl-C; the results so far are in
// the file then.

const DOCS = fileURLToPath(new URL("../../docs/performance", import.meta.url));

const print = (text: string): void => void process.stderr.write(text);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

try {
  const order = parseCommandLine(process.argv.slice(2));
  if (order === undefined) process.stdout.write(USAGE);
  else if (order.document !== undefined) await writeDocument(await readResults(order.document), DOCS);
  else await measureAll(order);
} catch (error) {
  print(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function measureAll(order: RunOrder): Promise<void> {
  const { installed, skipped } = await partSubjects(order.subjects);
  for (const { subject, install } of skipped) print(`skipped, as not installed: ${subject} (${install})\n`);
  const plan = planRounds(order.rounds, order.workloads, installed);
  const progress = new Progress(plan, print);
  const measurements: Measurement[] = [];
  const failures: Failure[] = [];
  const results: Results = {
    startedAt: new Date().toISOString(),
    command: ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(
      " ",
    ),
    machine: describeMachine(),
    isQuick: order.isQuick,
    rounds: order.rounds,
    options: AIWHISPERER_OPTIONS,
    skipped,
    failures,
    measurements,
  };
  for (const performance of plan) {
    progress.begin(performance);
    const startedAt = Date.now();
    const { measured, failure } = await perform(performance, order);
    measurements.push(...measured);
    if (failure !== undefined) {
      failures.push(failure);
      print(`  FAILED: ${failure.reason}\n`);
    }
    progress.end(performance, (Date.now() - startedAt) / 1_000, measured);
    await writeResults(order.out, results);
  }
  if (isComplete(order)) await writeDocument(results, DOCS);
  print(`${measurements.length} measurements, ${failures.length} failures: ${order.out}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

async function partSubjects(
  subjects: readonly Subject[],
): Promise<{ readonly installed: readonly Subject[]; readonly skipped: readonly SkippedSubject[] }> {
  const installed: Subject[] = [];
  const skipped: SkippedSubject[] = [];
  for (const subject of subjects) {
    const install = await subject.missing();
    if (install === undefined) installed.push(subject);
    else skipped.push({ subject: subject.name, install });
  }
  return { installed, skipped };
}
