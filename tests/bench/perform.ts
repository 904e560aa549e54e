import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "./load/generator-process.ts";
import type { Measurement } from "./measure/measurement.ts";
import type { Performance } from "./schedule.ts";
import type { RunningSubject } from "./subjects/subject.ts";

/** Does one workload with one subject, from an empty folder, and gives what was measured. Rejects when anything was lost, refused or too late. */
export async function perform(
  { round, workload, subject }: Performance,
  { isQuick }: { readonly isQuick: boolean },
): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-bench-"));
  const measurements: Measurement[] = [];
  const servers: RunningSubject[] = [];
  const deadline = Date.now() + workload.maxSeconds * 1_000;
  try {
    await workload.run({
      isQuick,
      folder,
      async start() {
        const server = await subject.start(folder);
        servers.push(server);
        return server;
      },
      generate: ({ target }, task) => generate({ target, task }, deadline - Date.now()),
      record(caseName, figures) {
        measurements.push({ round, workload: workload.name, subject: subject.name, case: caseName, figures });
      },
    });
    return measurements;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${workload.name} of ${subject.name}: ${reason}`, { cause });
  } finally {
    for (const server of servers) await server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
