import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

const SCREENS = [1, 10, 100];
const QUICK_SCREENS = [10];
const WARM_SCREENS = 10;
const SESSIONS = 10;
const PIECES = 500;

/** One answer on many screens. */
export const screens: Workload = {
  name: "screens",
  title: "One message to many screens",
  description: `${SESSIONS} sessions stream answers of ${PIECES} pieces, each to 1, 10 and 100 connections: what the delivery of a piece to one of them costs.`,
  takes: ["durable"],
  mainFigure: "cpuPer1mPieces",
  furtherFigures: ["piecesPerSecond"],
  maxSeconds: 60,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 200, measureMs: 400 } : { warmMs: 1_000, measureMs: 2_000 };
  const measure = (count: number) =>
    stage.generate(server, { kind: "bursts", sessions: SESSIONS, screens: count, pieces: PIECES, ...times });
  // What is not recorded makes the program warm: the first case would else pay for all.
  if (!stage.isQuick) await measure(WARM_SCREENS);
  await withMemory(stage, server, async () => {
    for (const count of stage.isQuick ? QUICK_SCREENS : SCREENS)
      stage.record(`${count}`, await measure(count));
  });
}
