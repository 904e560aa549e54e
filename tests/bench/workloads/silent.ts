import { formatNumber } from "../report/format-number.ts";
import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

const SILENT = 1_000;
const QUICK_SILENT = 100;
const HEALTHY = 50;
const PIECES = 50;

/**
 * A past that fills every buffer on the way: messages of 25,000 characters, which are not joined as an
 * answer's pieces are.
 */
const PAST_MESSAGES = 400;
const PADDING = "x".repeat(25_000);

/** Connections that never read. */
export const silent: Workload = {
  name: "silent",
  title: "Connections that never read",
  description:
    `${formatNumber(SILENT, 0)} connections follow a session of 10 MB and read nothing of it, beside ${HEALTHY} healthy sessions at 50 pieces a second: memory of the server for a ` +
    "silent one, and what the healthy ones notice between their pieces.",
  takes: ["durable"],
  mainFigure: "kibibytesPerConnection",
  furtherFigures: ["gapP99AloneMs", "gapP99BesideMs", "gapP99Ratio"],
  maxSeconds: 180,
  run,
};

async function run(stage: Stage): Promise<void> {
  const server = await stage.start();
  const messages = Array.from({ length: PAST_MESSAGES }, () => `burst 1 0 ${PADDING}`);
  const [big] = await stage.seed(server, { sessions: 1, messages });
  if (big === undefined) throw new Error("no session was made");
  const times = stage.isQuick ? { warmMs: 500, measureMs: 1_000 } : { warmMs: 2_000, measureMs: 8_000 };
  const count = stage.isQuick ? QUICK_SILENT : SILENT;
  await withMemory(stage, server, async () => {
    const figures = await stage.generate(server, {
      kind: "silent",
      healthy: { kind: "paced", sessions: HEALTHY, pieces: PIECES, ...times },
      silent: count,
      sessionId: big.sessionId,
    });
    stage.record(`${formatNumber(count, 0)} beside ${HEALTHY}`, figures);
  });
}
