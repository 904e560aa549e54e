import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine, SqliteEventLog } from "@aiwhisperer/engine";
import { SessionAccess } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testModels } from "../support/server.ts";

let folder: string;
let engine: Engine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-sharing-"));
  engine = await open();
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(limits = {}): Promise<Engine> {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const opened = new Engine({ log, models: testModels(), limits });
  await opened.start();
  return opened;
}

const start = () => engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });

/** What a user may do: the needed accesses that are not refused. */
async function rights(userId: string, sessionId: string): Promise<readonly string[]> {
  const outcomes = await Promise.all(
    (["observe", "drive", "own"] as const).map((needed) =>
      engine.session(userId, sessionId, needed).then(
        () => needed,
        (error: { code: string }) => error.code,
      ),
    ),
  );
  return outcomes;
}

const nobody = ["session_not_found", "session_not_found", "session_not_found"];

describe("a session", () => {
  it("belongs to its owner, and to others does not exist", async () => {
    const { sessionId } = await start();
    expect(await rights("ann", sessionId)).toEqual(["observe", "drive", "own"]);
    expect(await rights("ben", sessionId)).toEqual(nobody);
    await expect(engine.describe("ben", sessionId)).rejects.toMatchObject({ code: "session_not_found" });
    await expect(engine.deleteSession("ben", sessionId)).rejects.toMatchObject({ code: "session_not_found" });
  });

  it("can be shared to be observed or driven, and be taken back, also across a restart", async () => {
    const session = await start();
    const { sessionId } = session;
    await session.share({ userId: "ben", access: SessionAccess.Observe });
    await session.share({ userId: "eve", access: SessionAccess.Drive });
    expect(await rights("ben", sessionId)).toEqual(["observe", "refused", "refused"]);
    await engine.close();
    engine = await open();
    expect(await engine.describe("ben", sessionId)).toMatchObject({ access: SessionAccess.Observe });
    expect(await engine.describe("ann", sessionId)).toMatchObject({
      sharedWith: [
        { userId: "ben", access: SessionAccess.Observe },
        { userId: "eve", access: SessionAccess.Drive },
      ],
    });
    expect(await rights("eve", sessionId)).toEqual(["observe", "drive", "refused"]);
    const again = await engine.session("ann", sessionId);
    await again.share({ userId: "ben", access: SessionAccess.Drive });
    await again.share({ userId: "eve" });
    expect(await rights("ben", sessionId)).toEqual(["observe", "drive", "refused"]);
    expect(await rights("eve", sessionId)).toEqual(nobody);
    expect((await engine.describe("ben", sessionId)).sharedWith).toBeUndefined();
  });

  it("is found by the users that it is shared with, until that ends, also across a restart", async () => {
    const listOf = async (userId: string) =>
      (await engine.listSharedSessions({ userId, limit: 10 })).sessions;
    const first = await start();
    const second = await start();
    await start();
    await first.share({ userId: "ben", access: SessionAccess.Observe });
    await second.share({ userId: "ben", access: SessionAccess.Drive });
    await second.share({ userId: "eve", access: SessionAccess.Observe });
    const told = async (userId: string) =>
      Object.fromEntries((await listOf(userId)).map(({ sessionId, access }) => [sessionId, access]));
    const expected = { [first.sessionId]: SessionAccess.Observe, [second.sessionId]: SessionAccess.Drive };
    expect(await told("ben")).toEqual(expected);
    expect(await listOf("ann")).toEqual([]);
    expect((await engine.listSessions({ userId: "ben", limit: 10 })).sessions).toEqual([]);
    await engine.close();
    engine = await open();
    // Not in memory: what is stored is enough.
    expect(await told("ben")).toEqual(expected);
    expect((await listOf("ben")).map(({ sharedWith }) => sharedWith)).toEqual([undefined, undefined]);
    const again = await engine.session("ann", second.sessionId);
    const revoked = again.share({ userId: "ben" });
    expect(await told("ben")).toEqual({ [first.sessionId]: SessionAccess.Observe });
    await revoked;
    await again.stop();
    expect(await told("eve")).toEqual({ [second.sessionId]: SessionAccess.Observe });
    await engine.deleteSession("ann", second.sessionId);
    expect(await told("eve")).toEqual({});
  });

  it("is shared with so many users at most, and an unchanged access is no event", async () => {
    await engine.close();
    engine = await open({ maxShares: 1 });
    const session = await start();
    await session.share({ userId: "ben", access: SessionAccess.Observe });
    const { committedSequence } = session;
    await session.share({ userId: "ben", access: SessionAccess.Observe });
    await session.share({ userId: "unknown" });
    expect(session.committedSequence).toBe(committedSequence);
    await expect(session.share({ userId: "eve", access: SessionAccess.Drive })).rejects.toMatchObject({
      code: "limit_exceeded",
      refusal: { limit: "maxShares", value: 1 },
    });
  });
});
