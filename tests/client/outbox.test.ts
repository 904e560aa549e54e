import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client, ClientOptions, OutboxLimits, SessionState } from "@aiwhisperer/client";
import { interactive, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFolderOutbox, readMessages } from "./support/folder-outbox.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

let folder: string;
let server: TappedServer;
const clients: Client[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "aiwhisperer-outbox-"));
  server = await TappedServer.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface OpenOptions extends Partial<ClientOptions> {
  readonly limits?: Partial<OutboxLimits>;
}

let keys = 0;

/** A program: its messages are in the folder. */
function open({ limits, ...options }: OpenOptions = {}) {
  const client = createQuickClient(server, {
    outbox: { storage: createFolderOutbox(folder), ...(limits === undefined ? {} : { limits }) },
    createIdempotencyKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    ...options,
  });
  clients.push(client);
  return client;
}

const textsOf = ({ messages }: SessionState) =>
  messages.flatMap((message) => (message.role === "user" ? [[message.delivery, message.text]] : []));

const stored = () => readMessages(folder).map(({ request }) => request.message);

/** The person's messages in the log; one that it has twice is there twice. */
async function logged(sessionId: string): Promise<readonly unknown[]> {
  return (await server.eventsOf(sessionId, "UserMessageNotification")).map(({ message }) => message);
}

const allSent = ({ messages }: SessionState) =>
  messages.length > 0 && messages.every((message) => message.role !== "user" || message.delivery === "sent");

/** Writes messages without a connection, and ends the program. */
async function leave(...messages: readonly string[]): Promise<string> {
  const client = open();
  const { sessionId } = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  const sends = messages.map((message) => client.session(sessionId).send(message));
  expect(stored()).toEqual(messages);
  client.close();
  for (const { accepted } of sends) await expect(accepted).rejects.toMatchObject({ outcome: "not-sent" });
  expect(stored()).toEqual(messages);
  return sessionId;
}

describe("messages that were written without a connection", () => {
  it("are shown as pending by the next program, and sent in order, each once", async () => {
    const sessionId = await leave("one", "two", "three");
    const client = open();
    const session = client.session(sessionId);
    await settle();
    expect(textsOf(session.state)).toEqual([
      ["pending", "one"],
      ["pending", "two"],
      ["pending", "three"],
    ]);
    server.isDown = false;
    session.follow();
    await until(session, allSent);
    expect(await logged(sessionId)).toEqual(["one", "two", "three"]);
    expect(textsOf(session.state)).toHaveLength(3);
    expect(stored()).toEqual([]);
  });

  it("are sent without any screen that shows their session", async () => {
    const sessionId = await leave("one");
    server.isDown = false;
    open();
    await expect.poll(stored).toEqual([]);
    expect(await logged(sessionId)).toEqual(["one"]);
  });

  it("are in the log once, whatever number of programs send them", async () => {
    const sessionId = await leave("one", "two");
    server.isDown = false;
    const sessions = [open(), open(), open()].map((client) => client.session(sessionId));
    for (const session of sessions) session.follow();
    await expect.poll(stored).toEqual([]);
    for (const session of sessions) await until(session, allSent);
    expect(await logged(sessionId)).toEqual(["one", "two"]);
  });

  it("wait for longer than a request may take", async () => {
    const clock = new ManualClock();
    const client = open({ clock });
    const session = await client.startSession();
    server.isDown = true;
    server.links.at(-1)?.cut();
    const { accepted } = session.send("one");
    await settle();
    clock.advance(3_600_000);
    await settle();
    expect(textsOf(session.state)).toEqual([["pending", "one"]]);
    server.isDown = false;
    client.connect();
    await accepted;
    expect(await logged(session.sessionId)).toEqual(["one"]);
  });
});

it("keeps a message until the server has acknowledged it, and not for longer", async () => {
  const client = open();
  const session = await client.startSession();
  const seen: (readonly string[])[] = [];
  server.beforeRequest = (method) => {
    if (method === "sendUserMessage") seen.push(stored());
  };
  await session.send("one").accepted;
  await expect.poll(stored).toEqual([]);
  expect(seen).toEqual([["one"]]);
});

it("merges a message whose answer was lost with the one that the log has", async () => {
  const client = open();
  const session = await client.startSession();
  let answers = 0;
  server.beforeRequest = (method, _params, link) => {
    if (method !== "sendUserMessage") return;
    answers += 1;
    server.isDown = true;
    link.loseAnswer();
  };
  const { accepted } = session.send("one");
  await expect.poll(() => answers).toBe(1);
  client.close();
  await expect(accepted).rejects.toMatchObject({ outcome: "unknown" });
  server.beforeRequest = () => {};
  server.isDown = false;
  const next = open().session(session.sessionId);
  next.follow();
  await until(next, allSent);
  expect(textsOf(next.state)).toEqual([["sent", "one"]]);
  expect(await logged(session.sessionId)).toEqual(["one"]);
});

describe("a message that the server refuses", () => {
  const refuse = async () => {
    const client = open();
    const session = await client.startSession();
    server.beforeRequest = (method) => {
      if (method !== "sendUserMessage") return;
      throw rpcError(interactive.errors.LimitExceeded, { limit: "maxMessageLength", value: 5 }, "Too long.");
    };
    await expect(session.send("refused").accepted).rejects.toThrow("Too long.");
    client.close();
    server.beforeRequest = () => {};
    return session.sessionId;
  };

  it("is failed in the next program, too, until a person sends it again", async () => {
    const sessionId = await refuse();
    const session = open().session(sessionId);
    session.follow();
    await until(session, ({ messages, caughtUp }) => caughtUp && messages.length === 1);
    const [message] = session.state.messages;
    expect(message).toMatchObject({
      delivery: "failed",
      text: "refused",
      error: { code: "LimitExceeded", message: "Too long." },
    });
    expect(await logged(sessionId)).toEqual([]);
    await session.sendAgain(message!.key).accepted;
    expect(await logged(sessionId)).toEqual(["refused"]);
    await expect.poll(stored).toEqual([]);
  });

  it("is gone everywhere once a person discards it", async () => {
    const sessionId = await refuse();
    const session = open().session(sessionId);
    await until(session, ({ messages }) => messages.length === 1);
    session.dismiss(session.state.messages[0]!.key);
    expect([session.state.messages, stored()]).toEqual([[], []]);
  });

  it("does not hold up the next one", async () => {
    const sessionId = await refuse();
    const session = open().session(sessionId);
    await session.send("next").accepted;
    expect(await logged(sessionId)).toEqual(["next"]);
    expect(stored()).toEqual(["refused"]);
  });
});

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

it("takes a message with the key of one that waits as the same one", async () => {
  const client = open();
  const session = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  const options = { idempotencyKey: "the-same" };
  const sends = [session.send("one", options), session.send("one", options)];
  expect(textsOf(session.state)).toEqual([["pending", "one"]]);
  server.isDown = false;
  client.connect();
  const [first, second] = await Promise.all(sends.map(({ accepted }) => accepted));
  expect(second).toEqual(first);
  expect(await logged(session.sessionId)).toEqual(["one"]);
});

it("can be taken back until it has been sent for the first time", async () => {
  const sessionId = await leave("one", "two");
  const session = open().session(sessionId);
  await until(session, ({ messages }) => messages.length === 2);
  expect(session.state.messages).toMatchObject([{ isUntouched: true }, { isUntouched: true }]);
  session.dismiss(session.state.messages[0]!.key);
  expect(stored()).toEqual(["two"]);
  const gate = Promise.withResolvers<void>();
  server.beforeRequest = (method) => (method === "sendUserMessage" ? gate.promise : undefined);
  server.isDown = false;
  session.follow();
  await until(session, ({ messages }) => messages.length === 1 && !("isUntouched" in messages[0]!));
  session.dismiss(session.state.messages[0]!.key);
  expect(textsOf(session.state)).toEqual([["pending", "two"]]);
  gate.resolve();
  await until(session, allSent);
  expect(await logged(sessionId)).toEqual(["two"]);
});

it("is forgotten with its session", async () => {
  const client = open();
  const session = await client.startSession();
  server.beforeRequest = (method) => {
    if (method === "sendUserMessage")
      throw rpcError(interactive.errors.LimitExceeded, { limit: "x", value: 1 });
  };
  await expect(session.send("refused").accepted).rejects.toThrow();
  expect(stored()).toEqual(["refused"]);
  await session.delete();
  expect(stored()).toEqual([]);
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

it("waits as long as a loaded server asks for, beyond the time of one request", async () => {
  const clock = new ManualClock();
  const never = Number.POSITIVE_INFINITY;
  const client = open({ clock, random: () => 0, liveness: { quietMs: never, unansweredMs: never } });
  const session = await client.startSession();
  let refusals = 0;
  server.beforeRequest = (method) => {
    if (method !== "sendUserMessage" || refusals > 0) return;
    refusals += 1;
    throw rpcError(interactive.errors.Overloaded, { retryAfterMs: 90_000 });
  };
  const { accepted } = session.send("one");
  await expect.poll(() => clock.delays).toContain(90_000);
  expect(textsOf(session.state)).toEqual([["pending", "one"]]);
  clock.advance(90_000);
  await accepted;
  expect(await logged(session.sessionId)).toEqual(["one"]);
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

it("stores a message that did not fit as soon as there is room", async () => {
  const client = open({ limits: { maxMessages: 1 } });
  const session = await client.startSession();
  server.isDown = true;
  server.links.at(-1)?.cut();
  for (const text of ["one", "two", "three"]) session.send(text);
  await settle();
  expect(stored()).toEqual(["one"]);
  let isFirst = true;
  server.beforeRequest = (method) => {
    if (method !== "sendUserMessage") return undefined;
    const pause = isFirst ? undefined : new Promise<void>(() => {});
    isFirst = false;
    return pause;
  };
  server.isDown = false;
  client.connect();
  await expect.poll(stored).toEqual(["two"]);
  client.close();
});
