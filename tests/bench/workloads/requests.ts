import type { RequestTask } from "../load/load-task.ts";
import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

const LOADS = [
  { name: "50×1", method: "getSession", connections: 50, depth: 1 },
  { name: "50×16", method: "getSession", connections: 50, depth: 16 },
  { name: "500×16", method: "getSession", connections: 500, depth: 16 },
  { name: "echo 50×16", method: "interactive.echo", connections: 50, depth: 16 },
] as const;

/** W1: validated requests and their responses. */
export const requests: Workload = {
  name: "w1",
  title: "W1: validated request and response",
  description:
    "Each connection keeps so many requests on the way (connections × requests) and asks for a session of its own: params are validated, and whose session it " +
    "is is checked. `echo` returns a text of 100 characters.",
  takes: ["durable", "peer"],
  mainFigure: "cpuPer100kRequests",
  furtherFigures: ["requestsPerSecond", "requestP50Ms", "requestP99Ms"],
  maxSeconds: 60,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 500, measureMs: 500 } : { warmMs: 1_000, measureMs: 2_000 };
  const measure = ({ method, connections, depth }: Omit<RequestTask, "kind" | keyof typeof times>) =>
    stage.generate(server, { kind: "requests", method, connections, depth, ...times });
  // What is not recorded makes the program warm: the first case would else pay for all.
  if (!stage.isQuick) await measure(LOADS[1]);
  await withMemory(stage, server, async () => {
    for (const load of stage.isQuick ? [LOADS[1]] : LOADS) stage.record(load.name, await measure(load));
  });
}
