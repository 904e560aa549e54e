import { interactive, SessionAccess, TurnStatus } from "@aiwhisperer/client";
import type { ModelCatalog } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { setUpServer } from "./support/server-scene.ts";
import { until } from "./support/until.ts";

const { start, stop, connect } = setUpServer();

/** Holds answers to `wait` until it is opened. */
class Gate {
  #opening = Promise.withResolvers<void>();

  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  /** Lets through what waits now; what comes later waits again. */
  open(): void {
    this.#opening.resolve();
    this.#opening = Promise.withResolvers<void>();
  }
}

/** Answers with its name; a message `wait` is answered when the gate opens. */
function modelNamed(id: string, gate: Gate): ScriptedModel {
  return Object.assign(
    new ScriptedModel(async function* (request) {
      const newest = request.messages.at(-1);
      if (newest?.role === "user" && newest.text === "wait") await gate.opened;
      if (newest?.role === "user" && newest.text === "fail" && request.settings?.temperature !== 1) {
        yield { type: "fault", fault: { code: "overloaded", message: "no", retryable: false } };
        return;
      }
      yield said(id);
      yield finished;
    }),
    { id },
  );
}

async function serve() {
  const gate = new Gate();
  const first = modelNamed("scripted:first", gate);
  const second = modelNamed("scripted:second", gate);
  const models: ModelCatalog = {
    defaultModel: first.id,
    resolve(id) {
      const model = [first, second].find((each) => each.id === id);
      return model === undefined ? { unavailable: `there is no ${id} here` } : { model };
    },
    list: () => [],
  };
  await start({ models });
  return { first, second, gate };
}

const summaryOf = async (sessionId: string) => (await connect().rpc.getSession({ sessionId })).session;

describe("updateSession", () => {
  it("changes what a session is, on every screen, in lists, and across a restart; null resets", async () => {
    await serve();
    const session = await connect().startSession({ metadata: { team: "blue" }, context: "Be brief." });
    const screen = await connect().attachSession(session.sessionId);
    const changed = await session.update({
      title: "A better name",
      model: "scripted:second",
      settings: { temperature: 0.5, reasoningEffort: "low" },
      metadata: { team: "red" },
      pinned: true,
      archived: true,
    });
    expect(changed).toMatchObject({ title: "A better name", model: "scripted:second", pinned: true });
    const { changes } = await until(screen, (state) => state.changes.title !== undefined);
    expect(changes).toEqual({
      title: "A better name",
      model: "scripted:second",
      settings: { temperature: 0.5, reasoningEffort: "low" },
      metadata: { team: "red" },
      pinned: true,
      archived: true,
    });
    await stop();
    await serve();
    const restored = await summaryOf(session.sessionId);
    expect(restored).toEqual({ ...changed, updatedAt: restored.updatedAt });
    expect((await connect().rpc.listSessions({})).sessions).toEqual([restored]);
    const again = await connect().attachSession(session.sessionId);
    await again.update({
      title: null,
      model: null,
      settings: null,
      metadata: null,
      pinned: null,
      archived: null,
    });
    const reset = await summaryOf(session.sessionId);
    expect(reset).toMatchObject({ title: "", model: "scripted:first" });
    for (const name of ["settings", "metadata", "pinned", "archived"]) expect(reset).not.toHaveProperty(name);
  });

  it("logs nothing where nothing changes, and a repeated request once", async () => {
    await serve();
    const client = connect();
    const { sessionId } = await client.startSession({ metadata: { a: 1 } });
    const update = { sessionId, title: "One", idempotencyKey: "key" };
    const [one, two] = [await client.rpc.updateSession(update), await client.rpc.updateSession(update)];
    expect(two).toEqual(one);
    expect(one.session.sequence).toBe(2);
    await client.rpc.updateSession({ sessionId, title: "One", metadata: { a: 1 }, pinned: false });
    expect((await summaryOf(sessionId)).sequence).toBe(2);
  });

  it("leaves a running turn with the model and the settings that it began with, also across a restart", async () => {
    const { first, gate } = await serve();
    const session = await connect().startSession({ settings: { temperature: 0.1 } });
    const send = session.send("wait");
    await expect.poll(() => first.requests.length).toBe(1);
    await session.update({ model: "scripted:second", settings: { temperature: 0.9 } });
    gate.open();
    expect((await send.result).text).toBe("scripted:first");
    expect((await session.send("next").result).text).toBe("scripted:second");
    await session.send("wait", { model: "scripted:first" }).accepted;
    await stop();
    const restarted = await serve();
    const again = await connect().attachSession(session.sessionId);
    await expect.poll(() => restarted.first.requests.length).toBe(1);
    restarted.gate.open();
    await until(again, ({ turns }) => turns[2]?.status === TurnStatus.Completed);
    expect(again.state.messages.at(-1)?.text).toBe("scripted:first");
    expect(restarted.first.requests.at(-1)?.settings).toEqual({ temperature: 0.9 });
    expect(restarted.second.requests).toEqual([]);
  });

  it("is for those who may drive, refuses an unknown model, and names a stopped session only", async () => {
    await serve();
    const client = connect();
    const session = await client.startSession();
    const { sessionId } = session;
    await expect(session.update({ model: "none:here" })).rejects.toMatchObject({
      code: interactive.errors.ModelUnavailable.code,
    });
    await expect(client.rpc.updateSession({ sessionId, title: "" })).rejects.toMatchObject({ code: -32602 });
    await session.share("ann", SessionAccess.Observe);
    await session.stop();
    await expect(session.update({ context: "Be long." })).rejects.toMatchObject({
      code: interactive.errors.SessionStopped.code,
    });
    expect(await session.update({ title: "Over", archived: true })).toMatchObject({
      title: "Over",
      archived: true,
      sharedWith: [{ userId: "ann" }],
    });
  });
});

it("the session of a plan is named, and keeps its model", async () => {
  await serve();
  const client = connect();
  const { planId } = await client.startPlan({ name: "One step", tasks: [{ id: "one", kind: "no_op" }] });
  const { session } = await client.rpc.updateSession({ sessionId: planId, title: "Mine", pinned: true });
  expect(session).toMatchObject({ title: "Mine", pinned: true });
  await expect(
    client.rpc.updateSession({ sessionId: planId, model: "scripted:second" }),
  ).rejects.toMatchObject({ code: interactive.errors.PermissionDenied.code });
});

describe("a message with a model and settings of its own", () => {
  it("asks that model, in that way, for its turn only", async () => {
    const { first, second } = await serve();
    const session = await connect().startSession({ settings: { stop: ["END"] } });
    const own = await session.send("hi", { model: "scripted:second", settings: { maxOutputTokens: 9 } })
      .result;
    expect(own.text).toBe("scripted:second");
    expect((await session.send("hi").result).text).toBe("scripted:first");
    expect(second.requests.map(({ settings }) => settings)).toEqual([{ maxOutputTokens: 9 }]);
    expect(first.requests.map(({ settings }) => settings)).toEqual([{ stop: ["END"] }]);
    await expect(session.send("hi", { model: "none:here" }).result).rejects.toMatchObject({
      code: interactive.errors.ModelUnavailable.code,
    });
  });
});

describe("retryTurn", () => {
  it("runs a failed turn again, with its message once, for the log and for the model", async () => {
    const { first } = await serve();
    const session = await connect().startSession();
    await session.send("hello").result;
    const failed = await session.send("fail").result;
    expect(failed.status).toBe(TurnStatus.Failed);
    await session.update({ settings: { temperature: 1 } });
    const turnId = await session.retryTurn(failed.turnId);
    const { messages, turns } = await until(session, (state) =>
      state.turns.some((turn) => turn.turnId === turnId && turn.status === TurnStatus.Completed),
    );
    expect(turns).toHaveLength(3);
    expect(messages.map(({ role, text }) => `${role} ${text}`)).toEqual([
      "user hello",
      "assistant scripted:first",
      "user fail",
      "assistant ",
      "assistant scripted:first",
    ]);
    expect(first.requests.at(-1)?.messages).toEqual([
      { role: "user", text: "hello" },
      { role: "assistant", text: "scripted:first" },
      { role: "user", text: "fail" },
    ]);
    await session.send("on").result;
    expect(first.requests.at(-1)?.messages.filter(({ role }) => role === "user")).toHaveLength(3);
  });

  it("is for the last turn, and for one that went wrong", async () => {
    await serve();
    const client = connect();
    const session = await client.startSession();
    const { sessionId } = session;
    const failed = await session.send("fail").result;
    const completed = await session.send("hello").result;
    for (const turnId of [failed.turnId, completed.turnId, "none"]) {
      await expect(client.rpc.retryTurn({ sessionId, turnId })).rejects.toMatchObject({ code: -32602 });
    }
    const last = await session.send("fail").result;
    const retry = { sessionId, turnId: last.turnId, idempotencyKey: "key" };
    const [one, two] = await Promise.all([client.rpc.retryTurn(retry), client.rpc.retryTurn(retry)]);
    expect(two).toEqual(one);
    await until(session, ({ activeTurn, turns }) => activeTurn === undefined && turns.length === 4);
    await expect(client.rpc.retryTurn({ sessionId, turnId: last.turnId })).rejects.toMatchObject({
      code: -32602,
    });
  });

  it("waits while the session is paused, and is the same after a restart", async () => {
    await serve();
    const session = await connect().startSession();
    const failed = await session.send("fail").result;
    await session.pause();
    const turnId = await session.retryTurn(failed.turnId);
    await until(session, ({ queuedTurns }) => queuedTurns.length === 1);
    await session.update({ settings: { temperature: 1 } });
    await stop();
    const { first } = await serve();
    const again = await connect().attachSession(session.sessionId);
    await again.resume();
    await until(again, ({ turns }) => turns.at(-1)?.status === TurnStatus.Completed);
    expect(again.state.turns.at(-1)?.turnId).toBe(turnId);
    expect(first.requests.at(-1)?.messages).toEqual([{ role: "user", text: "fail" }]);
  });
});
