import { isRpcError, SessionLostError, TurnFailedError } from "@aiwhisperer/client";
import { interactive, rpcError, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createQuickClient } from "./support/quick-client.ts";
import type { WireEvent } from "./support/tapped-link.ts";
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

const answerWith = (...deltas: string[]) => {
  server.model.onStep = (step) => {
    for (const delta of deltas) step.say(delta);
    step.finish();
  };
};

/** A session with one turn, whose answer came in these pieces. */
const startAnswered = async (...deltas: string[]) => {
  const talk = await server.startTalk();
  for (const delta of deltas) await talk.say(delta);
  await talk.finish();
  return talk;
};

/** Whether an event is, or contains, that of a sequence. */
const covers = ({ params }: WireEvent, wanted: number) => {
  const { sequence, firstSequence = sequence } = params as { sequence: number; firstSequence?: number };
  return firstSequence <= wanted && wanted <= sequence;
};

async function collect(deltas: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const delta of deltas) collected.push(delta);
  return collected;
}

describe("sending a message", () => {
  it("yields the answer piece by piece as it comes", async () => {
    const session = await client.startSession({ model: "scripted:model" });
    const asked = server.model.nextStep();
    const deltas = session.send("Hi")[Symbol.asyncIterator]();
    const step = await asked;
    step.say("Hel");
    expect(await deltas.next()).toEqual({ done: false, value: "Hel" });
    step.say("lo");
    expect(await deltas.next()).toEqual({ done: false, value: "lo" });
    step.finish();
    expect(await deltas.next()).toEqual({ done: true, value: undefined });
  });

  it("reports the outcome of the turn", async () => {
    const session = await client.startSession();
    answerWith("Hel", "lo");
    const send = session.send("Hi");
    const { turnId } = await send.accepted;
    expect(await send.result).toEqual({
      turnId,
      status: TurnStatus.Completed,
      text: "Hello",
      stopReason: "stop",
      usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
    });
  });

  it("yields the whole answer to every iterator", async () => {
    const session = await client.startSession();
    answerWith("Hel", "lo");
    const send = session.send("Hi");
    expect((await collect(send)).join("")).toBe("Hello");
    expect(await collect(send)).toEqual(["Hello"]);
  });

  it("continues when a loop over the answer is left", async () => {
    const session = await client.startSession();
    answerWith("Hel", "lo");
    const send = session.send("Hi");
    for await (const _ of send) break;
    expect((await send.result).status).toBe(TurnStatus.Completed);
    expect(server.requests).not.toContain("cancelTurn");
  });

  it("throws after the last piece when the turn fails", async () => {
    const session = await client.startSession();
    server.model.onStep = (step) => {
      step.say("half");
      step.fail("The provider failed.");
    };
    const send = session.send("Hi");
    const deltas: string[] = [];
    const reading = (async () => {
      for await (const delta of send) deltas.push(delta);
    })();
    await expect(reading).rejects.toThrow(TurnFailedError);
    await expect(reading).rejects.toMatchObject({ code: "provider_error", message: "The provider failed." });
    expect(deltas.join("")).toBe("half");
    expect(await send.result).toMatchObject({ status: TurnStatus.Failed, text: "half" });
  });

  it("just ends when the turn is cancelled", async () => {
    const session = await client.startSession();
    server.model.onStep = (step) => step.say("half");
    const send = session.send("Hi");
    const reading = collect(send);
    await until(session, ({ messages }) => messages.length === 2);
    await send.cancel();
    expect((await reading).join("")).toBe("half");
    expect(await send.result).toMatchObject({ status: TurnStatus.Cancelled, text: "half" });
  });

  it("keeps the text of a message that was refused", async () => {
    const session = await client.startSession();
    server.beforeRequest = (method) => {
      if (method === "sendUserMessage") throw rpcError(interactive.errors.Busy, { turnId: "other" });
    };
    const send = session.send("Hi");
    expect(session.state.messages).toMatchObject([{ text: "Hi", delivery: "pending" }]);
    const refusal = await send.accepted.catch((error: unknown) => error);
    expect(isRpcError(refusal, interactive.errors.Busy) && refusal.data.turnId).toBe("other");
    await expect(collect(send)).rejects.toBe(refusal);
    await expect(send.result).rejects.toBe(refusal);
    expect(session.state.messages).toMatchObject([
      { text: "Hi", delivery: "failed", error: { code: "Busy" } },
    ]);
    session.dismiss(session.state.messages[0]!.key);
    expect(session.state.messages).toEqual([]);
  });

  it("shows the message once, whatever arrives first", async () => {
    const session = await client.startSession();
    answerWith("Hello");
    const counts = new Set<number>();
    session.subscribe(() => counts.add(session.state.messages.filter(({ role }) => role === "user").length));
    await session.send("Hi").result;
    await settle();
    expect([...counts]).toEqual([1]);
    expect(session.state.messages).toMatchObject([{ key: "sent-1", delivery: "sent" }, { text: "Hello" }]);
  });

  it("stops waiting when the session is detached", async () => {
    server.model.onStep = () => {};
    const session = await client.startSession();
    const send = session.send("Hi");
    await send.accepted;
    const reading = collect(send);
    await session.detach();
    await expect(reading).rejects.toThrow(SessionLostError);
    await expect(send.result).rejects.toMatchObject({ code: "detached" });
  });
});

describe("following a session", () => {
  it("misses no event that comes together with the answer to the start", async () => {
    const received: number[] = [];
    client.on("SessionStatusNotification", ({ sequence }) => received.push(sequence));
    const session = await client.startSession();
    await until(session, ({ sequence }) => sequence === 1);
    expect(received).toEqual([1]);
  });

  it("replays the past, once and in order", async () => {
    const { sessionId } = await startAnswered("Hel", "lo");
    const session = client.session(sessionId);
    const chunks: string[] = [];
    session.on("AIMessageChunkNotification", ({ chunk }) => chunks.push(chunk));
    await session.attach();
    await session.whenCaughtUp();
    expect(chunks.join("")).toBe("Hello");
    expect(session.state.messages).toMatchObject([{ text: "Hi" }, { text: "Hello", isFinal: true }]);
    expect(await client.attachSession(sessionId)).toBe(session);
    expect(server.requests).toEqual(["attachSession"]);
  });

  it("begins later where that is asked", async () => {
    const talk = await startAnswered("Hel", "lo");
    const baseSequence = talk.sequence + 1;
    const session = await client.attachSession(talk.sessionId, { afterSequence: baseSequence });
    await session.whenCaughtUp();
    const sequence = talk.sequence + 5;
    expect(session.state).toMatchObject({ baseSequence, sequence, messages: [{ text: "lo" }] });
    expect(server.requests).toEqual(["attachSession"]);
  });

  it("takes neighbours that were merged into one", async () => {
    const talk = await startAnswered("a", "b", "c");
    const first = talk.sequence + 1;
    server.onNotification = (event) => {
      if (covers(event, first) || covers(event, first + 1)) return [];
      if (!covers(event, first + 2)) return [event];
      return [{ ...event, params: { ...event.params, chunk: "abc", firstSequence: first } }];
    };
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    expect(session.state).toMatchObject({ sequence: first + 5, messages: [{ text: "Hi" }, { text: "abc" }] });
    expect(server.requests).toEqual(["attachSession"]);
  });

  it("reads on from the log where an event is missing", async () => {
    const talk = await server.startTalk();
    const { sessionId } = talk;
    const session = await client.attachSession(sessionId);
    const missing = talk.sequence + 2;
    let isDropped = false;
    server.onNotification = (event) => {
      if (isDropped || !covers(event, missing)) return [event];
      isDropped = true;
      return [];
    };
    const chunks: string[] = [];
    session.on("AIMessageChunkNotification", ({ chunk }) => chunks.push(chunk));
    for (const delta of ["a", "b", "c", "d"]) await talk.say(delta);
    await talk.finish();
    await until(session, ({ sequence, caughtUp }) => sequence === talk.sequence + 7 && caughtUp);
    expect(session.state.messages).toMatchObject([{ text: "Hi" }, { text: "abcd", isFinal: true }]);
    expect(chunks.join("")).toBe("abcd");
    expect(server.paramsOf("attachSession")).toEqual([
      { sessionId, afterSequence: 0 },
      { sessionId, afterSequence: missing - 1 },
    ]);
  });

  it("fails when the log never has what is missing", async () => {
    const talk = await server.startTalk();
    const session = await client.attachSession(talk.sessionId);
    const missing = talk.sequence + 1;
    server.onNotification = (event) => (covers(event, missing) ? [] : [event]);
    await talk.say("a");
    await talk.finish();
    const { error } = await until(session, (state) => state.error !== undefined);
    expect(error).toEqual({
      code: "invalid_stream",
      message: `The server does not deliver event ${missing}.`,
    });
    expect(server.requests).toHaveLength(4);
  });

  it("reads an answer again that is shorter than its final chunk says", async () => {
    const session = await client.attachSession(await server.addSession());
    server.onNotification = (event) =>
      event.params.chunk === "lost" ? [{ ...event, params: { ...event.params, chunk: "" } }] : [event];
    answerWith("x", "lost", "y");
    const send = session.send("Hi");
    expect(await send.result).toMatchObject({ status: TurnStatus.Completed, text: "xlosty" });
    expect(session.state.messages[1]).toMatchObject({ text: "xlosty", hasLengthMismatch: false });
  });

  it("says so when the log has no more than that either", async () => {
    const session = await client.attachSession(await server.addSession());
    server.onNotification = (event) =>
      event.params.isFinal === true ? [{ ...event, params: { ...event.params, length: 99 } }] : [event];
    answerWith("short");
    expect((await session.send("Hi").result).text).toBe("short");
    expect(session.state.messages[1]).toMatchObject({ text: "short", hasLengthMismatch: true });
  });

  it("counts events of a newer contract and passes them to listeners that know them", async () => {
    const talk = await server.startTalk();
    server.onNotification = (event) =>
      event.params.sequence === 1
        ? [{ method: "NewerNotification", params: { ...event.params, color: "red" } }]
        : [event];
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    expect(session.state).toMatchObject({ sequence: talk.sequence, messages: [{ text: "Hi" }] });
  });

  it("reports a session that is not there", async () => {
    await expect(client.attachSession("none")).rejects.toMatchObject({ code: "SessionNotFound" });
    expect(client.session("none").state).toMatchObject({
      isAttached: false,
      error: { code: "SessionNotFound" },
    });
  });

  it("reads the log in pages without attaching", async () => {
    const { sessionId } = await startAnswered("a");
    const sequences: number[] = [];
    for await (const { params } of client.session(sessionId).history({ pageSize: 2 }))
      sequences.push(params.sequence);
    expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(server.requests)).toEqual(new Set(["getHistory"]));
    expect(server.requests.length).toBeGreaterThan(2);
  });

  it("continues where it was when it is attached again", async () => {
    const talk = await server.startTalk();
    await talk.say("a");
    const session = await client.attachSession(talk.sessionId);
    await session.whenCaughtUp();
    await session.detach();
    await talk.say("b");
    expect(session.state.sequence).toBe(talk.sequence + 1);
    await session.attach();
    await session.whenCaughtUp();
    expect(session.state.messages).toMatchObject([{ text: "Hi" }, { text: "ab" }]);
    expect(server.link.requests.at(-1)).toEqual({
      method: "attachSession",
      params: { sessionId: talk.sessionId, afterSequence: talk.sequence + 1 },
    });
  });
});
