import { hash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Engine, type EngineLimits, SqliteEventLog } from "@aiwhisperer/engine";
import { Channel, Delivery, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SnapshotPart } from "../../packages/engine/src/log/event-log.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";

const SESSION = "long";
const EVENTS_OF_TURN = 500;
/** Turns of 500 events each. */
const TURNS = 100;
const EVENTS = TURNS * EVENTS_OF_TURN;
const SNAPSHOT_EVENTS = 2_000;

let path: string;
const disposals: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-snapshots-"));
  path = join(folder, "log.sqlite");
  disposals.push(() => rm(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

interface RawEvent {
  readonly method: string;
  readonly params: object;
}

/** A message, its answer in very many deltas, some of them thoughts, and its end. */
function turnEvents(turn: number): readonly RawEvent[] {
  const turnId = `turn-${turn}`;
  const messageId = `answer-${turn}`;
  const status = (value: TurnStatus): RawEvent => ({
    method: "TurnStatusNotification",
    params: { turnId, status: value },
  });
  const deltas = Array.from({ length: EVENTS_OF_TURN - 3 }, (_, index) => {
    const channel = index < 50 ? Channel.Analysis : Channel.Final;
    const isFinal = index === EVENTS_OF_TURN - 4;
    return {
      method: "AIMessageChunkNotification",
      params: { turnId, messageId, chunk: `word ${turn}.${index} `, channel, isFinal },
    };
  });
  const params = { turnId, messageId: `message-${turn}`, message: `Question ${turn}?` };
  return [
    { method: "UserMessageNotification", params },
    status(TurnStatus.Running),
    ...deltas,
    status(TurnStatus.Completed),
  ];
}

async function storeLongSession(): Promise<void> {
  const log = await SqliteEventLog.open({ path, synchronous: "normal" });
  const params = JSON.stringify({ userLabel: "ann", model: "scripted:model", params: {} });
  const times = { createdAt: 0, updatedAt: 0 };
  const record = {
    sessionId: SESSION,
    userId: "local",
    ...times,
    status: 1,
    title: "",
    hasOpenTurn: false,
    params,
  };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const firstSequence = turn * EVENTS_OF_TURN + 1;
    const events = turnEvents(turn).map(({ method, params: body }, index) =>
      JSON.stringify({ method, params: { sessionId: SESSION, sequence: firstSequence + index, ...body } }),
    );
    await log.commit([{ sessionId: SESSION, firstSequence, events, record }]);
  }
  await log.close();
}

/** The log of a file that counts what is read from it. */
class CountingLog {
  readonly log: SqliteEventLog;
  events = 0;
  reads = 0;

  private constructor(log: SqliteEventLog) {
    this.log = log;
    const read = log.read.bind(log);
    log.read = async (...args) => {
      const page = await read(...args);
      this.events += page.length;
      this.reads += 1;
      return page;
    };
  }

  static async open(): Promise<CountingLog> {
    return new CountingLog(await SqliteEventLog.open({ path }));
  }
}

async function start(limits: Partial<EngineLimits> = {}, words = 1) {
  const counted = await CountingLog.open();
  const model = new ScriptedModel(async function* () {
    for (let word = 0; word < words; word += 1) yield said("yes ");
    yield finished;
  });
  const engine = new Engine({
    log: counted.log,
    models: model.catalog,
    limits: { snapshotEvents: SNAPSHOT_EVENTS, ...limits },
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  disposals.push(() => engine.close());
  /** Sends the session a message. Returns the digest of what the model got before it. */
  const ask = async () => {
    const session = await engine.session("local", SESSION);
    await session.conversation.send({ message: "Go on?", delivery: Delivery.Queue });
    await recorder.turnsEnded(recorder.endings.length + 1);
    return digestOf(model.requests.at(-1)!.messages.slice(0, 2 * TURNS));
  };
  return { counted, engine, recorder, ask };
}

/** What the engine is to make of the session, whichever way it reads it. */
function expectedConversation(): string {
  const messages = Array.from({ length: TURNS }, (_, turn) => {
    const words = Array.from(
      { length: EVENTS_OF_TURN - 53 },
      (_each, index) => `word ${turn}.${index + 50} `,
    );
    return [
      { role: "user", text: `Question ${turn}?` },
      { role: "assistant", text: words.join("") },
    ];
  }).flat();
  return digestOf(messages);
}

/** Of a conversation: the difference of two would be megabytes of text. */
function digestOf(messages: readonly object[]): string {
  return `${messages.length} messages, ${hash("sha256", JSON.stringify(messages))}`;
}

function changeFile(sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

function countParts(): number {
  const db = new DatabaseSync(path);
  const row = db.prepare("SELECT count(*) AS parts FROM snapshot_parts").get();
  db.close();
  return Number(row?.parts);
}

describe("a session of very many events", () => {
  it("is read once; after that its snapshot and the events behind it suffice, and the model gets the same", async () => {
    await storeLongSession();
    const first = await start();
    expect(await first.ask()).toEqual(expectedConversation());
    expect(first.counted.events).toBeGreaterThanOrEqual(EVENTS);
    await first.engine.close();
    const second = await start();
    expect(await second.ask()).toEqual(expectedConversation());
    expect(second.counted.events).toBeLessThan(SNAPSHOT_EVENTS + 100);
  });

  it("lets others have their turn after each page", async () => {
    await storeLongSession();
    const { counted, engine } = await start();
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await new Promise(setImmediate);
        turns += 1;
      }
    })();
    await engine.session("local", SESSION);
    isOver = true;
    await others;
    expect(counted.reads).toBeGreaterThanOrEqual(EVENTS / 500);
    expect(turns).toBeGreaterThanOrEqual(counted.reads - 2);
  });

  it("is read from its events where snapshots are turned off", async () => {
    await storeLongSession();
    const first = await start({ snapshotEvents: 0 });
    expect(await first.ask()).toEqual(expectedConversation());
    await first.engine.close();
    expect(countParts()).toBe(0);
  });

  it("that grows while it is in memory is read from its snapshot after a restart", async () => {
    await storeLongSession();
    const first = await start({ maxUncommittedEvents: 10_000 }, 1_000);
    await first.ask();
    const parts = countParts();
    for (let turn = 0; turn < 4; turn += 1) await first.ask();
    await expect.poll(countParts, { timeout: 20_000 }).toBeGreaterThan(parts);
    const { sequence } = (await first.counted.log.findSession(SESSION))!;
    expect(sequence).toBeGreaterThan(EVENTS + 5_000);
    await first.engine.close();
    const second = await start();
    expect(await second.ask()).toEqual(expectedConversation());
    expect(second.counted.events).toBeLessThan(SNAPSHOT_EVENTS + 1_200);
  });

  it("takes its snapshot along when it is deleted", async () => {
    await storeLongSession();
    const { engine } = await start();
    await engine.session("local", SESSION);
    await engine.deleteSession("local", SESSION);
    await engine.close();
    expect(countParts()).toBe(0);
  });
});

describe("a snapshot that cannot be trusted", () => {
  const flipText = "UPDATE snapshot_parts SET text = replace(text, 'word 3', 'word 4')";
  it.each([
    ["has another text than was written", flipText],
    [
      "has one part less",
      `DELETE FROM snapshot_parts WHERE id = (SELECT id FROM snapshot_parts ORDER BY id LIMIT 1 OFFSET 3)`,
    ],
    [
      "has a part of another place",
      "UPDATE snapshot_parts SET last_sequence = last_sequence + 1 WHERE first_sequence > 20000",
    ],
    ["is of another version", "UPDATE snapshot_parts SET version = 2"],
    [
      "is of another session",
      "UPDATE snapshot_parts SET session = session + 1000 WHERE first_sequence > 20000",
    ],
    ["is of another history", "UPDATE events SET text = replace(text, 'turn-', 'term-'), checksum = NULL"],
  ])(
    "because it %s yields to the events, and is written again",
    async (_why, sql) => {
      await storeLongSession();
      const first = await start();
      await first.engine.session("local", SESSION);
      await first.engine.close();
      const parts = countParts();
      expect(parts).toBeGreaterThan(10);
      changeFile(sql);
      const second = await start();
      expect(await second.ask()).toEqual(expectedConversation());
      expect(second.counted.events).toBeGreaterThan(EVENTS / 2);
      await second.engine.close();
      const third = await start();
      expect(await third.ask()).toEqual(expectedConversation());
      expect(third.counted.events).toBeLessThan(SNAPSHOT_EVENTS + 100);
    },
    60_000,
  );
});

it("a part of a snapshot that was left from lost events is not believed, although later parts continue it", async () => {
  await storeLongSession();
  const first = await start();
  await first.engine.session("local", SESSION);
  await first.engine.close();
  const log = await SqliteEventLog.open({ path });
  const parts = await readParts(log);
  for (const [index, part] of parts.entries()) {
    const stale = { ...part, text: part.text.replaceAll("word ", "ward "), lastChecksum: 1 };
    await log.writeSnapshotPart(SESSION, index === 3 ? stale : part);
  }
  expect(await readParts(log)).toHaveLength(parts.length);
  await log.close();
  const second = await start();
  expect(await second.ask()).toEqual(expectedConversation());
});

async function readParts(log: SqliteEventLog): Promise<readonly SnapshotPart[]> {
  const parts: SnapshotPart[] = [];
  for (;;) {
    const part = await log.readSnapshotPart(SESSION, parts.at(-1)?.lastSequence ?? 0);
    if (part === undefined) return parts;
    parts.push(part);
  }
}
