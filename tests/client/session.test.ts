import { isRpcError, SessionLostError, TurnFailedError } from "@aiwhisperer/client";
import { interactive, rpcError, TurnStatus } from "@aiwhisperer/protocol";
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

const soleSession = () => {
  const [session] = server.sessions.values();
  if (session === undefined) throw new Error("the server has no session");
  return session;
};

const answerWith = (...deltas: string[]) => {
  const remote = soleSession();
  remote.onTurn = (turnId) => {
    for (const delta of deltas) remote.say(turnId, delta);
    remote.finish(turnId, deltas.join("").length);
  };
};

async function collect(deltas: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const delta of deltas) collected.push(delta);
  return collected;
}

describe("sending a message", () => {
  it("yields the answer piece by piece as it comes", async () => {
    const session = await client.startSession({ model: "demo" });
    const remote = soleSession();
    const turn = Promise.withResolvers<string>();
    remote.onTurn = turn.resolve;
    const deltas = session.send("Hi")[Symbol.asyncIterator]();
    const turnId = await turn.promise;
    remote.say(turnId, "Hel");
    expect(await deltas.next()).toEqual({ done: false, value: "Hel" });
    remote.say(turnId, "lo");
    expect(await deltas.next()).toEqual({ done: false, value: "lo" });
    remote.finish(turnId, 5);
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
    const remote = soleSession();
    remote.onTurn = (turnId) => {
      remote.say(turnId, "half");
      remote.finish(turnId, 4, TurnStatus.Failed);
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
    const remote = soleSession();
    remote.onTurn = (turnId) => remote.say(turnId, "half");
    const send = session.send("Hi");
    const reading = collect(send);
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
    const told: number[] = [];
    client.on("UserMessageNotification", ({ sequence }) => told.push(sequence));
    server.beforeRequest = (method) => {
      if (method !== "startSession") return;
      queueMicrotask(() => {
        const remote = soleSession();
        for (let index = 0; index < 5; index += 1) {
          remote.append("UserMessageNotification", {
            messageId: `m${index}`,
            turnId: `t${index}`,
            message: "x",
          });
        }
      });
    };
    const session = await client.startSession();
    await until(session, ({ sequence }) => sequence === 5);
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  it("replays the past, once and in order", async () => {
    const remote = server.addSession("old");
    remote.append("UserMessageNotification", { messageId: "m", turnId: "t", message: "Hi" });
    remote.say("t", "Hel");
    remote.say("t", "lo");
    remote.finish("t", 5);
    const session = client.session("old");
    const chunks: string[] = [];
    session.on("AIMessageChunkNotification", ({ chunk }) => chunks.push(chunk));
    await session.attach();
    await session.whenCaughtUp();
    expect(chunks).toEqual(["Hel", "lo", ""]);
    expect(session.state.messages).toMatchObject([{ text: "Hi" }, { text: "Hello", isFinal: true }]);
    expect(await client.attachSession("old")).toBe(session);
    expect(server.requests).toEqual(["attachSession"]);
  });

  it("begins later where that is asked", async () => {
    const remote = server.addSession("old");
    remote.append("UserMessageNotification", { messageId: "m", turnId: "t", message: "Hi" });
    remote.say("t", "Hel");
    remote.say("t", "lo");
    remote.finish("t", 5);
    const session = await client.attachSession("old", { afterSequence: 2 });
    await session.whenCaughtUp();
    expect(session.state).toMatchObject({ baseSequence: 2, sequence: 5, messages: [{ text: "lo" }] });
    expect(server.requests).toEqual(["attachSession"]);
  });

  it("takes neighbours that were merged into one", async () => {
    const remote = server.addSession("old");
    remote.append("UserMessageNotification", { messageId: "m", turnId: "t", message: "Hi" });
    for (const delta of ["a", "b", "c"]) remote.say("t", delta);
    remote.finish("t", 3);
    remote.onWire = (event) => {
      const { sequence } = event.params;
      if (sequence === 2 || sequence === 3) return [];
      if (sequence !== 4) return [event];
      return [{ ...event, params: { ...event.params, chunk: "abc", firstSequence: 2 } }];
    };
    const session = await client.attachSession("old");
    await session.whenCaughtUp();
    expect(session.state).toMatchObject({ sequence: 6, messages: [{ text: "Hi" }, { text: "abc" }] });
    expect(server.requests).toEqual(["attachSession"]);
  });

  it("reads on from the log where an event is missing", async () => {
    const remote = server.addSession("old");
    const session = await client.attachSession("old");
    let isDropped = false;
    remote.onWire = (event) => {
      if (event.params.sequence !== 3 || isDropped) return [event];
      isDropped = true;
      return [];
    };
    remote.append("UserMessageNotification", { messageId: "m", turnId: "t", message: "Hi" });
    for (const delta of ["a", "b", "c", "d"]) remote.say("t", delta);
    remote.finish("t", 4);
    const told: number[] = [];
    session.on("AIMessageChunkNotification", ({ sequence }) => told.push(sequence));
    await until(session, ({ sequence, caughtUp }) => sequence === 7 && caughtUp);
    expect(session.state.messages).toMatchObject([{ text: "Hi" }, { text: "abcd", isFinal: true }]);
    expect(told).toEqual([2, 3, 4, 5, 6]);
    expect(server.line.requests.map(({ params }) => params)).toEqual([
      { sessionId: "old", afterSequence: 0 },
      { sessionId: "old", afterSequence: 2 },
    ]);
  });

  it("fails when the log never has what is missing", async () => {
    const remote = server.addSession("old");
    const session = await client.attachSession("old");
    remote.onWire = (event) => (event.params.sequence === 2 ? [] : [event]);
    remote.append("UserMessageNotification", { messageId: "m", turnId: "t", message: "Hi" });
    remote.say("t", "a");
    remote.say("t", "b");
    const { error } = await until(session, (state) => state.error !== undefined);
    expect(error).toEqual({ code: "invalid_stream", message: "The server does not deliver event 2." });
    expect(server.requests).toHaveLength(4);
  });

  it("reads an answer again that is shorter than its final chunk says", async () => {
    const remote = server.addSession("old");
    const session = await client.attachSession("old");
    remote.onWire = (event) =>
      event.params.sequence === 3 ? [{ ...event, params: { ...event.params, chunk: "" } }] : [event];
    const send = session.send("Hi");
    remote.onTurn = (turnId) => {
      for (const delta of ["x", "lost", "y"]) remote.say(turnId, delta);
      remote.finish(turnId, 6);
    };
    expect(await send.result).toMatchObject({ status: TurnStatus.Completed, text: "xlosty" });
    expect(session.state.messages[1]).toMatchObject({ text: "xlosty", hasLengthMismatch: false });
  });

  it("says so when the log has no more than that either", async () => {
    const remote = server.addSession("old");
    const session = await client.attachSession("old");
    remote.onTurn = (turnId) => {
      remote.say(turnId, "short");
      remote.finish(turnId, 99);
    };
    expect((await session.send("Hi").result).text).toBe("short");
    expect(session.state.messages[1]).toMatchObject({ text: "short", hasLengthMismatch: true });
  });

  it("counts events of a newer contract and passes them to listeners that know them", async () => {
    const remote = server.addSession("old");
    remote.appendRaw("NewerNotification", { color: "red" });
    remote.append("UserMessageNotification", { messageId: "m", turnId: "t", message: "Hi" });
    const session = await client.attachSession("old");
    await session.whenCaughtUp();
    expect(session.state).toMatchObject({ sequence: 2, messages: [{ text: "Hi" }] });
  });

  it("reports a session that is not there", async () => {
    await expect(client.attachSession("none")).rejects.toMatchObject({ code: "SessionNotFound" });
    expect(client.session("none").state).toMatchObject({
      isAttached: false,
      error: { code: "SessionNotFound" },
    });
  });

  it("reads the log in pages without attaching", async () => {
    const remote = server.addSession("old");
    for (let index = 0; index < 5; index += 1) remote.say("t", `${index}`);
    const sequences: number[] = [];
    for await (const { params } of client.session("old").history({ pageSize: 2 }))
      sequences.push(params.sequence);
    expect(sequences).toEqual([1, 2, 3, 4, 5]);
    expect(server.requests).toEqual(["getHistory", "getHistory", "getHistory"]);
    expect(remote.attachedLines).toBe(0);
  });

  it("continues where it was when it is attached again", async () => {
    const remote = server.addSession("old");
    remote.say("t", "a");
    const session = await client.attachSession("old");
    await session.whenCaughtUp();
    await session.detach();
    remote.say("t", "b");
    expect(remote.attachedLines).toBe(0);
    await session.attach();
    await session.whenCaughtUp();
    expect(session.state.messages).toMatchObject([{ text: "ab" }]);
    expect(server.line.requests.at(-1)).toEqual({
      method: "attachSession",
      params: { sessionId: "old", afterSequence: 1 },
    });
  });
});
