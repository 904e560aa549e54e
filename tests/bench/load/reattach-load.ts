import type { Figures } from "../measure/figure.ts";
import { Samples } from "../measure/statistics.ts";
import { startMeter } from "../measure/usage-meter.ts";
import type { LoadRun } from "./load-run.ts";
import type { ReattachTask } from "./load-task.ts";
import { readSession } from "./replay-load.ts";

/** Has all clients come back at the same moment, and measures when each has what it missed, connecting included. */
export async function loadReattaching(run: LoadRun, { sessions }: ReattachTask): Promise<Figures> {
  const times = new Samples();
  const end = await startMeter(run.target.pid);
  const startedAt = performance.now();
  await run.wait(
    Promise.all(
      sessions.map(async (session) => {
        await readSession(run, session, Math.floor(session.sequence / 2));
        times.add(performance.now() - startedAt);
      }),
    ),
  );
  const usage = await end();
  const { p50, p99 } = times.summary();
  return {
    caughtUpP50Ms: p50,
    caughtUpP99Ms: p99,
    allCaughtUpMs: usage.seconds * 1_000,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}
