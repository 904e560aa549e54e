import { LoadRun } from "../load/load-run.ts";
import type { SeededSession } from "../load/load-task.ts";
import { spreadOf } from "../measure/statistics.ts";
import { formatNumber } from "../report/format-number.ts";
import type { Stage, Workload } from "./workload.ts";

const SESSIONS = 10_000;
const QUICK_SESSIONS = 200;
const STARTS = 5;
const QUICK_STARTS = 1;

/** From the start of the process to its first answer. */
export const coldStart: Workload = {
  name: "start",
  title: "Cold start",
  description:
    `From the start of the process to the first answered request, connecting included, with ${formatNumber(SESSIONS, 0)} stored sessions. The first start, which compiles the program, ` +
    "is not counted.",
  takes: ["durable"],
  mainFigure: "firstAnswerMs",
  furtherFigures: ["listeningMs"],
  maxSeconds: 180,
  run,
};

async function run(stage: Stage): Promise<void> {
  const first = await stage.start();
  const count = stage.isQuick ? QUICK_SESSIONS : SESSIONS;
  const sessions = await stage.seed(first, { sessions: count, messages: ["burst 1"] });
  await first.end();
  const listening: number[] = [];
  const answered: number[] = [];
  for (let start = 0; start < (stage.isQuick ? QUICK_STARTS : STARTS); start += 1) {
    const startedAt = performance.now();
    const server = await stage.start();
    listening.push(performance.now() - startedAt);
    await askFor(new LoadRun(server.target), sessions.at(-1));
    answered.push(performance.now() - startedAt);
    await server.end();
  }
  stage.record(`${formatNumber(count, 0)} sessions`, {
    listeningMs: spreadOf(listening).median,
    firstAnswerMs: spreadOf(answered).median,
  });
}

async function askFor(run: LoadRun, session: SeededSession | undefined): Promise<void> {
  if (session === undefined) throw new Error("no session was made");
  const { sessionId, owner } = session;
  const connection = await run.open(owner);
  await run.wait(connection.call("getSession", { sessionId }));
  run.close();
}
