import type { LoadTask } from "../load/load-task.ts";
import type { Stage, Workload } from "./workload.ts";

const LOADS = [
  { connections: 50, depth: 1 },
  { connections: 50, depth: 16 },
  { connections: 500, depth: 16 },
];

/** W1: validated requests and their responses. */
export const requests: Workload = {
  name: "w1",
  title: "W1: validated request and response",
  description:
    "Each connection keeps so many requests on the way (connections × requests) and asks for a session of its own: params are validated, the session's owner is " +
    "checked. `echo` gives a text of 100 characters back.",
  takes: ["durable", "peer"],
  maxSeconds: 60,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 300, measureMs: 500 } : { warmMs: 1_000, measureMs: 2_000 };
  // What is not recorded makes the program warm: the first case would else pay for all.
  await stage.generate(server, {
    kind: "requests",
    method: "getSession",
    connections: 50,
    depth: 16,
    ...times,
  });
  for (const { connections, depth } of LOADS) {
    const task: LoadTask = { kind: "requests", method: "getSession", connections, depth, ...times };
    stage.record(`${connections}×${depth}`, await stage.generate(server, task));
  }
  const echo: LoadTask = {
    kind: "requests",
    method: "interactive.echo",
    connections: 50,
    depth: 16,
    ...times,
  };
  stage.record("echo 50×16", await stage.generate(server, echo));
}
