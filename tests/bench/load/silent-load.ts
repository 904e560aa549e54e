import { setTimeout as sleep } from "node:timers/promises";
import { residentBytes } from "../../chaos/support/process-memory.ts";
import type { Figures } from "../measure/figure.ts";
import { clientFrame } from "./client-frame.ts";
import type { LoadRun } from "./load-run.ts";
import type { SilentTask } from "./load-task.ts";
import { loadPaced } from "./pace-load.ts";

/** Time after which the server has filled the buffers before the silent readers. */
const SETTLE_MS = 2_000;

/**
 * Measures paced sessions alone, and again beside connections that follow a session and read nothing of it.
 */
export async function loadBesideSilent(run: LoadRun, task: SilentTask): Promise<Figures> {
  const alone = await loadPaced(run, task.healthy);
  const before = await residentBytes(run.target.pid);
  await run.make(task.silent, async () => {
    const connection = await run.open(0);
    connection.pause();
    connection.write(
      clientFrame(connection.dialect.encodeRequest(1, "attachSession", { sessionId: task.sessionId })),
    );
  });
  await run.wait(sleep(SETTLE_MS));
  const grown = (await residentBytes(run.target.pid)) - before;
  const beside = await loadPaced(run, task.healthy);
  return {
    gapP99AloneMs: alone.gapP99Ms ?? Number.NaN,
    gapP99BesideMs: beside.gapP99Ms ?? Number.NaN,
    gapP99Ratio: (beside.gapP99Ms ?? Number.NaN) / (alone.gapP99Ms ?? Number.NaN),
    kibibytesPerConnection: grown / 1_024 / task.silent,
    generatorCores: beside.generatorCores ?? Number.NaN,
  };
}
