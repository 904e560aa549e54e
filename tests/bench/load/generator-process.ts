import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { endWithUs } from "../measure/child-processes.ts";
import type { GeneratorOrder, GeneratorReport } from "./generator.ts";
import type { LoadOutcome } from "./load-task.ts";

const GENERATOR = fileURLToPath(new URL("generator.ts", import.meta.url));

const TICK_MS = 1_000;

/**
 * Has a generator, in a process of its own, do a task. Rejects with what went wrong, and when so many seconds
 * have passed in which the machine was running.
 */
export async function generate(order: GeneratorOrder, timeoutSeconds: number): Promise<LoadOutcome> {
  const child = fork(GENERATOR, { serialization: "advanced" });
  endWithUs(child);
  // A virtual machine may be suspended for minutes: that is one tick.
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks >= timeoutSeconds) child.kill("SIGKILL");
  }, TICK_MS);
  try {
    const closed = once(child, "close").then((): GeneratorReport => {
      return { failure: `the generator ended, or had not done its task in ${timeoutSeconds} s` };
    });
    const reported = once(child, "message").then(([report]) => report as GeneratorReport);
    child.send(order);
    const report = await Promise.race([reported, closed]);
    if ("failure" in report) throw new Error(report.failure);
    return report;
  } finally {
    clearInterval(timer);
    child.kill("SIGKILL");
  }
}
