import type { Stage, Workload } from "./workload.ts";

const CONNECTIONS = [1, 50, 200];
const PIECES = 500;

/** W2: answers streamed as fast as they are read. */
export const bursts: Workload = {
  name: "w2",
  title: "W2: answers streamed as fast as the client reads",
  description:
    `Each connection reads answers of ${PIECES} pieces of 20 characters, one after the other; the model gives them as fast as it is read. Every piece is ` +
    "looked for.",
  takes: ["durable", "memory", "peer"],
  maxSeconds: 60,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const times = stage.isQuick ? { warmMs: 300, measureMs: 500 } : { warmMs: 1_000, measureMs: 2_000 };
  // What is not recorded makes the program warm: the first case would else pay for all.
  await stage.generate(server, { kind: "burst", connections: 50, pieces: PIECES, ...times });
  for (const connections of CONNECTIONS) {
    const figures = await stage.generate(server, { kind: "burst", connections, pieces: PIECES, ...times });
    stage.record(`${connections}`, figures);
  }
}
