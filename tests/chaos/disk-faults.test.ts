import { readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient, type SessionHandle, SessionStatus, TurnStatus } from "@aiwhisperer/client";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { afterEach, describe, expect, it } from "vitest";
import { CliProcess } from "../cli/cli-process.ts";
import { createTemporaryFolder } from "../log/temporary-folder.ts";
import { RawClient } from "../support/raw-client.ts";
import { auditHistory } from "./support/audit-history.ts";
import { auditLines } from "./support/audit-wire.ts";
import { chanceOf, countFrom, report } from "./support/bounds.ts";
import { stormOnDisk, type Trouble } from "./support/disk-storm.ts";
import { fillDisk } from "./support/fill-disk.ts";
import { canFreeze, freeze, thaw } from "./support/frozen-file.ts";
import { KillableServer } from "./support/killable-server.ts";
import { type LogRig, startLogRig } from "./support/log-rig.ts";
import { canMount, mountReadOnly, mountSmallDisk } from "./support/mount.ts";
import { readHistory } from "./support/session-history.ts";

const fillings = countFrom("CHAOS_FILLINGS", 30);
const freezings = countFrom("CHAOS_FREEZINGS", 40);
const whyNotFrozen = "skipped where a file that is open cannot be made read-only";
const whyNot = "skipped where this user may not mount file systems";

const disposals: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function startRig(...options: Parameters<typeof startLogRig>): Promise<LogRig> {
  const rig = await startLogRig(...options);
  disposals.push(() => rig.stop());
  return rig;
}

/**
 * A turn has said something, then the log fails under it, then it is back; and everybody learns of everything
 * by events.
 */
async function goThrough(rig: LogRig, trouble: Trouble, { code }: { readonly code: string }): Promise<void> {
  const { client, model, recorder } = rig;
  const session = await client.startSession();
  const first = session.send("first");
  await first.accepted;
  (await model.step(1)).say("half");
  await recorder.until(({ answerText }) => answerText === "half");

  await trouble.begin();
  (await model.step(1)).say(" and what is not stored ".repeat(50));
  const fault = await rig.untilFault(code);
  expect(fault.message).toContain(rig.path);
  const raw = await RawClient.connect(rig.server.wsUrl);
  const { error } = await raw.attempt("sendUserMessage", {
    sessionId: session.sessionId,
    message: "refused",
  });
  raw.close();
  expect(error).toMatchObject({ code: -32030, data: { retryAfterMs: expect.any(Number) } });
  // An outside caller sees that the log fails, but not its path.
  expect(JSON.stringify(error)).not.toContain(rig.path);
  const patient = session.send("waits until it can be stored");
  expect((await rig.readiness()).log).toBe("failed");
  expect(recorder.answerText).toBe("half");

  await trouble.end();
  const again = await model.step(2);
  again.say("whole");
  again.finish();
  expect(await first.result).toMatchObject({ status: TurnStatus.Completed });
  const next = await model.step(3);
  next.say("as before");
  next.finish();
  expect(await patient.result).toMatchObject({ status: TurnStatus.Completed, text: "as before" });
  expect(await rig.readiness()).toEqual({ status: 200, log: "ok" });
  await audit(rig, session);
}

async function audit({ client, tap }: LogRig, { sessionId, state }: SessionHandle): Promise<void> {
  const history = await readHistory(client, sessionId);
  expect(auditHistory(history)).toEqual([]);
  expect(auditLines(tap.lines, new Map([[sessionId, history]]))).toEqual([]);
  expect(state.sequence).toBe(history.length);
  const messages = history.filter(({ method }) => method === "UserMessageNotification");
  expect(messages.map(({ params }) => params.message)).toEqual(["first", "waits until it can be stored"]);
  expect(history.filter(({ method }) => method === "MessageDiscardedNotification")).toHaveLength(1);
}

describe("a log that cannot be written for a while", () => {
  it("because the file has reached its size limit: it is written again once a session has been deleted", async () => {
    const rig = await startRig({ maxBytes: 600_000 });
    const store = new StoreFiller(rig.log);
    const trouble = { begin: () => store.fill(), end: () => store.deleteAsClient(rig.server.wsUrl) };
    await goThrough(rig, trouble, { code: "full" });
  });

  it("because another process has it locked", async () => {
    const rig = await startRig();
    const other = new DatabaseSync(rig.path);
    disposals.push(() => other.close());
    await goThrough(
      rig,
      { begin: () => other.exec("BEGIN IMMEDIATE"), end: () => other.exec("ROLLBACK") },
      { code: "locked" },
    );
  });

  it("because its file was moved away", async () => {
    const rig = await startRig();
    await goThrough(
      rig,
      {
        begin: () => rename(rig.path, `${rig.path}.away`),
        end: () => rename(`${rig.path}.away`, rig.path),
      },
      { code: "io" },
    );
  });

  it.skipIf(!canMount)(`because its disk is full (${whyNot})`, async () => {
    const disk = await mountSmallDisk(4);
    disposals.push(() => disk.remove());
    const rig = await startRig({}, disk.path);
    const ballast = join(disk.path, "ballast");
    await goThrough(rig, { begin: () => fillDisk(ballast), end: () => rm(ballast) }, { code: "full" });
  });

  it.skipIf(!canFreeze)(`because its files became read-only (${whyNotFrozen})`, async () => {
    const rig = await startRig();
    const files = [rig.path, `${rig.path}-wal`];
    disposals.push(() => thaw(files));
    await goThrough(rig, { begin: () => freeze(files), end: () => thaw(files) }, { code: "read_only" });
  });
});

describe("a message that comes when the log can be written again", () => {
  it("waits behind the interrupted turn, even before that turn is resumed", async () => {
    const rig = await startRig();
    const { client, model, recorder } = rig;
    const other = new DatabaseSync(rig.path);
    disposals.push(() => other.close());
    const session = await client.startSession();
    const first = session.send("first");
    await first.accepted;
    (await model.step(1)).say("half");
    await recorder.until(({ answerText }) => answerText === "half");
    other.exec("BEGIN IMMEDIATE");
    (await model.step(1)).say(" and what is not stored");
    await rig.untilFault("locked");
    const raw = await RawClient.connect(rig.server.wsUrl);
    disposals.push(() => raw.close());
    other.exec("ROLLBACK");
    const second = await raw.attempt("sendUserMessage", { sessionId: session.sessionId, message: "second" });
    expect(second).toMatchObject({ result: { status: 0 } });
    for (const [step, text] of [
      [2, "whole"],
      [3, "after it"],
    ] as const) {
      const answer = await model.step(step);
      answer.say(text);
      answer.finish();
    }
    expect(await first.result).toMatchObject({ status: TurnStatus.Completed, text: "whole" });
    await recorder.turnsEnded(2);
    expect(auditHistory(await readHistory(client, session.sessionId))).toEqual([]);
  });
});

describe("a log file that is harmed while it is in use", () => {
  async function startTurn(rig: LogRig): Promise<SessionHandle> {
    const session = await rig.client.startSession();
    await session.send("first").accepted;
    (await rig.model.step(1)).say("half");
    await rig.recorder.until(({ answerText }) => answerText === "half");
    return session;
  }

  it.each([8_192, 0])("and cut to %i bytes acknowledges nothing more, and says so", async (size) => {
    const folder = await createTemporaryFolder();
    disposals.push(() => folder.remove());
    const path = join(folder.path, "log.sqlite");
    await storeSomething(path);
    const rig = await startRig({}, folder.path);
    const session = await startTurn(rig);
    await truncate(path, size);
    const raw = await RawClient.connect(rig.server.wsUrl);
    const { error } = await raw.attempt("sendUserMessage", { sessionId: session.sessionId, message: "lost" });
    raw.close();
    expect(error).toMatchObject({ code: -32030 });
    expect((await rig.untilFault("damaged")).message).toContain("restore a backup");
    expect(await rig.readiness()).toEqual({ status: 503, log: "failed" });
  });
});

/** A log of which something is in the file itself and no longer in its write-ahead file. */
async function storeSomething(path: string): Promise<void> {
  const log = await SqliteEventLog.open({ path });
  await new StoreFiller(log).store(100_000);
  await log.close();
}

describe("a server that is started on a log which it cannot use", () => {
  /** Starts it. Returns how it ended. */
  async function startOn(dataDir: string) {
    const cli = new CliProcess(["serve", "--trust-local", "--port", "0", "--data-dir", dataDir]);
    disposals.push(() => cli.kill("SIGKILL"));
    return cli.ended;
  }

  async function createStored(): Promise<KillableServer> {
    const server = await KillableServer.create();
    disposals.push(() => server.dispose());
    await server.start();
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("repeat one two three").result;
    client.close();
    await server.end();
    return server;
  }

  it("says what is wrong and what to do, changes nothing, and starts once it can be used", async () => {
    const server = await createStored();
    const path = join(server.dataDir, "log.sqlite");
    const whole = await readFile(path);
    for (const [harm, said] of [
      [() => truncate(path, 6_000), /damaged.*restore a backup/],
      [() => writeFile(path, "Not a database at all, but text. ".repeat(500)), /damaged.*restore a backup/],
    ] as const) {
      await harm();
      const harmed = await readFile(path);
      const { code, stderr } = await startOn(server.dataDir);
      expect(stderr).toMatch(said);
      expect(stderr).toContain(path);
      expect(code).toBe(1);
      expect(await readFile(path)).toEqual(harmed);
      await writeFile(path, whole);
    }
    await server.start();
    const client = createClient({ url: server.wsUrl });
    await client.sessions.refresh();
    expect(client.sessions.state.data?.sessions).toHaveLength(1);
    client.close();
  });

  it.skipIf(!canMount)(
    `because nothing can be written there says so (${whyNot})`,
    async () => {
      const server = await createStored();
      const readOnly = await mountReadOnly(server.dataDir);
      disposals.push(() => readOnly.remove());
      const { code, stderr } = await startOn(readOnly.path);
      expect(stderr).toMatch(/cannot be written: allow this user to write/);
      expect(code).toBe(1);
    },
    60_000,
  );
});

describe("a disk that is full again and again", () => {
  it.skipIf(!canMount)(
    `loses no delivered event and no acknowledged request (${whyNot})`,
    async () => {
      const random = chanceOf("full disk");
      const disk = await mountSmallDisk(12);
      disposals.push(() => disk.remove());
      const server = await KillableServer.create(["--data-dir", disk.path]);
      disposals.push(() => server.dispose());
      await server.start();
      const ballast = join(disk.path, "ballast");
      const trouble = { begin: () => fillDisk(ballast), end: () => rm(ballast) };
      const { findings, figures } = await stormOnDisk({ server, random, rounds: fillings, trouble });
      report(`full disk: ${JSON.stringify({ fillings, ...figures })}`);
      expect(findings).toEqual([]);
      expect(figures.discarded).toBeGreaterThan(0);
    },
    90_000 + fillings * 10_000,
  );
});

describe("log files that become read-only again and again while they are open", () => {
  it.skipIf(!canFreeze)(
    `lose no delivered event and no acknowledged request (${whyNotFrozen})`,
    async () => {
      const random = chanceOf("read-only files");
      const server = await KillableServer.create();
      disposals.push(() => server.dispose());
      await server.start();
      const path = join(server.dataDir, "log.sqlite");
      let frozen: readonly string[] = [];
      const thawAll = (): void => {
        if (frozen.length > 0) thaw(frozen);
        frozen = [];
      };
      disposals.push(thawAll);
      const begin = (): void => {
        frozen = random.chance(0.5) ? [`${path}-wal`] : [path, `${path}-wal`];
        freeze(frozen);
      };
      const trouble = { begin, end: thawAll };
      const { findings, figures } = await stormOnDisk({ server, random, rounds: freezings, trouble });
      report(`read-only files: ${JSON.stringify({ freezings, ...figures })}`);
      expect(findings).toEqual([]);
      expect(figures.discarded).toBeGreaterThan(0);
      expect(server.stderr).toContain("cannot be written: allow this user to write");
    },
    90_000 + freezings * 10_000,
  );
});

/** Fills a log up to its limit with a session of its own, and makes room again. */
class StoreFiller {
  readonly #log: SqliteEventLog;
  readonly #sessionId = "filler";
  #sequence = 0;
  #dust = 0;

  constructor(log: SqliteEventLog) {
    this.#log = log;
  }

  /** What is left for others after large events of one session is filled by small ones of many. */
  async fill(): Promise<void> {
    for (let size = 64_000; size >= 16; ) {
      try {
        if (size > 4_000) await this.store(size);
        else await this.#storeDust(size);
      } catch (error) {
        expect(error).toMatchObject({ code: "full" });
        size /= 2;
      }
    }
  }

  async store(size: number): Promise<void> {
    await this.#storeEvent(this.#sessionId, this.#sequence + 1, size);
    this.#sequence += 1;
  }

  async #storeDust(size: number): Promise<void> {
    await this.#storeEvent(`dust-${this.#dust}`, 1, size);
    this.#dust += 1;
  }

  async #storeEvent(sessionId: string, sequence: number, size: number): Promise<void> {
    const params = { sessionId, sequence, status: SessionStatus.Active, reason: "x".repeat(size) };
    const event = JSON.stringify({ method: "SessionStatusNotification", params });
    await this.#log.commit([
      { sessionId, firstSequence: sequence, events: [event], record: fillerRecord(sessionId) },
    ]);
  }

  /** Deletes it over the wire, as a user does after the message that there is no space left. */
  async deleteAsClient(wsUrl: string): Promise<void> {
    const raw = await RawClient.connect(wsUrl);
    expect(await raw.attempt("deleteSession", { sessionId: this.#sessionId })).toMatchObject({ result: {} });
    raw.close();
  }
}

function fillerRecord(sessionId: string) {
  const params = JSON.stringify({ userLabel: "ann", model: "scripted:model", params: {} });
  const times = { createdAt: 0, updatedAt: 0 };
  return { sessionId, userId: "local", ...times, status: 1, title: "", hasOpenTurn: false, params };
}
