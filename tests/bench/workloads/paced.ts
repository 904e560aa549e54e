import type { Stage, Workload } from "./workload.ts";

const SESSIONS = [50, 200, 500, 1_000];
const PIECES = 50;

/** W4: answers at a model's pace. */
export const paced: Workload = {
  name: "w4",
  title: "W4: answers at a pace of 50 pieces a second",
  description:
    "Each session sends a message a second, and its answer comes as 50 pieces, 20 ms apart, the first at once. The sessions' messages are spread over the second.",
  takes: ["durable", "peer"],
  maxSeconds: 90,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 1_000, measureMs: 1_000 } : { warmMs: 2_500, measureMs: 4_000 };
  for (const sessions of SESSIONS) {
    const figures = await stage.generate(server, { kind: "pace", sessions, pieces: PIECES, ...times });
    stage.record(`${sessions}`, figures);
  }
}
