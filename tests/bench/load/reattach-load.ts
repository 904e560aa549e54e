import { setTimeout as sleep } from "node:timers/promises";
import type { Figures } from "../measure/figure.ts";
import { Samples } from "../measure/statistics.ts";
import { startMeter } from "../measure/usage-meter.ts";
import { ServerClosed } from "./load-connection.ts";
import type { LoadRun } from "./load-run.ts";
import type { ReattachTask, SeededSession } from "./load-task.ts";
import { readSession } from "./replay-load.ts";

/**
 * Close code of a server that accepts no more connections for now (RFC 6455 section 7.4.1, registered as Try
 * Again Later).
 */
const TRY_AGAIN_LATER = 1013;
const TRY_AGAIN_MS = 250;

/**
 * Has all clients come back at the same moment, and measures when each has what it missed, connecting
 * included. One that is sent away comes again, as clients do.
 */
export async function loadReattaching(run: LoadRun, { sessions }: ReattachTask): Promise<Figures> {
  const times = new Samples();
  let refusals = 0;
  const end = await startMeter(run.target.pid);
  const startedAt = performance.now();
  const comeBack = async (session: SeededSession): Promise<void> => {
    while (!(await tryOnce(run, session))) {
      refusals += 1;
      await sleep(TRY_AGAIN_MS);
    }
    times.add(performance.now() - startedAt);
  };
  await run.wait(Promise.all(sessions.map(comeBack)));
  const usage = await end();
  const { p50, p99 } = times.summary();
  return {
    caughtUpP50Ms: p50,
    caughtUpP99Ms: p99,
    allCaughtUpMs: usage.seconds * 1_000,
    refusedConnections: refusals,
    serverCores: usage.serverCores,
    generatorCores: usage.generatorCores,
  };
}

/**
 * Connects, and reads the half of a session that the client does not have; false where the server asks to
 * come later.
 */
async function tryOnce(run: LoadRun, session: SeededSession): Promise<boolean> {
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  const read = async (): Promise<void> => {
    const connection = await run.open(session.owner, lost.reject);
    await readSession(run, connection, { session, afterSequence: Math.floor(session.sequence / 2) });
  };
  try {
    await Promise.race([read(), lost.promise]);
    return true;
  } catch (error) {
    if (error instanceof ServerClosed && error.code === TRY_AGAIN_LATER) return false;
    throw error;
  }
}
