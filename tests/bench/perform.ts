import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GeneratorOrder } from "./load/generator.ts";
import { generate } from "./load/generator-process.ts";
import type { Measurement } from "./measure/measurement.ts";
import type { Failure } from "./measure/results.ts";
import type { Performance } from "./schedule.ts";
import type { RunningSubject } from "./subjects/subject.ts";
import type { Stage } from "./workloads/workload.ts";

/** What came of a performance. With a failure there may be measurements of the cases before it. */
export interface PerformanceOutcome {
  readonly measured: readonly Measurement[];
  readonly failure: Failure | undefined;
}

/**
 * Does one workload with one subject, from an empty folder. It fails when anything was lost, doubled, refused
 * or too late.
 */
export async function perform(
  { round, workload, subject }: Performance,
  { isQuick }: { readonly isQuick: boolean },
): Promise<PerformanceOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-bench-"));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const measured: Measurement[] = [];
  const servers: RunningSubject[] = [];
  const load = (order: GeneratorOrder) => generate(order, workload.maxSeconds);
  const stage: Stage = {
    kind: subject.kind,
    isQuick,
    async start() {
      const server = await subject.start(folder);
      servers.push(server);
      return server;
    },
    generate: async ({ target }, task) => (await load({ target, task })).figures,
    seed: async ({ target }, task) => (await load({ target, task: { kind: "seed", ...task } })).sessions,
    record(caseName, figures) {
      measured.push({ round, workload: workload.name, subject: subject.name, case: caseName, figures });
    },
  };
  try {
    await workload.run(stage);
    return { measured, failure: undefined };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { measured, failure: { round, workload: workload.name, subject: subject.name, reason } };
  } finally {
    for (const server of servers) await server.kill();
    process.removeListener("exit", removeFolder);
    await rm(folder, { recursive: true, force: true });
  }
}
