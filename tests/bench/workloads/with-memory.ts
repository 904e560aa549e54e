import { residentBytes } from "../../chaos/support/process-memory.ts";
import { measureReturn } from "../measure/memory-return.ts";
import type { RunningSubject } from "../subjects/subject.ts";
import type { Stage } from "./workload.ts";

/** Time that an idle server has to return memory. */
const RETURN_MS = 20_000;
const QUICK_RETURN_MS = 1_000;

/**
 * Does something to a warm server, and records whether its memory is afterwards what it was before, as the
 * case `memory`: of this project's server with its log on the disk, for a log in memory stays, and peers are
 * not asked for it.
 */
export async function withMemory(
  stage: Stage,
  { target: { pid } }: RunningSubject,
  work: () => Promise<void>,
): Promise<void> {
  const before = await residentBytes(pid);
  await work();
  if (stage.kind !== "durable") return;
  stage.record("memory", await measureReturn(pid, before, stage.isQuick ? QUICK_RETURN_MS : RETURN_MS));
}
