import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

const CONNECTIONS = [1, 50, 200];
const QUICK_CONNECTIONS = [50];
const WARM_CONNECTIONS = 50;
const PIECES = 500;

/** W2: answers streamed as fast as they are read. */
export const bursts: Workload = {
  name: "w2",
  title: "W2: answers streamed as fast as the client reads",
  description:
    `Each connection reads answers of ${PIECES} pieces of 20 characters, one after the other; the model yields them as fast as it is read. Every piece is ` +
    "looked for. Cases are numbers of connections.",
  takes: ["durable", "memory", "peer"],
  mainFigure: "cpuPer1mPieces",
  furtherFigures: ["piecesPerSecond", "piecesPerNotification"],
  maxSeconds: 60,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 500, measureMs: 500 } : { warmMs: 1_000, measureMs: 2_000 };
  const measure = (sessions: number) =>
    stage.generate(server, { kind: "bursts", sessions, screens: 1, pieces: PIECES, ...times });
  // What is not recorded makes the program warm: the first case would else pay for all.
  if (!stage.isQuick) await measure(WARM_CONNECTIONS);
  await withMemory(stage, server, async () => {
    for (const connections of stage.isQuick ? QUICK_CONNECTIONS : CONNECTIONS) {
      stage.record(`${connections}`, await measure(connections));
    }
  });
}
