import { formatNumber } from "../report/format-number.ts";
import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

const SESSIONS = [50, 200, 500, 1_000];
const QUICK_SESSIONS = [50];
const WARM_SESSIONS = 200;
const PIECES = 50;

/** W4: answers at a model's pace. */
export const paced: Workload = {
  name: "w4",
  title: "W4: answers at a pace of 50 pieces a second",
  description:
    "Each session sends a message a second, and its answer comes as 50 pieces, 20 ms apart, the first at once. The sessions' messages are spread over the second. Cases are numbers of sessions.",
  takes: ["durable", "peer"],
  mainFigure: "cpuPer1mPieces",
  furtherFigures: ["firstPieceP50Ms", "firstPieceP99Ms", "gapP99Ms", "offeredShare"],
  maxSeconds: 60,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 500, measureMs: 800 } : { warmMs: 1_500, measureMs: 4_000 };
  const measure = (sessions: number) =>
    stage.generate(server, { kind: "paced", sessions, pieces: PIECES, ...times });
  // What is not recorded makes the program warm: the first case would else pay for all.
  if (!stage.isQuick) await measure(WARM_SESSIONS);
  await withMemory(stage, server, async () => {
    for (const sessions of stage.isQuick ? QUICK_SESSIONS : SESSIONS) {
      stage.record(formatNumber(sessions, 0), await measure(sessions));
    }
  });
}
