import { Engine, MemoryEventLog } from "@aiwhisperer/engine";
import { Delivery, ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { sessionAt } from "../models/provider-session.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect } from "../models/steps.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { ScriptedModel, said } from "../support/scripted-model.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { encodeAnswer, type SentAnswer } from "./support/provider-answers.ts";
import { openResponses } from "./support/strict-kinds.ts";

/** Arguments may be cut anywhere; the first ones look whole. */
const ARGUMENTS = ["", "{}", '{"value": "all"}', '{"value": "al'];
const ENDS = ["length", "content_filter"] as const;

/** Streams the answers one after the other, the last one for ever. */
function answering(dialect: Parameters<typeof encodeAnswer>[0], answers: readonly SentAnswer[]) {
  const bodies: unknown[] = [];
  const server = startSseServer(({ body, write, response }) => {
    bodies.push(body);
    write(encodeAnswer(dialect, answers[Math.min(bodies.length, answers.length) - 1] ?? {}));
    response.end();
  });
  return { bodies, server };
}

describe.each(PROVIDER_KINDS)("an answer of $name that was cut", (kind) => {
  it.each(ENDS)("runs no call when it ended with %s, and the turn ends with the reason", async (end) => {
    for (const text of ARGUMENTS) {
      const wipe = tool("wipe");
      const call = { name: "wipe", arguments: text };
      const { bodies, server } = answering(kind.dialect, [
        { text: "I wipe.", calls: [call], end },
        { text: "fine" },
      ]);
      await using provider = await server;
      const session = await sessionAt(kind, provider.origin, { tools: [sourceOf(wipe)] });
      await session.send("wipe it").result;
      expect(wipe.runs, text).toEqual([]);
      expect(bodies).toHaveLength(1);
      const stopReason = kind.dialect === "messages" && end === "content_filter" ? "refusal" : end;
      expect(session.state.turns).toMatchObject([{ status: TurnStatus.Completed, stopReason }]);
      expect(session.state.toolCalls).toEqual([]);
      expect(session.state.messages.at(-1)).toMatchObject({ text: "I wipe.", isFinal: true });
      await session.send("hello").result;
      expect(session.state.turns.at(-1)).toMatchObject({ status: TurnStatus.Completed, stopReason: "stop" });
      expect(JSON.stringify(bodies[1])).not.toContain('"tool_');
    }
  });

  it("still runs the calls of a complete one, and refuses arguments that are no JSON", async () => {
    const wipe = tool("wipe");
    const calls = ['{"value": "all"}', '{"value": "al'].map((text) => ({ name: "wipe", arguments: text }));
    const { server } = answering(kind.dialect, [{ calls }, { text: "done" }]);
    await using provider = await server;
    const session = await sessionAt(kind, provider.origin, { tools: [sourceOf(wipe)] });
    await session.send("wipe it").result;
    expect(wipe.runs).toMatchObject([{ args: { value: "all" } }]);
    expect(session.state.toolCalls).toMatchObject([
      { result: { isError: false } },
      { result: { isError: true, failure: ToolFailure.InvalidArguments } },
    ]);
    expect(session.state.messages.at(-1)).toMatchObject({ text: "done" });
  });
});

describe("the Responses API", () => {
  it.each(ENDS)("asks for no call in an answer that ended with %s", async (end) => {
    const call = { name: "wipe", arguments: '{"value": "all"}' };
    const { server } = answering("responses", [{ calls: [call], end }]);
    await using provider = await server;
    const parts = await collect(openResponses(provider.origin));
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: end });
  });
});

describe("a model of any kind", () => {
  it.each(["length", "content_filter", "refusal"] as const)(
    "has no call run from an answer that ended with %s",
    async (reason) => {
      const wipe = tool("wipe");
      const model = new ScriptedModel(async function* () {
        yield said("half");
        yield { type: "toolCall", call: { toolCallId: "1", toolName: "wipe", arguments: {} } };
        yield { type: "finish", reason, usage: {} };
      });
      const engine = new Engine({
        log: new MemoryEventLog(),
        models: model.catalog,
        tools: [sourceOf(wipe)],
      });
      const recorder = new EventRecorder();
      engine.delegates.register(recorder);
      await engine.start();
      const session = await engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
      await session.conversation.send({ message: "go", delivery: Delivery.Queue });
      await recorder.turnsEnded();
      expect(recorder.endings).toMatchObject([{ status: TurnStatus.Completed, stopReason: reason }]);
      expect(wipe.runs).toEqual([]);
      expect(model.requests).toHaveLength(1);
      await engine.close();
    },
  );
});
