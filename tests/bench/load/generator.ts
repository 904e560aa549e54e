import { loadBursts } from "./burst-load.ts";
import { LoadRun } from "./load-run.ts";
import type { LoadTarget } from "./load-target.ts";
import type { Figures, LoadTask } from "./load-task.ts";
import { loadPaced } from "./pace-load.ts";
import { loadRequests } from "./request-load.ts";

// The process that makes a load: it is sent a target and a task, sends back the figures or why there are none, and ends.

/** What this process is sent. */
export interface GeneratorOrder {
  readonly target: LoadTarget;
  readonly task: LoadTask;
}

/** What it sends back. */
export type GeneratorReport = { readonly figures: Figures } | { readonly failure: string };

process.once("message", (order: GeneratorOrder) => {
  void runOrder(order).then((report) => process.send?.(report, () => process.exit(0)));
});

async function runOrder({ target, task }: GeneratorOrder): Promise<GeneratorReport> {
  const run = new LoadRun(target);
  try {
    return { figures: await runTask(run, task) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    run.close();
  }
}

function runTask(run: LoadRun, task: LoadTask): Promise<Figures> {
  switch (task.kind) {
    case "requests":
      return loadRequests(run, task);
    case "burst":
      return loadBursts(run, task);
    case "pace":
      return loadPaced(run, task);
  }
}
