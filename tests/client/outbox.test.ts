import { interactive, rpcError } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { allSent, leave, logged, open, server, stored, textsOf } from "./support/outbox-rig.ts";
import { settle, until } from "./support/until.ts";

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
