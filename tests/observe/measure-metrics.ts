import { setImmediate } from "node:timers/promises";
import {
  DelegateManager,
  Engine,
  MemoryEventLog,
  type ModelCatalog,
  type NotificationDelegate,
} from "@aiwhisperer/engine";
import { Delivery } from "@aiwhisperer/protocol";
import { createMetrics, type Metrics, startServer } from "@aiwhisperer/server";
import { pino } from "pino";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";

/**
 * Measures what counting costs: processor time for each piece of an answer through the engine on a log in
 * memory, and for each request through a connection inside the process, without and with metrics, in turns:
 * `node tests/observe/measure-metrics.ts`.
 */
const ROUNDS = 9;
const SESSIONS = 20;
const CHUNKS = 5_000;
const REQUESTS = 50_000;

const model = new ScriptedModel(async function* () {
  for (let index = 0; index < CHUNKS; index += 1) {
    if (index % 16 === 0) await setImmediate();
    yield said("some words of it ");
  }
  yield finished;
});

/** Processor time of this process in microseconds. */
function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function startEngine(metrics: Metrics | undefined): Promise<Engine> {
  const delegates = new DelegateManager();
  if (metrics !== undefined) delegates.register(metrics.delegate);
  const models: ModelCatalog = metrics?.watchModels(model.catalog) ?? model.catalog;
  const log = new MemoryEventLog();
  const onCommit = metrics === undefined ? {} : { onCommit: metrics.onCommit };
  const engine = new Engine({ log, models, delegates, ...onCommit });
  await engine.start();
  return engine;
}

async function measureChunks(metrics: Metrics | undefined): Promise<number> {
  const engine = await startEngine(metrics);
  const sessions = await Promise.all(
    Array.from({ length: SESSIONS }, () => engine.startSession({ ownerId: "u", userLabel: "u", params: {} })),
  );
  const ended = untilEnded(engine);
  global.gc?.();
  const before = cpuMicroseconds();
  for (const session of sessions)
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
  await ended;
  const spent = cpuMicroseconds() - before;
  await engine.close();
  return spent / (SESSIONS * CHUNKS);
}

/** Resolves when every session's turn has ended; hears of nothing else. */
function untilEnded({ delegates }: Engine): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let open = SESSIONS;
  const delegate: NotificationDelegate = {
    name: "end",
    events: ["ai_loop.turn.status_changed"],
    handle(event) {
      if (event.name !== "ai_loop.turn.status_changed" || event.committed.event.params.stopReason !== "stop")
        return;
      open -= 1;
      if (open === 0) resolve();
    },
  };
  delegates.register(delegate);
  return promise;
}

async function measureRequests(metrics: Metrics | undefined): Promise<number> {
  const engine = await startEngine(metrics);
  const logger = pino({ level: "warn" });
  const counted = metrics === undefined ? {} : { metrics };
  const server = await startServer({ engine, logger, ...counted }, { host: "127.0.0.1", port: 0 });
  const line = server.connect();
  const { promise, resolve } = Promise.withResolvers<void>();
  let answers = 0;
  line.listen({
    onMessage() {
      answers += 1;
      if (answers === REQUESTS) resolve();
    },
    onClose: () => undefined,
  });
  global.gc?.();
  const before = cpuMicroseconds();
  for (let id = 0; id < REQUESTS; id += 1) {
    line.send(`{"jsonrpc":"2.0","id":${id},"method":"interactive.echo","params":{"message":"hello"}}`);
    if (id % 32 === 0) await setImmediate();
  }
  await promise;
  const spent = cpuMicroseconds() - before;
  await server.close();
  await engine.close();
  return spent / REQUESTS;
}

async function compare(
  what: string,
  measure: (metrics: Metrics | undefined) => Promise<number>,
): Promise<void> {
  const [without, withMetrics]: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    const plain = await measure(undefined);
    const metrics = createMetrics();
    const counted = await measure(metrics);
    metrics.close();
    // The first round warms the program up.
    if (round < 0) continue;
    without.push(plain);
    withMetrics.push(counted);
  }
  const [a, b] = [median(without), median(withMetrics)];
  process.stdout.write(
    `${what}: ${a.toFixed(2)} µs without metrics, ${b.toFixed(2)} µs with, ${(b - a).toFixed(2)} µs for counting (medians of ${ROUNDS})\n`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await compare("a piece of an answer", measureChunks);
await compare("a request", measureRequests);
