import { describe, expect, it } from "vitest";
import { createFolderOutbox } from "./support/folder-outbox.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { allSent, folder, leave, logged, open, server, stored, textsOf } from "./support/outbox-rig.ts";
import { settle, until } from "./support/until.ts";

it("sends what an earlier program left before anything new, also from a storage that takes its time", async () => {
  const sessionId = await leave("one", "two");
  server.isDown = false;
  const storage = createFolderOutbox(folder);
  const list = async (id: string) => {
    await settle();
    return storage.list(id);
  };
  const clock = new ManualClock();
  clock.sleep(Date.now() + 1_000);
  const session = open({ clock, outbox: { storage: { ...storage, list } } }).session(sessionId);
  await session.send("three").accepted;
  expect(await logged(sessionId)).toEqual(["one", "two", "three"]);
});

it("sends what this program has written also where the storage cannot be read", async () => {
  const faults: unknown[] = [];
  const list = () => {
    throw new DOMException("Storage is forbidden.", "SecurityError");
  };
  const put = list;
  const client = open({
    outbox: { storage: { ...createFolderOutbox(folder), list, put } },
    onFault: (fault) => faults.push(fault),
  });
  const session = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  const { accepted } = session.send("one");
  server.isDown = false;
  await accepted;
  expect(await logged(session.sessionId)).toEqual(["one"]);
  expect(faults).not.toEqual([]);
});

it("sends a message that cannot be stored all the same, and says that it is not stored", async () => {
  const storage = createFolderOutbox(folder);
  const put = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  const client = open({ outbox: { storage: { ...storage, put } } });
  const session = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  const { accepted } = session.send("one");
  await settle();
  expect(session.state.messages[0]).toMatchObject({
    delivery: "pending",
    unsaved: { message: "The quota has been exceeded." },
  });
  server.isDown = false;
  client.connect();
  await accepted;
  expect(await logged(session.sessionId)).toEqual(["one"]);
});

it.each([
  { limits: { maxMessages: 1 }, text: "The limit maxMessages (1) is reached." },
  { limits: { maxLength: 5 }, text: "The limit maxLength (5) is exceeded: 6 characters wait." },
])("stores no more than $limits", async ({ limits, text }) => {
  const client = open({ limits });
  const session = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  session.send("one");
  session.send("two");
  await settle();
  expect(stored()).toEqual(["one"]);
  expect(session.state.messages[1]).toMatchObject({ unsaved: { code: "outbox_full", message: text } });
});

it.each([
  { sentAt: undefined, age: 7 * 86_400_000 + 1, isExpired: true },
  { sentAt: undefined, age: 7 * 86_400_000 - 1, isExpired: false },
  { sentAt: 0, age: 20 * 3_600_000 + 1, isExpired: true },
  { sentAt: 0, age: 20 * 3_600_000 - 1, isExpired: false },
])(
  "leaves a message to the person after a time: $age ms, sent at $sentAt",
  async ({ sentAt, age, isExpired }) => {
    const clock = new ManualClock();
    clock.advance(age);
    const sessionId = await server.addSession();
    await createFolderOutbox(folder).put({
      sessionId,
      idempotencyKey: "old",
      request: { message: "old" },
      position: 0,
      storedAt: 0,
      ...(sentAt === undefined ? {} : { sentAt }),
    });
    const session = open({ clock }).session(sessionId);
    session.follow();
    await until(session, ({ messages }) =>
      messages.some((message) => message.role === "user" && message.delivery !== "pending"),
    );
    expect(await logged(sessionId)).toEqual(isExpired ? [] : ["old"]);
    expect(textsOf(session.state)).toEqual([[isExpired ? "failed" : "sent", "old"]]);
  },
);

it("neither shows nor sends what another user has written", async () => {
  const sessionId = await server.addSession();
  await createFolderOutbox(folder).put({
    userId: "alice",
    sessionId,
    idempotencyKey: "alices",
    request: { message: "of alice" },
    position: 0,
    storedAt: Date.now(),
  });
  const session = open({ userId: "bob" }).session(sessionId);
  await session.send("of bob").accepted;
  expect(textsOf(session.state).map(([, text]) => text)).toEqual(["of bob"]);
  expect(await logged(sessionId)).toEqual(["of bob"]);
  expect(stored()).toEqual(["of alice"]);
});

it("keeps a message whose session the server has lost, as failed, over the end of the program", async () => {
  const sessionId = await leave("one");
  await server.author.session(sessionId).delete();
  server.isDown = false;
  for (let program = 0; program < 2; program += 1) {
    const client = open();
    const session = client.session(sessionId);
    session.follow();
    await until(session, ({ messages }) => messages.some((message) => "error" in message));
    expect(session.state.messages).toMatchObject([
      { text: "one", delivery: "failed", error: { code: "SessionNotFound" } },
    ]);
    client.close();
  }
  expect(stored()).toEqual(["one"]);
});

describe("a storage that fails", () => {
  const never = () => new Promise<never>(() => {});
  const quiet = { quietMs: Number.POSITIVE_INFINITY, unansweredMs: Number.POSITIVE_INFINITY };

  it.each([
    { operation: "list", faulty: { list: never } },
    { operation: "put", faulty: { put: never } },
    { operation: "remove", faulty: { remove: never } },
    { operation: "alone", faulty: { alone: never } },
  ])("holds up no message where $operation never answers", async ({ faulty }) => {
    const clock = new ManualClock();
    const storage = { ...createFolderOutbox(folder), ...faulty };
    const client = open({ clock, liveness: quiet, outbox: { storage }, onFault: () => {} });
    const session = await client.startSession();
    const sends = [session.send("one"), session.send("two")];
    for (let second = 0; second < 200; second += 1) {
      await settle();
      clock.advance(1_000);
    }
    await Promise.all(sends.map(({ accepted }) => accepted));
    expect(await logged(session.sessionId)).toEqual(["one", "two"]);
  });

  it("removes what a slow storage has written after the message was sent", async () => {
    const clock = new ManualClock();
    const folderStorage = createFolderOutbox(folder);
    const gate = Promise.withResolvers<void>();
    const put: typeof folderStorage.put = async (message) => {
      await gate.promise;
      await folderStorage.put(message);
    };
    const client = open({ clock, liveness: quiet, outbox: { storage: { ...folderStorage, put } } });
    const session = await client.startSession();
    const { accepted } = session.send("one");
    await settle();
    clock.advance(5_000);
    await settle();
    clock.advance(5_000);
    await accepted;
    gate.resolve();
    await settle();
    expect(stored()).toEqual([]);
  });

  it("holds up no message where it refuses to watch or a turn", async () => {
    const fail = () => {
      throw new Error("not here");
    };
    const storage = { ...createFolderOutbox(folder), watch: fail, alone: fail };
    const client = open({ outbox: { storage }, onFault: () => {} });
    const session = await client.startSession();
    await session.send("one").accepted;
    expect(await logged(session.sessionId)).toEqual(["one"]);
  });
});

it.each([
  null,
  "text",
  { sessionId: "s" },
  { sessionId: "s", idempotencyKey: "k", request: null, position: 1, storedAt: 1 },
  { sessionId: "s", idempotencyKey: "k", request: { message: 5 }, position: 1, storedAt: 1 },
  { sessionId: "s", idempotencyKey: "k", request: { message: "m" }, position: "1", storedAt: 1 },
  { sessionId: "s", idempotencyKey: "k", request: { message: "m" }, position: 1, storedAt: 1, failure: null },
  { sessionId: "s", idempotencyKey: "k", request: { message: "m" }, position: 1, storedAt: 1, sentAt: "x" },
  { sessionId: "t", idempotencyKey: "k", request: { message: "m" }, position: 1, storedAt: 1 },
])("sends the others where a storage has something of another shape: %j", async (foreign) => {
  const sessionId = await leave("one", "two");
  server.isDown = false;
  const storage = createFolderOutbox(folder);
  const list = async (id: string) => [foreign as never, ...(await storage.list(id))];
  const session = open({ outbox: { storage: { ...storage, list } } }).session(sessionId);
  session.follow();
  await until(session, allSent);
  expect(await logged(sessionId)).toEqual(["one", "two"]);
});

it("keeps a message that expired for its time from then on, however long it has waited", async () => {
  const sessionId = await leave("one");
  const month = 31 * 86_400_000;
  for (const [ageMs, texts] of [
    [month, [["failed", "one"]]],
    [month + 1_000, [["failed", "one"]]],
  ] as const) {
    server.isDown = false;
    const clock = new ManualClock();
    clock.sleep(Date.now() + ageMs);
    const client = open({ clock });
    const session = client.session(sessionId);
    session.follow();
    await settle();
    await until(session, ({ messages }) =>
      messages.every((message) => message.role === "user" && message.delivery === "failed"),
    );
    expect(textsOf(session.state)).toEqual(texts);
    client.close();
  }
  expect(stored()).toEqual(["one"]);
});
