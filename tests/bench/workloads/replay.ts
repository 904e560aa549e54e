import type { Figures } from "../measure/figure.ts";
import { formatNumber } from "../report/format-number.ts";
import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

/** With what else a session's log has: its beginning, a message, and the end of an answer. */
const PIECES = 9_995;
const TIMES = 9;

const RETURNING = 1_000;
const QUICK_RETURNING = 100;
const MISSED_PIECES = 200;

/** Attaching to a past, by one client and by all. */
export const replay: Workload = {
  name: "replay",
  title: "Attach and replay",
  description:
    `New connections attach to a stored session of 10,000 events, one after the other, and read it whole. ${formatNumber(RETURNING, 0)} clients connect again at the same moment after ` +
    "a restart; each attaches to its own session and reads the half of its 200 events that it does not have.",
  takes: ["durable"],
  mainFigure: "replayMs",
  furtherFigures: [
    "firstReplayMs",
    "slowestReplayMs",
    "caughtUpP50Ms",
    "caughtUpP99Ms",
    "allCaughtUpMs",
    "refusedConnections",
  ],
  maxSeconds: 120,
  run,
};

async function run(stage: Stage): Promise<void> {
  const returning = stage.isQuick ? QUICK_RETURNING : RETURNING;
  const first = await stage.start();
  const [long] = await stage.seed(first, { sessions: 1, messages: [`burst ${PIECES}`] });
  if (long === undefined) throw new Error("no session was made");
  const sessions = await stage.seed(first, { sessions: returning, messages: [`burst ${MISSED_PIECES}`] });
  await first.end();
  const second = await stage.start();
  const replay = (): Promise<Figures> =>
    stage.generate(second, { kind: "replay", session: long, times: TIMES });
  stage.record("10,000 events", await replay());
  // The first ones have made the program warm.
  await withMemory(stage, second, async () => void (await replay()));
  await second.end();
  const third = await stage.start();
  stage.record(
    `${formatNumber(returning, 0)} at once`,
    await stage.generate(third, { kind: "reattach", sessions }),
  );
}
