import { ConnectionLostError, type Send, SessionLostError } from "@aiwhisperer/client";
import { interactive, rpcError } from "@aiwhisperer/protocol";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;

beforeEach(async () => {
  server = await TappedServer.start();
  client = createQuickClient(server);
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
});

interface Run {
  /** What a loop over the answer yielded. */
  readonly read: string;
  /** What the state shows of the log. */
  readonly shown: string;
  /** Sequences of the events that listeners received, in order; a merged event has several. */
  readonly received: readonly number[];
}

/**
 * Runs a turn of the given deltas, and breaks the link whenever as many events as a cut says have arrived.
 */
async function runTurn(deltas: readonly string[], cuts: readonly number[]): Promise<Run> {
  const ownClient = createQuickClient(server, { createIdempotencyKey: () => crypto.randomUUID() });
  const pendingCuts = [...cuts].sort((a, b) => a - b);
  let arrived = 0;
  server.onDelivered = ({ params }, link) => {
    if (params.sequence === undefined) return;
    arrived += 1;
    if (arrived !== pendingCuts[0]) return;
    while (pendingCuts[0] === arrived) pendingCuts.shift();
    link.cut();
  };
  const received: number[] = [];
  const note = ({ sequence, firstSequence = sequence }: EventPosition) => {
    for (let number = firstSequence; number <= sequence; number += 1) received.push(number);
  };
  for (const name of followed) ownClient.on(name, note);
  const session = await ownClient.startSession();
  const asked = server.model.nextStep();
  const send = session.send("Hi");
  const reading = readAll(send);
  const step = await asked;
  for (const delta of deltas) {
    step.say(delta);
    await settle();
  }
  step.finish();
  const read = await reading;
  const { messages } = session.state;
  ownClient.close();
  expect(ownClient.faults).toEqual([]);
  return { read, shown: messages.map(({ text }) => text).join("|"), received };
}

interface EventPosition {
  readonly sequence: number;
  readonly firstSequence?: number;
}

const followed = [
  "SessionStatusNotification",
  "UserMessageNotification",
  "AIMessageChunkNotification",
  "StepEndedNotification",
  "TurnStatusNotification",
] as const;

/** Events of a turn beside its deltas: status of the session, message, begin, final chunk, usage, end. */
const besideDeltas = 6;

async function readAll(send: Send): Promise<string> {
  let text = "";
  for await (const delta of send) text += delta;
  expect((await send.result).text).toBe(text);
  return text;
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a link that breaks while an answer comes", () => {
  const deltas = ["Nothing ", "is ", "lost ", "and ", "nothing ", "doubled."];
  const whole = deltas.join("");
  const events = deltas.length + besideDeltas;

  it.each(upTo(events))("loses nothing and doubles nothing when it breaks with event %i", async (cut) => {
    const { read, shown, received } = await runTurn(deltas, [cut]);
    expect(read).toBe(whole);
    expect(shown).toBe(`Hi|${whole}`);
    expect(received).toEqual(upTo(events));
  });

  it("loses nothing and doubles nothing wherever and however often it breaks", async () => {
    const piece = fc.string({ minLength: 1, maxLength: 5, unit: "grapheme" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }),
        async (pieces, cuts) => {
          const { read, shown, received } = await runTurn(pieces, cuts);
          expect(read).toBe(pieces.join(""));
          expect(shown).toBe(`Hi|${pieces.join("")}`);
          expect(received).toEqual(upTo(pieces.length + besideDeltas));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("a link that is back", () => {
  it("attaches every followed session from its last event, before anything else", async () => {
    const first = await server.startTalk();
    const second = await server.startTalk();
    await second.say("a");
    const sessions = [
      await client.attachSession(first.sessionId),
      await client.attachSession(second.sessionId),
    ];
    await Promise.all(sessions.map((session) => session.whenCaughtUp()));
    await client.attachSession(first.sessionId);
    server.isDown = true;
    server.cut();
    await until(client.connection, ({ status }) => status === "reconnecting");
    const models = client.rpc.listModels();
    const stopped = sessions[1]!.stop();
    server.isDown = false;
    await Promise.all([models, stopped]);
    expect(server.link.requests).toEqual([
      { method: "attachSession", params: { sessionId: first.sessionId, afterSequence: first.sequence } },
      {
        method: "attachSession",
        params: { sessionId: second.sessionId, afterSequence: second.sequence + 1 },
      },
      { method: "listModels", params: {} },
      { method: "stopSession", params: { sessionId: second.sessionId, idempotencyKey: "key-1" } },
    ]);
  });

  it("does not attach what was detached", async () => {
    const session = await client.attachSession(await server.addSession());
    await session.detach();
    server.cut();
    await client.rpc.listModels();
    expect(server.link.requests.map(({ method }) => method)).toEqual(["listModels"]);
  });

  it("is replaying until every session has what was in the log", async () => {
    const talk = await server.startTalk();
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    const seen: string[] = [];
    client.connection.subscribe(() => {
      const { status, replaying } = client.connection.state;
      seen.push(replaying ? `${status}, replaying` : status);
    });
    server.isDown = true;
    server.cut();
    await until(client.connection, ({ status }) => status === "reconnecting");
    expect(session.state.caughtUp).toBe(false);
    for (const delta of ["a", "b"]) await talk.say(delta);
    server.isDown = false;
    await until(session, ({ caughtUp }) => caughtUp);
    expect(session.state.sequence).toBe(talk.sequence + 2);
    expect(seen.at(0)).toBe("reconnecting");
    expect(seen.slice(-2)).toEqual(["connected, replaying", "connected"]);
  });

  it("takes a session that was started on a link which is gone by now", async () => {
    const session = await client.startSession();
    server.cut();
    const talk = await server.startTalk("Hi", server.author.session(session.sessionId));
    await talk.say("a");
    await until(session, ({ sequence }) => sequence === talk.sequence + 1);
    expect(session.state.messages).toMatchObject([{ text: "Hi" }, { text: "a" }]);
  });
});

describe("a log that has lost delivered events", () => {
  it("is reported, and nothing is guessed", async () => {
    const talk = await server.startTalk();
    for (const delta of ["a", "b"]) await talk.say(delta);
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    server.beforeRequest = (method) => {
      if (method === "attachSession") throw rpcError(interactive.errors.InvalidCursor, { sequence: 1 });
    };
    server.cut();
    const { error, messages } = await until(session, (state) => state.error !== undefined);
    expect(error?.code).toBe("InvalidCursor");
    expect(messages).toMatchObject([{ text: "Hi" }, { text: "ab" }]);
  });
});

describe("closing the client", () => {
  it("rejects what waits for an answer, and what waits for a link", async () => {
    server.beforeRequest = (method) => (method === "listModels" ? new Promise<void>(() => {}) : undefined);
    server.model.onStep = () => {};
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
    const talk = await server.startTalk();
    await talk.say("a");
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    client.close();
    expect(session.state.error?.code).toBe("closed");
    await talk.say("b");
    client.connect();
    await until(session, ({ sequence }) => sequence === talk.sequence + 2);
    expect(session.state.error).toBeUndefined();
  });

  it("reports the reason to a session when the server asks for credentials", async () => {
    const session = await client.attachSession(await server.addSession());
    server.link.close(4401, "token expired");
    const { status, lastCloseCode } = await until(client.connection, (state) => state.status !== "connected");
    expect({ status, lastCloseCode }).toEqual({ status: "closed", lastCloseCode: 4401 });
    expect(session.state.error?.code).toBe("unauthenticated");
  });
});
