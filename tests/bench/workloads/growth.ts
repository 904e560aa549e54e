import type { SeededSession, TurnTask } from "../load/load-task.ts";
import type { Figures } from "../measure/figure.ts";
import { formatNumber } from "../report/format-number.ts";
import type { RunningSubject } from "../subjects/subject.ts";
import { withMemory } from "./with-memory.ts";
import type { Stage, Workload } from "./workload.ts";

/** Answers under way at the same time, however many sessions there are. */
const AT_ONCE = 10;
const PIECES = 16;

const SESSIONS = [10, 100, 1_000];
const QUICK_SESSIONS = [10, 100];
/** What is not recorded makes the program warm: the first case would else pay for all. */
const WARM_SESSIONS = 100;
const WARM_MS = 6_000;
const SESSIONS_MS = 4_000;
/** One user sends all of these messages, and may send so many in a minute. */
const EVENTS_MS = 2_500;
const QUICK_MS = 500;
const EVENTS = [100, 1_000, 10_000, 100_000];
const QUICK_EVENTS = [100, 1_000];
const MAX_PIECES_PER_MESSAGE = 10_000;

const turnText = `with its answer of ${PIECES} pieces`;

/** Whether a message costs more when there are more sessions. */
export const growthInSessions: Workload = {
  name: "sessions",
  title: "Growth: cost of a message by the number of sessions",
  description: `${AT_ONCE} messages at a time, each ${turnText}, in one of so many live sessions after the other; a connection follows each session.`,
  takes: ["durable"],
  mainFigure: "cpuMicrosecondsPerMessage",
  furtherFigures: ["answerP50Ms", "answerP99Ms"],
  maxSeconds: 120,
  async run(stage) {
    const server = await stage.start();
    if (!stage.isQuick) await makeWarm(stage, server);
    await withMemory(stage, server, async () => {
      for (const sessions of stage.isQuick ? QUICK_SESSIONS : SESSIONS) {
        const figures = await measureTurns(stage, server, { sessions, existing: [] }, SESSIONS_MS);
        stage.record(formatNumber(sessions, 0), figures);
      }
    });
  },
};

/** Whether a message costs more when its session is longer. */
export const growthInEvents: Workload = {
  name: "events",
  title: "Growth: cost of a message by the length of its session",
  description: `One message after the other, ${turnText}, in a session that has so many events at the beginning.`,
  takes: ["durable"],
  mainFigure: "cpuMicrosecondsPerMessage",
  furtherFigures: ["answerP50Ms", "answerP99Ms"],
  maxSeconds: 120,
  async run(stage) {
    const server = await stage.start();
    if (!stage.isQuick) await makeWarm(stage, server);
    await withMemory(stage, server, async () => {
      for (const events of stage.isQuick ? QUICK_EVENTS : EVENTS) {
        const pieces = Math.min(events, MAX_PIECES_PER_MESSAGE);
        const messages = Array.from({ length: events / pieces }, () => `burst ${pieces}`);
        const existing = await stage.seed(server, { sessions: 1, messages });
        const figures = await measureTurns(stage, server, { sessions: 1, existing }, EVENTS_MS);
        stage.record(formatNumber(events, 0), figures);
      }
    });
  },
};

interface LiveSessions {
  readonly sessions: number;
  readonly existing: readonly SeededSession[];
}

function makeWarm(stage: Stage, server: RunningSubject): Promise<Figures> {
  return stage.generate(server, turns({ sessions: WARM_SESSIONS, existing: [] }, { measureMs: WARM_MS }));
}

function measureTurns(
  stage: Stage,
  server: RunningSubject,
  live: LiveSessions,
  measureMs: number,
): Promise<Figures> {
  return stage.generate(server, turns(live, { measureMs: stage.isQuick ? QUICK_MS : measureMs }));
}

function turns(live: LiveSessions, { measureMs }: { readonly measureMs: number }): TurnTask {
  return { kind: "turns", ...live, atOnce: AT_ONCE, pieces: PIECES, warmMs: measureMs / 4, measureMs };
}
