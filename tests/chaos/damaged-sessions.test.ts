import { join } from "node:path";
import { SessionStatus, TurnStatus } from "@aiwhisperer/client";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTemporaryFolder, type TemporaryFolder } from "../log/temporary-folder.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { changeRow, type HarmedRow, overwritePage, removeRow, runSql } from "./support/harm-session.ts";
import { type LogRig, startLogRig } from "./support/log-rig.ts";
import { storeSessions } from "./support/stored-sessions.ts";

const SESSION_NOT_FOUND = -32001;
const SESSION_UNREADABLE = -32009;

/** Events of each stored session; a row holds 256 of them. */
const eventsEach = 600;
const sound = "stored-1";
const harmed = "stored-2";

const disposals: (() => Promise<unknown> | unknown)[] = [];
let folder: TemporaryFolder;
let path: string;

beforeEach(async () => {
  folder = await createTemporaryFolder();
  disposals.push(() => folder.remove());
  path = join(folder.path, "log.sqlite");
});

afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function startServer(): Promise<TestServer> {
  const server = await startTestServer({ log: await SqliteEventLog.open({ path }) });
  disposals.push(() => server.stop());
  return server;
}

async function connect({ wsUrl }: TestServer): Promise<RawClient> {
  const client = await RawClient.connect(wsUrl);
  disposals.push(() => client.close());
  return client;
}

/** Attaches. Returns the delivered sequences, up to the last event or to the notice that no more follow. */
async function follow(client: RawClient, sessionId: string, lastSequence: number, afterSequence = 0) {
  await client.call("attachSession", { sessionId, afterSequence });
  const isLast = ({ method, params }: WireMessage): boolean =>
    method === "DeliveryFailedNotification" || paramsOf(params).sequence === lastSequence;
  const delivered = await client.until(
    (message) => paramsOf(message.params).sessionId === sessionId && isLast(message),
  );
  const sequences = delivered.flatMap(({ params }) => paramsOf(params).sequence ?? []);
  const failure = delivered.find(({ method }) => method === "DeliveryFailedNotification");
  return { sequences, failure: failure?.params };
}

function paramsOf(params: unknown): { readonly sessionId?: string; readonly sequence?: number } {
  return params ?? {};
}

const countTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

async function statusOf(client: RawClient, sessionId: string): Promise<unknown> {
  const { result } = await client.call("getSession", { sessionId });
  return (result as { session: { status: number } }).session.status;
}

async function listStatuses(client: RawClient): Promise<Record<string, number>> {
  const { result } = await client.call("listSessions");
  const { sessions } = result as { sessions: readonly { sessionId: string; status: number }[] };
  return Object.fromEntries(sessions.map(({ sessionId, status }) => [sessionId, status]));
}

async function historyLength(client: RawClient, sessionId: string): Promise<number> {
  const { result } = await client.call("getHistory", { sessionId });
  return (result as { events: readonly unknown[] }).events.length;
}

/**
 * Ways in which events 257 to 512 of a session, which are in one row, come to be something else than was
 * written.
 */
const harms: readonly (readonly [string, (row: HarmedRow) => Promise<void> | void])[] = [
  ["has one letter changed", (row) => changeRow(row, "SET text = replace(text, 'word 300 ', 'w0rd 300 ')")],
  [
    "is from before there were checksums and is no JSON any more",
    (row) => changeRow(row, "SET checksum = NULL, text = substr(text, 1, length(text) - 5)"),
  ],
  ["is gone", removeRow],
  ["is on a page that was overwritten", overwritePage],
];

describe.each(harms)("a stored session of which a row %s", (_, harm) => {
  beforeEach(async () => {
    await storeSessions(folder.path, { sessions: 3, eventsEach });
    await harm({ path, sessionId: harmed, sequence: 300 });
  });

  it("is delivered up to the damage and then ends; its connection and every other session continue", async () => {
    const client = await connect(await startServer());
    const { sequences, failure } = await follow(client, harmed, eventsEach);
    expect(sequences).toEqual(countTo(256));
    expect(failure).toMatchObject({ sessionId: harmed, afterSequence: 256, reason: expect.any(String) });
    expect(JSON.stringify(failure)).not.toContain(folder.path);
    expect((await follow(client, sound, eventsEach)).sequences).toEqual(countTo(eventsEach));
    const behind = await follow(client, harmed, eventsEach, 512);
    expect(behind).toEqual({ sequences: countTo(eventsEach, 513), failure: undefined });
    expect(await client.call("detachSession", { sessionId: harmed })).toMatchObject({ result: {} });
  });

  it("is in status Error from then on, takes no command but its deletion, and can be read up to there", async () => {
    const client = await connect(await startServer());
    expect(await statusOf(client, harmed)).toBe(SessionStatus.Active);
    const refused = { error: { code: SESSION_UNREADABLE, data: { sessionId: harmed } } };
    const message = { sessionId: harmed, message: "Hello?" };
    expect(await client.call("sendUserMessage", message)).toMatchObject(refused);
    expect(await client.call("stopSession", { sessionId: harmed })).toMatchObject(refused);
    expect(await client.call("getHistory", { sessionId: harmed, afterSequence: 256 })).toMatchObject(refused);
    // A fault is not carried over to what is read next.
    expect(await historyLength(client, sound)).toBe(eventsEach);
    expect(await historyLength(client, harmed)).toBe(256);
    expect(await historyLength(client, sound)).toBe(eventsEach);
    expect(await statusOf(client, harmed)).toBe(SessionStatus.Error);
    expect(await listStatuses(client)).toEqual({
      "stored-1": SessionStatus.Active,
      "stored-2": SessionStatus.Error,
      "stored-3": SessionStatus.Active,
    });
    expect(await client.call("deleteSession", { sessionId: harmed })).toMatchObject({ result: {} });
    expect(await client.call("getSession", { sessionId: harmed })).toMatchObject({
      error: { code: SESSION_NOT_FOUND },
    });
    expect(await client.call("deleteSession", { sessionId: "stored-3" })).toMatchObject({ result: {} });
    expect(await client.call("sendUserMessage", { ...message, sessionId: sound })).toMatchObject({
      result: { status: 0 },
    });
  });
});

describe("a stored session with an open turn whose last event cannot even be found", () => {
  const last = "stored-12";
  const lastRow = 513;

  it("keeps no server from starting and no other session from being listed and followed", async () => {
    await storeSessions(folder.path, { sessions: 12, eventsEach });
    runSql(path, `UPDATE sessions SET has_open_turn = 1, checksum = NULL WHERE session_id = '${last}'`);
    await overwritePage({ path, sessionId: last, sequence: lastRow });
    const client = await connect(await startServer());
    const statuses = await listStatuses(client);
    expect(Object.keys(statuses)).toHaveLength(12);
    expect(statuses).toMatchObject({ [sound]: SessionStatus.Active, [last]: SessionStatus.Error });
    expect((await follow(client, sound, eventsEach)).failure).toBeUndefined();
    // A client whose cursor is beyond the readable part gets the damage reported, not a wrong cursor.
    expect((await follow(client, last, eventsEach, 580)).failure).toMatchObject({ afterSequence: 580 });
    expect(await client.call("deleteSession", { sessionId: last })).toMatchObject({ result: {} });
    expect(await listStatuses(client)).not.toHaveProperty(last);
  });
});

describe("a stored session whose record is damaged", () => {
  it("is in status Error, and can be deleted", async () => {
    await storeSessions(folder.path, { sessions: 2, eventsEach: 10 });
    runSql(path, `UPDATE sessions SET params = substr(params, 1, 20) WHERE session_id = '${harmed}'`);
    const client = await connect(await startServer());
    expect(await listStatuses(client)).toEqual({
      [sound]: SessionStatus.Active,
      [harmed]: SessionStatus.Error,
    });
    expect(await client.call("sendUserMessage", { sessionId: harmed, message: "Hello?" })).toMatchObject({
      error: { code: SESSION_UNREADABLE },
    });
    expect(await client.call("deleteSession", { sessionId: harmed })).toMatchObject({ result: {} });
    expect(await listStatuses(client)).toEqual({ [sound]: SessionStatus.Active });
  });
});

describe("a session whose past is damaged while a turn runs", () => {
  async function startTurn({ client, model, recorder }: LogRig) {
    const session = await client.startSession();
    // Long enough to make a row of its own: what is in the journal only is read from memory.
    const send = session.send(`Count. ${"!".repeat(16_384)}`);
    const step = await model.step(1);
    step.say("half");
    await recorder.until(({ answerText }) => answerText === "half");
    return { sessionId: session.sessionId, send, step };
  }

  it("ends the turn for those who follow it, and takes nothing more", async () => {
    const rig = await startLogRig({}, folder.path);
    disposals.push(() => rig.stop());
    const { sessionId, send, step } = await startTurn(rig);
    changeRow({ path, sessionId, sequence: 1 }, "SET text = '{}'");
    const other = await connect(rig.server);
    const { sequences, failure } = await follow(other, sessionId, Number.MAX_SAFE_INTEGER);
    expect({ sequences, failure }).toMatchObject({ sequences: [], failure: { afterSequence: 0 } });
    expect(await statusOf(other, sessionId)).toBe(SessionStatus.Active);
    step.say(" and whole");
    step.finish();
    expect(await send.result).toMatchObject({ status: TurnStatus.Completed, text: "half and whole" });
    expect(await statusOf(other, sessionId)).toBe(SessionStatus.Error);
    expect(await other.call("sendUserMessage", { sessionId, message: "And now?" })).toMatchObject({
      error: { code: SESSION_UNREADABLE },
    });
    expect((await rig.untilFault("damaged")).message).toContain(sessionId);
    expect(await rig.readiness()).toEqual({ status: 200, log: "ok" });
    expect(await other.call("deleteSession", { sessionId })).toMatchObject({ result: {} });
  });
});
