/**
 * Measures what one message to a very long session costs everybody else: npm run bench:long-session --
 * [events] A log with one session of that many events (default 1,000,000) is written; a server starts on it;
 * one client sends the session a message, first without and then with its snapshot, while another one calls
 * `getSession` of its own small session all the time.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { Channel, TurnStatus } from "@aiwhisperer/protocol";
import { RawClient } from "../support/raw-client.ts";
import { ServerProcess } from "./subjects/server-process.ts";

const EVENTS_OF_TURN = 500;
const SESSION = "long";
const MAIN = "packages/cli/bin/aiwhisperer.cjs";

interface Visit {
  readonly acceptedMs: number;
  readonly answeredMs: number;
  readonly worstEchoMs: number;
  readonly peakMegabytes: number;
}

const events = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-large-"));
try {
  await storeSession(join(folder, "log.sqlite"), events);
  for (const name of ["first visit", "second visit, after a restart"]) {
    process.stdout.write(`${name}: ${JSON.stringify(await visit())}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function storeSession(path: string, count: number): Promise<void> {
  const log = await SqliteEventLog.open({ path, synchronous: "normal" });
  const params = JSON.stringify({ userLabel: "ann", model: "demo", params: {} });
  const at = Date.now();
  const record = {
    sessionId: SESSION,
    userId: "local",
    createdAt: at,
    updatedAt: at,
    status: 1,
    title: "",
    hasOpenTurn: false,
    params,
  };
  for (let sequence = 0; sequence < count; sequence += EVENTS_OF_TURN) {
    const texts = turnEvents(sequence / EVENTS_OF_TURN).map(({ method, params }, index) =>
      JSON.stringify({ method, params: { sessionId: SESSION, sequence: sequence + index + 1, ...params } }),
    );
    await log.commit([{ sessionId: SESSION, firstSequence: sequence + 1, events: texts, record }]);
  }
  await log.close();
}

function turnEvents(turn: number): { readonly method: string; readonly params: object }[] {
  const turnId = `turn-${turn}`;
  const messageId = `answer-${turn}`;
  const status = (value: TurnStatus) => ({
    method: "TurnStatusNotification",
    params: { turnId, status: value },
  });
  const said = { turnId, messageId: `message-${turn}`, message: `Question ${turn}?` };
  const chunks = Array.from({ length: EVENTS_OF_TURN - 3 }, (_, index) => ({
    method: "AIMessageChunkNotification",
    params: {
      turnId,
      messageId,
      chunk: `word ${index} of it `,
      channel: Channel.Final,
      isFinal: index === EVENTS_OF_TURN - 4,
    },
  }));
  return [
    { method: "UserMessageNotification", params: said },
    status(TurnStatus.Running),
    ...chunks,
    status(TurnStatus.Completed),
  ];
}

async function visit(): Promise<Visit> {
  const server = await ServerProcess.start({
    program: process.execPath,
    args: [MAIN, "serve", "--port", "0", "--trust-local", "--data-dir", folder],
    env: { XDG_STATE_HOME: folder },
    listening: /listens on http:\/\/[^:]+:(\d+)/,
  });
  const wsUrl = `ws://127.0.0.1:${server.port}/ws`;
  try {
    const other = await RawClient.connect(wsUrl);
    const visitor = await RawClient.connect(wsUrl);
    const started = await other.call("startSession", { userId: "ann" });
    const { sessionId } = started.result as { sessionId: string };
    const echo = { isOver: false, worstMs: 0 };
    const echoing = (async () => {
      while (!echo.isOver) {
        const since = performance.now();
        await other.call("getSession", { sessionId });
        echo.worstMs = Math.max(echo.worstMs, performance.now() - since);
      }
    })();
    const since = performance.now();
    await visitor.call("attachSession", { sessionId: SESSION, afterSequence: events });
    const { result } = (await visitor.call("sendUserMessage", {
      sessionId: SESSION,
      message: "repeat done",
    })) as { result: { turnId: string } };
    const acceptedMs = performance.now() - since;
    await visitor.until(({ method, params }) => {
      const { turnId, status } = (params ?? {}) as { turnId?: string; status?: TurnStatus };
      return (
        method === "TurnStatusNotification" && turnId === result.turnId && status === TurnStatus.Completed
      );
    });
    const answeredMs = performance.now() - since;
    echo.isOver = true;
    await echoing;
    const peak = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, "utf8"));
    for (const client of [other, visitor]) client.close();
    const rounded = Math.round;
    return {
      acceptedMs: rounded(acceptedMs),
      answeredMs: rounded(answeredMs),
      worstEchoMs: rounded(echo.worstMs),
      peakMegabytes: rounded(Number(peak?.[1]) / 1024),
    };
  } finally {
    await server.end();
  }
}
