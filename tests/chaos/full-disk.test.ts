import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, SessionStatus } from "@aiwhisperer/client";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { afterEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { fillDisk } from "./support/fill-disk.ts";
import { KillableServer } from "./support/killable-server.ts";
import { canMount, mountSmallDisk } from "./support/mount.ts";

const whyNot = "skipped where this user may not mount file systems";

const disposals: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

/**
 * A server whose disk has sessions of 2 MB each on it and not one byte more; the reserve lies beside the log.
 */
async function startFull(sessionIds: readonly string[]) {
  const disk = await mountSmallDisk(64);
  disposals.push(() => disk.remove());
  await storeSessions(join(disk.path, "log.sqlite"), sessionIds);
  const server = await KillableServer.create(["--data-dir", disk.path]);
  disposals.push(() => server.dispose());
  await server.start();
  const reserve = join(disk.path, "log.sqlite-reserve");
  expect(statSync(reserve)).toMatchObject({ size: 8_388_608 });
  expect(statSync(reserve).mode & 0o777).toBe(0o600);
  const ballast = join(disk.path, "ballast");
  await fillDisk(ballast);
  await exhaust(server.wsUrl);
  return { server, reserve, ballast };
}

async function storeSessions(path: string, sessionIds: readonly string[]): Promise<void> {
  const log = await SqliteEventLog.open({ path });
  const params = JSON.stringify({ userLabel: "ann", model: "demo", params: {} });
  const times = { createdAt: 0, updatedAt: 0 };
  for (const sessionId of sessionIds) {
    const record = { sessionId, userId: "local", ...times, status: 1, title: "", hasOpenTurn: false, params };
    for (let sequence = 1; sequence <= 40; sequence += 1) {
      const told = { sessionId, sequence, status: SessionStatus.Active, reason: "x".repeat(50_000) };
      const event = JSON.stringify({ method: "SessionStatusNotification", params: told });
      await log.commit([{ sessionId, firstSequence: sequence, events: [event], record }]);
    }
  }
  await log.close();
}

/** Starts sessions until the log has no space for one: what is left in its files is used up as well. */
async function exhaust(wsUrl: string): Promise<void> {
  const raw = await RawClient.connect(wsUrl);
  for (let size = 60_000; size >= 1_000; ) {
    const params = { userId: "ann", context: "x".repeat(size) };
    const { error } = await raw.attempt("startSession", params);
    if (error !== undefined) size /= 4;
  }
  raw.close();
}

async function checksOf({ url }: KillableServer): Promise<Record<string, string>> {
  const { checks } = (await (await fetch(`${url}/readyz`)).json()) as { checks: Record<string, string> };
  return checks;
}

describe.skipIf(!canMount)(`a full disk (${whyNot})`, () => {
  it("takes deletions by the reserve of the log, notifies attached clients, and then takes messages again", async () => {
    const ids = ["a", "b", "c", "d"].map((name) => `session-${name}`);
    const { server, reserve, ballast } = await startFull(ids);
    expect(await checksOf(server)).toMatchObject({ log: "failed", reserve: "ok" });
    for (const sessionId of ids.slice(1)) {
      const raw = await RawClient.connect(server.wsUrl);
      await raw.call("attachSession", { sessionId, afterSequence: 40 });
      expect(await raw.attempt("deleteSession", { sessionId })).toMatchObject({ result: {} });
      const told = (raw.received as WireMessage[]).filter(
        ({ method }) => method === "SessionStatusNotification",
      );
      expect(told.at(-1)?.params).toMatchObject({ sessionId, status: SessionStatus.Stopped });
      expect((await raw.attempt("attachSession", { sessionId })).error).toMatchObject({ code: -32001 });
      // The space of the deleted session is used up, too, before the next one goes.
      await exhaust(server.wsUrl);
      raw.close();
    }
    const client = createClient({ url: server.wsUrl });
    disposals.push(() => client.close());
    rmSync(ballast);
    await expect
      .poll(() => checksOf(server), { timeout: 30_000, interval: 500 })
      .toMatchObject({
        log: "ok",
        reserve: "ok",
      });
    await expect
      .poll(
        async () => {
          await checksOf(server);
          return statSync(reserve).size;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(8_388_608);
    const session = client.session("session-a");
    expect(await session.send("repeat as before").result).toMatchObject({ text: "as before" });
  }, 120_000);

  it.each(["ends", "is killed"])(
    "on which a server %s keeps no next one from starting and deleting",
    async (how) => {
      const ids = ["a", "b"].map((name) => `session-${name}`);
      const { server, reserve, ballast } = await startFull(ids);
      await (how === "ends" ? server.end() : server.kill());
      // What a clean end gave back is used up as well.
      await fillDisk(`${ballast}-2`);
      await server.start();
      expect(statSync(reserve).size).toBeGreaterThan(1_000_000);
      const raw = await RawClient.connect(server.wsUrl);
      disposals.push(() => raw.close());
      for (const sessionId of ids) {
        expect(await raw.attempt("deleteSession", { sessionId })).toMatchObject({ result: {} });
      }
    },
    60_000,
  );
});

describe("the reserve of a log", () => {
  const MEGABYTE = 1_048_576;
  const openWith = async (path: string, reserveBytes: number) => {
    const log = await SqliteEventLog.open({ path, reserveBytes });
    const { reserve } = await log.stats();
    // Work is done whatever became of the reserve.
    expect(await log.withReserve(async () => "done")).toBe("done");
    await log.close();
    return reserve;
  };

  it("shrinks when less is wanted, and goes when none is", async () => {
    const path = await createLogPath();
    expect(await openWith(path, 2 * MEGABYTE)).toMatchObject({ heldBytes: 2 * MEGABYTE });
    expect(await openWith(path, MEGABYTE)).toMatchObject({ heldBytes: MEGABYTE });
    expect(await openWith(path, 0)).toBeUndefined();
    expect(existsSync(`${path}-reserve`)).toBe(false);
  });

  it.each([0, MEGABYTE])("of %i bytes is nothing where a folder lies in its place", async (reserveBytes) => {
    const path = await createLogPath();
    mkdirSync(`${path}-reserve`);
    const reserve = await openWith(path, reserveBytes);
    expect(reserve?.heldBytes ?? 0).toBe(0);
  });
});

async function createLogPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-reserve-"));
  disposals.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "log.sqlite");
}
