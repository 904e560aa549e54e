import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { queryObjects } from "node:v8";
import { SqliteEventLog } from "@aiwhisperer/engine";
import type { ServerLimits } from "@aiwhisperer/server";
import { pino } from "pino";
import { Connection } from "../../../packages/server/src/connection/connection.ts";
import { startTestServer } from "../../support/server.ts";

/** What the process holds, once what is no longer needed has been thrown away. */
export interface Held {
  /** Bytes that JavaScript holds, buffers included. */
  readonly bytes: number;
  /** Connections that something still refers to. */
  readonly connections: number;
  /** Names that every object has and that are not its own. */
  readonly pollution: readonly string[];
  /**
   * Most processor time, in milliseconds, that passed between two looks of the event loop at its timers: how
   * long one frame has kept all others waiting.
   */
  readonly longestTickMs: number;
}

/**
 * What the process can be asked, with the answers: `sockets` is the number of open TCP sockets, whatever has
 * become of the connections on them.
 */
export interface Answers {
  readonly sockets: number;
  readonly held: Held;
}

/** What the process says first: where it listens. */
export interface Listening {
  readonly wsUrl: string;
}

// Whatever the server logs as an error is a finding: it goes to the error stream, where the test reads it.
const logger = pino({ level: "error" }, pino.destination({ dest: 2, sync: true }));
const limits: Partial<ServerLimits> = JSON.parse(process.argv[2] ?? "{}");
const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-fuzz-"));
const server = await startTestServer({
  // Power is not lost here: most of the time would go into waiting for the disk.
  log: await SqliteEventLog.open({ path: join(folder, "log.sqlite"), synchronous: "normal" }),
  engine: { limits: { maxLiveSessions: 16, maxQueuedMessages: 4 } },
  server: { logger, limits: { maxEventLoopDelayMs: 0, ...limits } },
});

const LOOK_EVERY_MS = 20;
let longestTickMs = 0;
let lookedAt = process.cpuUsage();
// Of the processor, not of the clock: a machine that is busy with others makes every wait long.
setInterval(() => {
  const { user, system } = process.cpuUsage(lookedAt);
  lookedAt = process.cpuUsage();
  longestTickMs = Math.max(longestTickMs, Math.round((user + system) / 1_000));
}, LOOK_EVERY_MS).unref();

process.on("message", (question: keyof Answers) => process.send?.(question === "held" ? held() : sockets()));
process.once("disconnect", () => void end());
process.send?.({ wsUrl: server.wsUrl } satisfies Listening);

async function end(): Promise<void> {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
}

function held(): Held {
  if (globalThis.gc === undefined) throw new Error("start this with --expose-gc");
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const pollution: string[] = [];
  for (const name in {}) pollution.push(name);
  const connections = queryObjects(Connection, { format: "count" }) as number;
  // Looking takes long itself.
  lookedAt = process.cpuUsage();
  return { bytes: heapUsed + external, connections, pollution, longestTickMs };
}
