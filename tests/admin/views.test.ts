import { join } from "node:path";
import { SqliteEventLog } from "@aiwhisperer/engine";
import type { AdminConnection, AdminList, AdminSession, AdminTurn } from "@aiwhisperer/protocol/admin";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { RawClient } from "../support/raw-client.ts";
import { hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer } from "../support/server.ts";
import { type AdminServer, startAdminServer } from "./support/admin-server.ts";

/** Is part of everything that users said or named. */
const SECRET = "s3cr3t";

const hanging = new ScriptedModel(async function* (request) {
  yield said(`${SECRET}-answer`);
  await hang(request);
});

async function startSession(client: RawClient, userId: string, message?: string): Promise<string> {
  const sessionParams = { context: `${SECRET}-context`, metadata: { name: `${SECRET}-metadata` } };
  const { result } = await client.call("startSession", { userId, sessionParams });
  const { sessionId } = result as { sessionId: string };
  if (message !== undefined) await client.call("sendUserMessage", { sessionId, message });
  return sessionId;
}

async function rowsOf<Row>(server: AdminServer, path: string): Promise<readonly Row[]> {
  const { rows } = (await server.ask(path)).json as AdminList<Row>;
  return rows;
}

describe("what an admin sees", () => {
  it("is who is connected, from where, since when, and what they follow", async () => {
    const clock = new ManualClock();
    const server = await startAdminServer({ server: { clock } });
    const ann = await server.connectAs("ann");
    const sessionId = await startSession(ann, "ann");
    clock.advance(60_000);
    await server.connectAs("ben");
    const since = clock.now();
    expect(await rowsOf<AdminConnection>(server, "/connections")).toEqual([
      {
        connectionId: expect.any(String),
        userId: "ann",
        address: "127.0.0.1",
        since: since - 60_000,
        ageMs: 60_000,
        attachments: 1,
        sessionIds: [sessionId],
        isLagging: false,
      },
      expect.objectContaining({ userId: "ben", since, ageMs: 0, attachments: 0, sessionIds: [] }),
    ]);
  });

  it("is the address that a trusted proxy names, all of it", async () => {
    const server = await startAdminServer({ asksWho: false, server: { trustedProxies: ["127.0.0.1"] } });
    await RawClient.connect(server.wsUrl, { headers: { "x-forwarded-for": "2001:db8::1:2" } });
    expect(await rowsOf<AdminConnection>(server, "/connections")).toMatchObject([
      { address: "2001:db8::1:2" },
    ]);
  });

  it("is the sessions in memory and their turns with state and age, the oldest turn first", async () => {
    const clock = new ManualClock();
    const server = await startAdminServer({ models: hanging.catalog, server: { clock }, engine: { clock } });
    const [ann, ben] = [await server.connectAs("ann"), await server.connectAs("ben")];
    const first = await startSession(ann, "ann", "one");
    clock.advance(5_000);
    await ann.call("sendUserMessage", { sessionId: first, message: "two" });
    clock.advance(1_000);
    const second = await startSession(ben, "ben", "three");
    clock.advance(2_000);
    await startSession(ben, "ben");
    const row = (sessionId: string, status: string, ageMs: number) => ({
      sessionId,
      ownerId: sessionId === first ? "ann" : "ben",
      turnId: expect.any(String),
      status,
      ageMs,
    });
    expect(await rowsOf<AdminTurn>(server, "/turns")).toEqual([
      row(first, "running", 8_000),
      row(first, "queued", 3_000),
      row(second, "running", 2_000),
    ]);
    const sessions = await rowsOf<AdminSession>(server, "/sessions");
    expect(sessions.map(({ ownerId, openTurns }) => [ownerId, openTurns])).toEqual([
      ["ben", 0],
      ["ben", 1],
      ["ann", 2],
    ]);
    expect(sessions[1]).toEqual({
      sessionId: second,
      ownerId: "ben",
      status: "active",
      model: hanging.id,
      createdAt: clock.now() - 2_000,
      idleMs: 2_000,
      attachments: 1,
      openTurns: 1,
      pendingApprovals: 0,
    });
    expect((await server.ask("/server")).json).toMatchObject({
      version: "1.2.3",
      userId: "ada",
      startedAt: clock.now() - 8_000,
      uptimeMs: 8_000,
      isDraining: false,
      canDrain: false,
      connections: 2,
      laggingConnections: 0,
      liveSessions: 3,
      runningTurns: 2,
    });
  });

  it("holds nothing of what anybody said or named", async () => {
    const server = await startAdminServer({ models: hanging.catalog });
    await startSession(await server.connectAs("ann"), "ann", `${SECRET}-message`);
    for (const path of ["/server", "/connections", "/sessions", "/turns", "/audit", "/configuration"]) {
      const { status, text } = await server.ask(path);
      expect([status, text.includes(SECRET)]).toEqual([200, false]);
    }
  });
});

describe("a turn", () => {
  it("is gone from the list when it has ended", async () => {
    const server = await startAdminServer({ models: hanging.catalog });
    const client = await server.connectAs("ann");
    const sessionId = await startSession(client, "ann", "one");
    const turns = (): Promise<readonly AdminTurn[]> => rowsOf(server, "/turns");
    expect(await turns()).toHaveLength(1);
    await client.call("cancelTurn", { sessionId });
    await expect.poll(turns).toEqual([]);
  });

  it("that was begun before a restart is as old as the server", async () => {
    const path = join(await temporaryFolder(), "log.sqlite");
    const before = await startTestServer({
      log: await SqliteEventLog.open({ path }),
      models: hanging.catalog,
    });
    await startSession(await RawClient.connect(before.wsUrl), "ann", "one");
    await before.stop();
    const clock = new ManualClock();
    const log = await SqliteEventLog.open({ path });
    const after = await startAdminServer({ log, models: hanging.catalog, server: { clock } });
    clock.advance(3_000);
    expect(await rowsOf<AdminTurn>(after, "/turns")).toMatchObject([{ status: "running", ageMs: 3_000 }]);
  });
});

describe("a list", () => {
  it("is listed in pages, and by user", async () => {
    const server = await startAdminServer({ admin: { limits: { maxAdminRows: 2 } } });
    for (const user of ["ann", "ben", "ann", "ann"]) await server.connectAs(user);
    const page = async (query: string) => {
      const { rows, total, nextOffset } = (await server.ask(`/connections${query}`))
        .json as AdminList<AdminConnection>;
      return [rows.map(({ userId }) => userId), total, nextOffset];
    };
    expect(await page("")).toEqual([["ann", "ben"], 4, 2]);
    expect(await page("?offset=2")).toEqual([["ann", "ann"], 4, undefined]);
    expect(await page("?offset=1&limit=1")).toEqual([["ben"], 4, 2]);
    expect(await page("?user=ann&offset=2")).toEqual([["ann"], 3, undefined]);
    expect(await page("?user=absent")).toEqual([[], 0, undefined]);
  });

  it.each([
    "limit=3",
    "limit=0",
    "limit=x",
    "offset=-1",
    "offset=1.5",
    "user=a&user=b",
    `user=${"u".repeat(257)}`,
  ])("refuses %s, and says what is allowed", async (query) => {
    const server = await startAdminServer({ admin: { limits: { maxAdminRows: 2 } } });
    for (const path of ["/connections", "/sessions", "/turns"]) {
      const { status, json } = await server.ask(`${path}?${query}`);
      expect(status).toBe(400);
      expect(json.error).toMatch(/^(limit|offset|user) is (a whole number|one user id)/);
    }
  });
});
