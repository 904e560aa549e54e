import type { Figures } from "../measure/figure.ts";
import { loadBursts } from "./burst-load.ts";
import { loadIdle } from "./idle-load.ts";
import { LoadRun } from "./load-run.ts";
import type { LoadTarget } from "./load-target.ts";
import type { LoadOutcome, LoadTask, MeasuredTask } from "./load-task.ts";
import { loadPaced } from "./pace-load.ts";
import { loadReattaching } from "./reattach-load.ts";
import { loadReplays } from "./replay-load.ts";
import { loadRequests } from "./request-load.ts";
import { seedSessions } from "./seed.ts";
import { loadBesideSilent } from "./silent-load.ts";
import { loadTurns } from "./turn-load.ts";

// The process that makes a load: it is sent a target and a task, sends back what came of it or why nothing
// did, and ends.

/** What this process is sent. */
export interface GeneratorOrder {
  readonly target: LoadTarget;
  readonly task: LoadTask;
}

/** What it sends back. */
export type GeneratorReport = LoadOutcome | { readonly failure: string };

process.once("message", (order: GeneratorOrder) => {
  void runOrder(order).then((report) => process.send?.(report, () => process.exit(0)));
});

// The parent has gone; the report is dropped.
process.once("disconnect", () => process.exit(1));

async function runOrder({ target, task }: GeneratorOrder): Promise<GeneratorReport> {
  const run = new LoadRun(target);
  try {
    if (task.kind === "seed") return { figures: {}, sessions: await seedSessions(run, task) };
    return { figures: await runTask(run, task), sessions: [] };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    run.close();
  }
}

function runTask(run: LoadRun, task: MeasuredTask): Promise<Figures> {
  switch (task.kind) {
    case "requests":
      return loadRequests(run, task);
    case "bursts":
      return loadBursts(run, task);
    case "paced":
      return loadPaced(run, task);
    case "silent":
      return loadBesideSilent(run, task);
    case "idle":
      return loadIdle(run, task);
    case "turns":
      return loadTurns(run, task);
    case "replay":
      return loadReplays(run, task);
    case "reattach":
      return loadReattaching(run, task);
  }
}
