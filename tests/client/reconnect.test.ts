import { ConnectionLostError, isTerminal, type Send, SessionLostError } from "@aiwhisperer/client";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryServer } from "./support/memory-server.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { settle, until } from "./support/until.ts";

let server: MemoryServer;
let client: ReturnType<typeof createQuickClient>;

beforeEach(() => {
  server = new MemoryServer();
  client = createQuickClient(server);
});

afterEach(() => {
  client.close();
  expect(client.faults).toEqual([]);
});

interface Run {
  /** What a loop over the answer gave. */
  readonly read: string;
  /** What the state shows of the log. */
  readonly shown: string;
  /** Sequences that a listener received, in order. */
  readonly told: readonly number[];
}

/**
 * Runs a turn of the given deltas, and breaks the line whenever as many events as a cut says have been sent.
 */
async function runTurn(deltas: readonly string[], cuts: readonly number[]): Promise<Run> {
  const ownServer = new MemoryServer();
  const ownClient = createQuickClient(ownServer);
  const session = await ownClient.startSession();
  const [remote] = ownServer.sessions.values();
  if (remote === undefined) throw new Error("the server has no session");
  const told: number[] = [];
  for (const name of [
    "UserMessageNotification",
    "AIMessageChunkNotification",
    "TurnStatusNotification",
  ] as const) {
    session.on(name, ({ sequence }) => told.push(sequence));
  }
  const pendingCuts = [...cuts].sort((a, b) => a - b);
  let sent = 0;
  remote.onDelivered = (_event, line) => {
    sent += 1;
    if (sent !== pendingCuts[0]) return;
    while (pendingCuts[0] === sent) pendingCuts.shift();
    line.transport.cut();
  };
  const turn = Promise.withResolvers<string>();
  remote.onTurn = turn.resolve;
  const send = session.send("Hi");
  const reading = readAll(send);
  const turnId = await turn.promise;
  for (const delta of deltas) {
    remote.say(turnId, delta);
    await settle();
  }
  remote.finish(turnId, deltas.join("").length);
  await until(session, ({ turns }) => turns.some(({ status }) => isTerminal(status)));
  const read = await reading;
  const { messages } = session.state;
  ownClient.close();
  expect(ownClient.faults).toEqual([]);
  return { read, shown: messages.map(({ text }) => text).join("|"), told };
}

async function readAll(send: Send): Promise<string> {
  let text = "";
  for await (const delta of send) text += delta;
  expect((await send.result).text).toBe(text);
  return text;
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a line that breaks while an answer comes", () => {
  const deltas = ["Nothing ", "is ", "lost ", "and ", "nothing ", "doubled."];
  const whole = deltas.join("");
  const events = deltas.length + 4;

  it.each(upTo(events))("loses nothing and doubles nothing when it breaks with event %i", async (cut) => {
    const { read, shown, told } = await runTurn(deltas, [cut]);
    expect(read).toBe(whole);
    expect(shown).toBe(`Hi|${whole}`);
    expect(told).toEqual(upTo(events));
  });

  it("loses nothing and doubles nothing wherever and however often it breaks", async () => {
    const piece = fc.string({ minLength: 0, maxLength: 5, unit: "grapheme" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }),
        async (pieces, cuts) => {
          const { read, shown, told } = await runTurn(pieces, cuts);
          expect(read).toBe(pieces.join(""));
          expect(shown).toBe(`Hi|${pieces.join("")}`);
          expect(told).toEqual(upTo(pieces.length + 4));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("a line that is back", () => {
  it("attaches every followed session from its last event, before anything else", async () => {
    const [first, second] = [server.addSession("first"), server.addSession("second")];
    first.say("t", "a");
    for (const delta of ["b", "c"]) second.say("t", delta);
    const sessions = [await client.attachSession("first"), await client.attachSession("second")];
    await Promise.all(sessions.map((session) => session.whenCaughtUp()));
    await client.attachSession("first");
    server.isDown = true;
    server.cut();
    await until(client.connection, ({ status }) => status === "reconnecting");
    const models = client.rpc.listModels();
    const stopped = sessions[1]!.stop();
    server.isDown = false;
    await Promise.all([models, stopped]);
    expect(server.line.requests).toEqual([
      { method: "attachSession", params: { sessionId: "first", afterSequence: 1 } },
      { method: "attachSession", params: { sessionId: "second", afterSequence: 2 } },
      { method: "listModels", params: {} },
      { method: "stopSession", params: { sessionId: "second", idempotencyKey: "key-1" } },
    ]);
  });

  it("does not attach what was detached", async () => {
    server.addSession("first");
    const session = await client.attachSession("first");
    await session.detach();
    server.cut();
    await client.rpc.listModels();
    expect(server.line.requests.map(({ method }) => method)).toEqual(["listModels"]);
  });

  it("is replaying until every session has what was in the log", async () => {
    const remote = server.addSession("first");
    const session = await client.attachSession("first");
    const seen: string[] = [];
    client.connection.subscribe(() => {
      const { status, replaying } = client.connection.state;
      seen.push(replaying ? `${status}, replaying` : status);
    });
    server.isDown = true;
    server.cut();
    await until(client.connection, ({ status }) => status === "reconnecting");
    expect(session.state.caughtUp).toBe(false);
    for (const delta of ["a", "b"]) remote.say("t", delta);
    server.isDown = false;
    await until(session, ({ caughtUp }) => caughtUp);
    expect(session.state.sequence).toBe(2);
    expect(seen.at(0)).toBe("reconnecting");
    expect(seen.slice(-2)).toEqual(["connected, replaying", "connected"]);
  });

  it("takes a session that was started on a line which is gone by now", async () => {
    const session = await client.startSession();
    const [remote] = server.sessions.values();
    server.cut();
    remote?.say("t", "a");
    await until(session, ({ sequence }) => sequence === 1);
    expect(session.state.messages).toMatchObject([{ text: "a" }]);
  });
});

describe("a log that has lost delivered events", () => {
  it("is reported, and nothing is guessed", async () => {
    const remote = server.addSession("first");
    for (const delta of ["a", "b"]) remote.say("t", delta);
    const session = await client.attachSession("first");
    await session.whenCaughtUp();
    remote.events.pop();
    server.cut();
    const { error, messages } = await until(session, (state) => state.error !== undefined);
    expect(error?.code).toBe("InvalidCursor");
    expect(messages).toMatchObject([{ text: "ab" }]);
  });
});

describe("closing the client", () => {
  it("rejects what waits for an answer, and what waits for a line", async () => {
    server.beforeRequest = (method) => (method === "listModels" ? new Promise<void>(() => {}) : undefined);
    const session = await client.startSession();
    const asked = client.rpc.listModels();
    const send = session.send("Hi");
    const { turnId } = await send.accepted;
    expect(turnId).not.toBe("");
    client.close();
    await expect(asked).rejects.toBeInstanceOf(ConnectionLostError);
    await expect(send.result).rejects.toBeInstanceOf(SessionLostError);
    await expect(client.rpc.listModels()).rejects.toMatchObject({ outcome: "not-sent" });
    expect(client.connection.state.status).toBe("closed");
  });

  it("is undone by connecting again: sessions continue where they were", async () => {
    const remote = server.addSession("first");
    remote.say("t", "a");
    const session = await client.attachSession("first");
    await session.whenCaughtUp();
    client.close();
    expect(session.state.error?.code).toBe("closed");
    remote.say("t", "b");
    client.connect();
    await until(session, ({ sequence }) => sequence === 2);
    expect(session.state.error).toBeUndefined();
  });

  it("reports the reason to a session when the server asks for credentials", async () => {
    server.addSession("first");
    const session = await client.attachSession("first");
    server.line.peer.close(4401, "token expired");
    const { status, lastCloseCode } = await until(client.connection, (state) => state.status !== "connected");
    expect({ status, lastCloseCode }).toEqual({ status: "closed", lastCloseCode: 4401 });
    expect(session.state.error?.code).toBe("unauthenticated");
  });
});
