import { Engine, MemoryEventLog } from "@aiwhisperer/engine";
import { Delivery, type SessionAccess, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, type Script, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { connect, oldLog, readAll, runTurn, serve } from "./support/checked-turn.ts";

describe("an event that breaks its declaration", () => {
  it("fails the command that it is for, and changes nothing", async () => {
    const { engine, session, recorder } = await runTurn(async function* () {
      yield finished;
    });
    const before = recorder.committed.length;
    const wrong = { userId: "eve", access: 7 as SessionAccess };
    await expect(session.share(wrong)).rejects.toThrow(
      "The event SessionSharedNotification breaks its declaration and was not logged: /access",
    );
    expect(session.shares.size).toBe(0);
    await session.share({ userId: "bob", access: 0 });
    expect(recorder.committed).toHaveLength(before + 1);
    expect(session.committedSequence).toBe(before + 1);
    expect(engine).toBeDefined();
  });

  it("fails the turn as internal; the session continues", async () => {
    let ids = 0;
    let isBroken = true;
    const recorder = new EventRecorder();
    const script: Script = async function* (_request, number) {
      if (number === 1) return yield* calling(["look", {}]);
      yield said("fine");
      yield finished;
    };
    const engine = new Engine({
      log: new MemoryEventLog(),
      models: new ScriptedModel(script).catalog,
      tools: [sourceOf(tool("look"))],
      // The fifth id is that of the first tool call: session, turn, message, answer, call.
      newId: () => {
        ids += 1;
        if (ids === 5 && isBroken) return 5 as never;
        return `id-${ids}`;
      },
    });
    onTestFinished(() => engine.close());
    engine.delegates.register(recorder);
    await engine.start();
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    await recorder.turnsEnded();
    isBroken = false;
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Failed, error: { code: "internal" } });
    const errors = recorder.told.flatMap((event) => (event.name === "engine_error_occurred" ? [event] : []));
    expect(errors).toMatchObject([
      {
        sessionId: session.sessionId,
        turnId: recorder.endings[0]?.turnId,
        error: { name: "InvalidEventError" },
      },
    ]);
    expect(recorder.sessionEvents.some(({ method }) => method === "ToolCallNotification")).toBe(false);
    await session.conversation.send({ message: "again", delivery: Delivery.Queue });
    await recorder.turnsEnded(2);
    expect(recorder.endings[1]).toMatchObject({ status: TurnStatus.Completed });
    expect(recorder.answerText).toBe("fine");
  });
});

describe("a log with events that break their declaration", () => {
  it("opens, is reported event by event, and takes the next message", async () => {
    const server = await serve({ log: await oldLog() });
    const faults: unknown[] = [];
    const client = connect(server, (error) => faults.push(error));
    const session = client.session("old");
    const result = await session.send("repeat more").result;
    expect(result).toMatchObject({ status: TurnStatus.Completed, text: "more" });
    const { turns, toolCalls, messages, caughtUp } = session.state;
    expect(caughtUp).toBe(true);
    expect(turns[0]).toEqual({
      turnId: "t1",
      status: TurnStatus.Completed,
      stopReason: "stop",
      usage: { outputTokens: 4 },
    });
    expect(toolCalls).toMatchObject([{ progress: { text: "half" }, result: { result: 1, isError: false } }]);
    expect(messages.map((message) => message.text)).toEqual(["go", "hello", "repeat more", "more"]);
    expect(faults.map(String)).toEqual([
      "TypeError: the notification ToolProgressNotification (event 5 of session old) breaks its declaration: /progress: expected a number, found null",
      "TypeError: the notification ToolStartedNotification (event 6 of session old) breaks its declaration: /toolCallId: expected a string, found 7; /turnId: required: expected a string",
      expect.stringContaining(
        "ToolResultNotification (event 7 of session old) breaks its declaration: /display/kind",
      ),
      expect.stringContaining(
        "TurnStatusNotification (event 10 of session old) breaks its declaration: /usage/inputTokens",
      ),
    ]);
  });

  it("is read whole by history, export and a client that sets no onFault", async () => {
    const server = await serve({ log: await oldLog() });
    const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => written.mockRestore());
    const session = connect(server).session("old");
    const events = await readAll(session.history());
    expect(events.map(({ params }) => params.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events[9]).toMatchObject({
      method: "TurnStatusNotification",
      params: { usage: { outputTokens: 4 } },
    });
    expect(events.flatMap(({ faults }, index) => (faults === undefined ? [] : [index + 1]))).toEqual([
      5, 6, 7, 10,
    ]);
    await session.attach();
    await session.send("repeat more").result;
    expect(written).toHaveBeenCalledTimes(4);
    const { code, stdout } = await runCli(["export", "old", "--url", server.url, "--format", "markdown"]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("hello") });
  });
});
