import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SessionStatus } from "@aiwhisperer/client";
import { copyStoredLog, SqliteEventLog } from "@aiwhisperer/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendOf, readAll } from "../log/sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "../log/temporary-folder.ts";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { overwriteRoot, runSql } from "./support/harm-session.ts";
import { storeSessions } from "./support/stored-sessions.ts";

const SESSION_NOT_FOUND = -32001;
const SESSION_UNREADABLE = -32009;

const sound = "stored-1";
const harmed = "stored-2";

const disposals: (() => Promise<unknown> | unknown)[] = [];
let folder: TemporaryFolder;
let path: string;

beforeEach(async () => {
  folder = await createTemporaryFolder();
  disposals.push(() => folder.remove());
  path = join(folder.path, "log.sqlite");
  await storeSessions(folder.path, { sessions: 3, eventsEach: 600 });
});
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function serve(): Promise<{ readonly server: TestServer; readonly client: RawClient }> {
  const server = await startTestServer({ log: await SqliteEventLog.open({ path }) });
  disposals.push(() => server.stop());
  const client = await RawClient.connect(server.wsUrl);
  disposals.push(() => client.close());
  return { server, client };
}

const readiness = async ({ url }: TestServer): Promise<unknown> => {
  const response = await fetch(`${url}/readyz`);
  const { checks } = (await response.json()) as { checks: { integrity: string } };
  return { status: response.status, integrity: checks.integrity };
};

async function listStatus(client: RawClient, sessionId: string): Promise<number | undefined> {
  const { result } = await client.call("listSessions");
  const { sessions } = result as { sessions: readonly { sessionId: string; status: number }[] };
  return sessions.find((session) => session.sessionId === sessionId)?.status;
}

const codeOf = (error: unknown): number | undefined => (error as { code?: number } | undefined)?.code;

/** Error code of a call, or the status of the session that it answers with. */
async function outcomeOf(client: RawClient, method: string, params: object): Promise<unknown> {
  const { result, error } = await client.call(method, { sessionId: harmed, ...params });
  const code = codeOf(error);
  const { session, status } = (result ?? {}) as { session?: { status: number }; status?: number };
  return code ?? session?.status ?? status;
}

const overRow = (sql: string) => (): void => runSql(path, `${sql} WHERE session_id = '${harmed}'`);
const overEvents = (sql: string) => (): void =>
  runSql(path, `${sql} WHERE session = (SELECT key FROM sessions WHERE session_id = '${harmed}')`);

/** Ways in which something beside the texts of a session's events comes to be other than was written. */
const harms: readonly (readonly [string, () => void])[] = [
  ["another owner", overRow("UPDATE sessions SET user_id = 'locak'")],
  ["another status", overRow("UPDATE sessions SET status = 2")],
  ["another time", overRow("UPDATE sessions SET updated_at = 1")],
  ["other used tokens", overRow("UPDATE sessions SET used_tokens = 5")],
  ["another last sequence", overRow("UPDATE sessions SET last_sequence = 601")],
  ["no events", overEvents("DELETE FROM events")],
  [
    "no last events",
    () =>
      runSql(
        path,
        `DELETE FROM events WHERE first_sequence > 300 AND session = (SELECT key FROM sessions WHERE session_id = '${harmed}')`,
      ),
  ],
  ["another count of last events", overEvents("UPDATE events SET count = count - 1")],
];

describe.each(harms)("a stored session with %s", (name, harm) => {
  it("is unreadable or in status Error for every method, never unknown, and keeps no other from being served", async () => {
    harm();
    const { server, client } = await serve();
    const refused = [SESSION_UNREADABLE, SessionStatus.Error];
    expect(refused).toContain(await outcomeOf(client, "getSession", {}));
    expect(refused).toContain(await outcomeOf(client, "attachSession", { afterSequence: 600 }));
    for (const method of ["getHistory", "stopSession", "pauseSession", "listTools"]) {
      expect(await outcomeOf(client, method, {}), method).toBe(SESSION_UNREADABLE);
    }
    expect(await outcomeOf(client, "sendUserMessage", { message: "Hello?" })).toBe(SESSION_UNREADABLE);
    if (name !== "another owner") expect(await listStatus(client, harmed)).toBe(SessionStatus.Error);
    expect(await readiness(server)).toEqual({ status: 200, integrity: "damaged" });
    expect(await listStatus(client, sound)).toBe(SessionStatus.Active);
    expect(await client.call("sendUserMessage", { sessionId: sound, message: "Hello?" })).toMatchObject({
      result: { status: 0 },
    });
  });

  it("is deleted by its owner, and by no other user", async () => {
    harm();
    const { server, client } = await serve();
    await expect(server.engine.deleteSession("ann", harmed)).rejects.toThrow();
    expect(await outcomeOf(client, "getHistory", {})).toBe(SESSION_UNREADABLE);
    const deleted = await client.call("deleteSession", { sessionId: harmed });
    if (name === "another owner") {
      // Whose it is cannot be said: it stays until the log is repaired or restored.
      expect(codeOf(deleted.error)).toBe(SESSION_UNREADABLE);
      return;
    }
    expect(deleted).toMatchObject({ result: {} });
    expect(await outcomeOf(client, "getSession", {})).toBe(SESSION_NOT_FOUND);
  });
});

describe("a log with a damaged page", () => {
  it.each(["sqlite_autoindex_sessions_1", "sessions_by_user", "events_by_session", "answers_by_key"])(
    "of the index %s is served whole: the index is rebuilt from its table",
    async (index) => {
      overwriteRoot(path, index);
      const { server, client } = await serve();
      expect(await readiness(server)).toEqual({ status: 200, integrity: "damaged" });
      expect(await outcomeOf(client, "getSession", {})).toBe(SessionStatus.Active);
      expect(await listStatus(client, harmed)).toBe(SessionStatus.Active);
      const { result } = await client.call("getHistory", { sessionId: harmed });
      expect(result).toMatchObject({ events: { length: 600 } });
      expect(await outcomeOf(client, "getSession", { sessionId: "never-made" })).toBe(SESSION_NOT_FOUND);
    },
  );

  it("of the index of session ids whose table is damaged, too, has no unknown session", async () => {
    overRow("UPDATE sessions SET title = 'other'")();
    overwriteRoot(path, "sqlite_autoindex_sessions_1");
    const { client } = await serve();
    expect(await outcomeOf(client, "getSession", { sessionId: "never-made" })).toBe(SESSION_UNREADABLE);
    expect(await outcomeOf(client, "getHistory", { sessionId: sound })).toBe(SESSION_UNREADABLE);
    expect(await listStatus(client, sound)).toBe(SessionStatus.Active);
  });

  it("of answers takes messages without keys", async () => {
    overwriteRoot(path, "answers");
    const { client } = await serve();
    const message = { sessionId: sound, message: "Hello?" };
    expect(await client.call("sendUserMessage", message)).toMatchObject({ result: { status: 0 } });
  });
});

describe("a stored answer that is damaged", () => {
  it("is neither given nor asked for again, and its work is not done twice", async () => {
    const { server, client } = await serve();
    const message = { sessionId: sound, message: "Hello?", idempotencyKey: "k1" };
    expect(await client.call("sendUserMessage", message)).toMatchObject({ result: { status: 0 } });
    runSql(path, "UPDATE answers SET result = replace(result, '0', '1') WHERE key = 'k1'");
    const before = await server.engine.describe("local", sound);
    expect(await client.call("sendUserMessage", message)).toMatchObject({
      error: { code: -32602, data: { errors: [{ path: "/idempotencyKey" }] } },
    });
    const { queuedMessages } = await server.engine.describe("local", sound);
    expect(queuedMessages).toBe(before.queuedMessages);
    const other = { ...message, idempotencyKey: "k2" };
    expect(await client.call("sendUserMessage", other)).toMatchObject({ result: { status: 0 } });
  });
});

describe("retention", () => {
  it("deletes no session by a time that is damaged", async () => {
    overRow("UPDATE sessions SET updated_at = 1")();
    const log = await SqliteEventLog.open({ path });
    const oldest = await log.oldestSessions(10);
    await log.close();
    expect(oldest.map(({ sessionId }) => sessionId)).toEqual(["stored-1", "stored-3"]);
  });
});

describe("a backup of a damaged log", () => {
  it("has the damage of one session, and everything else", async () => {
    overRow("UPDATE sessions SET title = 'other'")();
    const copy = join(folder.path, "copy.sqlite");
    await copyStoredLog(path, copy);
    const log = await SqliteEventLog.open({ path: copy });
    await expect(readAll(log, harmed)).rejects.toMatchObject({ code: "damaged", sessionId: harmed });
    expect(await readAll(log, sound)).toHaveLength(600);
    await log.close();
  });

  it("is refused where it would leave out last events, and leaves no file behind", async () => {
    const log = await SqliteEventLog.open({ path });
    for (const id of ["s1", "s2", "s3"]) await log.commit([appendOf(id, 1, [id.repeat(2_000)])]);
    const killed = join(folder.path, "killed.sqlite");
    writeFileSync(killed, readFileSync(path));
    const wal = readFileSync(`${path}-wal`);
    const at = wal.indexOf("s2s2s2");
    wal[at] = 0;
    writeFileSync(`${killed}-wal`, wal);
    await log.close();
    const copy = join(folder.path, "copy.sqlite");
    await expect(copyStoredLog(killed, copy)).rejects.toMatchObject({
      code: "damaged",
      message: expect.stringContaining("aiwhisperer repair"),
    });
    expect(() => readFileSync(copy)).toThrow("ENOENT");
  });
});
