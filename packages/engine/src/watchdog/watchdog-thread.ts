import { parentPort, workerData } from "node:worker_threads";
import { readBlockedTurns, writeBlockedTurns } from "./blocked-turns.ts";
import { LOOKS, type WatchdogAnswer, type WatchdogNews, type WatchdogStart } from "./watchdog-news.ts";

/** Blocked turns that are remembered; beyond that the oldest ones are forgotten. */
const MAX_BLOCKED = 10_000;

const port = parentPort;
if (port === null) throw new Error("this module is the body of a thread");
const { path, maxLoopBlockMs, beat } = workerData as WatchdogStart;

const running = new Set<string>();
const blocked = new Map(readBlockedTurns(path).map((turn) => [turn.turnId, turn]));
let lookout: NodeJS.Timeout | undefined;
let lastBeat = 0;
let missed = 0;

port.on("message", (all: readonly WatchdogNews[]) => {
  for (const news of all) {
    if (news.type === "closing") close();
    else take(news.type, news.turnId);
  }
});

function take(type: "began" | "ended" | "left" | "resumed", turnId: string): void {
  const turn = blocked.get(turnId);
  switch (type) {
    case "began":
      running.add(turnId);
      if (lookout === undefined) missed = 0;
      lookout ??= setInterval(look, maxLoopBlockMs / LOOKS);
      return;
    case "resumed":
      if (turn === undefined) return;
      blocked.set(turnId, { ...turn, resumes: turn.resumes + 1 });
      save();
      return;
    case "ended":
      if (blocked.delete(turnId)) save();
      leave(turnId);
      return;
    case "left":
      leave(turnId);
  }
}

function leave(turnId: string): void {
  running.delete(turnId);
  if (running.size > 0) return;
  clearInterval(lookout);
  lookout = undefined;
}

function look(): void {
  const now = Atomics.load(beat, 0);
  missed = now === lastBeat ? missed + 1 : 0;
  lastBeat = now;
  if (missed !== LOOKS) return;
  for (const turnId of running) {
    const { blocks = 0, resumes = 0 } = blocked.get(turnId) ?? {};
    blocked.set(turnId, { turnId, blocks: blocks + 1, resumes });
    if (resumes > 0) tell({ blockedAgain: turnId });
  }
  for (const [oldest] of blocked) {
    if (blocked.size <= MAX_BLOCKED) break;
    blocked.delete(oldest);
  }
  save();
}

/**
 * After a shutdown in good order the turns that are left may be resumed: they did not keep the loop from
 * ending.
 */
function close(): void {
  clearInterval(lookout);
  if ([...blocked.values()].some(({ resumes }) => resumes > 0)) {
    for (const turn of blocked.values()) blocked.set(turn.turnId, { ...turn, resumes: 0 });
    save();
  }
  port?.close();
}

/** A record that cannot be written is reported, and written with the next change. */
function save(): void {
  try {
    writeBlockedTurns(path, [...blocked.values()]);
  } catch (error) {
    tell({ error });
  }
}

function tell(answer: WatchdogAnswer): void {
  port?.postMessage(answer);
}
