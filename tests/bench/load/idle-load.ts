import { setTimeout as sleep } from "node:timers/promises";
import { residentBytes } from "../../chaos/support/process-memory.ts";
import type { Figures } from "../measure/figure.ts";
import type { LoadRun } from "./load-run.ts";
import type { IdleTask } from "./load-task.ts";

/** Time after which what connecting has left behind counts as settled. */
const SETTLE_MS = 1_000;

/** Opens connections, leaves them alone, and measures what one takes of the server's memory. */
export async function loadIdle(run: LoadRun, { connections, haveSessions }: IdleTask): Promise<Figures> {
  const before = await residentBytes(run.target.pid);
  const startedAt = performance.now();
  if (haveSessions) await run.openSessions(connections);
  else await run.make(connections, (index) => run.open(index));
  const seconds = (performance.now() - startedAt) / 1_000;
  await run.wait(sleep(SETTLE_MS));
  const grown = (await residentBytes(run.target.pid)) - before;
  return { kibibytesPerConnection: grown / 1_024 / connections, connectionsPerSecond: connections / seconds };
}
