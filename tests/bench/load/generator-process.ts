import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { endWithUs } from "../measure/child-processes.ts";
import type { GeneratorOrder, GeneratorReport } from "./generator.ts";
import type { LoadOutcome } from "./load-task.ts";

const GENERATOR = fileURLToPath(new URL("generator.ts", import.meta.url));

/** Has a generator, in a process of its own, do a task. Rejects with what went wrong, and when the time is over. */
export async function generate(order: GeneratorOrder, timeoutMs: number): Promise<LoadOutcome> {
  const child = fork(GENERATOR, { serialization: "advanced" });
  endWithUs(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  try {
    const closed = once(child, "close").then((): GeneratorReport => {
      return { failure: `the generator ended, or had not done its task in ${timeoutMs / 1_000} s` };
    });
    const reported = once(child, "message").then(([report]) => report as GeneratorReport);
    child.send(order);
    const report = await Promise.race([reported, closed]);
    if ("failure" in report) throw new Error(report.failure);
    return report;
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}
