import { formatNumber } from "../report/format-number.ts";
import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

const CONNECTIONS = 9_500;
const FOLLOWING = 1_000;
const QUICK_CONNECTIONS = 500;
const WARM_CONNECTIONS = 500;

/** Connections that do nothing. */
export const idle: Workload = {
  name: "idle",
  title: "Idle connections",
  description:
    "Connections that have shown who they are and say nothing, and connections that follow a session each, in which nothing happens: memory of the server for one.",
  takes: ["durable", "peer"],
  mainFigure: "kibibytesPerConnection",
  furtherFigures: ["connectionsPerSecond"],
  maxSeconds: 120,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  await stage.generate(server, { kind: "idle", connections: WARM_CONNECTIONS, haveSessions: true });
  const [all, following] = stage.isQuick ? [QUICK_CONNECTIONS, QUICK_CONNECTIONS] : [CONNECTIONS, FOLLOWING];
  await withMemory(stage, server, async () => {
    for (const [name, connections, haveSessions] of [
      [formatNumber(all, 0), all, false],
      [`${formatNumber(following, 0)} that follow a session`, following, true],
    ] as const) {
      stage.record(name, await stage.generate(server, { kind: "idle", connections, haveSessions }));
    }
  });
}
