import { Engine, MemoryEventLog, type Model, type StepPart, type Tool } from "@aiwhisperer/engine";
import { Delivery, interactive, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, type Script, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";

/** An object whose property throws when it is read. */
function throwing(name: string, rest: object = {}): object {
  return Object.defineProperty({ ...rest }, name, {
    enumerable: true,
    get: () => {
      throw new Error("a getter threw");
    },
  });
}

const fail = (): never => {
  throw new Error("a trap threw");
};
const TRAPPED: object = new Proxy({}, { get: fail, has: fail, ownKeys: fail });

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Runs one turn, then a harmless one, which has to succeed. */
async function runTurn(model: Script, ...tools: readonly Tool[]) {
  const recorder = new EventRecorder();
  const isFirst = (request: Parameters<Script>[0]) =>
    request.messages.filter(({ role }) => role === "user").length === 1;
  const script = ((request, step) => (isFirst(request) ? model(request, step) : harmless())) as Script;
  const models = new ScriptedModel(script).catalog;
  const engine = new Engine({ log: new MemoryEventLog(), models, tools: [sourceOf(...tools)] });
  onTestFinished(() => engine.close());
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
  await session.conversation.send({ message: "go", delivery: Delivery.Queue });
  await recorder.turnsEnded();
  await session.conversation.send({ message: "again", delivery: Delivery.Queue });
  await recorder.turnsEnded(2);
  expect(recorder.endings[1]).toMatchObject({ status: TurnStatus.Completed });
  for (const { text } of recorder.committed) {
    const { method, params } = JSON.parse(text) as {
      method: keyof typeof interactive.notifications;
      params: unknown;
    };
    expect(interactive.notifications[method].params.faults(params)).toEqual([]);
  }
  const errors = recorder.told.filter(({ name }) => name === "engine_error_occurred");
  return { ending: recorder.endings[0], events: recorder.sessionEvents, errors };
}

async function* harmless(): AsyncGenerator<StepPart> {
  yield said("fine");
  yield finished;
}

describe("a part of a model that cannot be read", () => {
  const look = { toolName: "look", toolCallId: "c" };

  it.each<[string, object]>([
    ["a type that throws", throwing("type")],
    ["text that throws", throwing("text", { type: "delta", channel: "final" })],
    ["a call that throws", throwing("call", { type: "toolCall" })],
    ["an id without text", { type: "toolCall", call: { ...look, toolCallId: Object.create(null) } }],
    ["trapped arguments", { type: "toolCall", call: { ...look, arguments: TRAPPED } }],
    ["revoked arguments", { type: "toolCall", call: { ...look, arguments: revoked() } }],
    ["usage that throws", { type: "finish", reason: "stop", usage: throwing("inputTokens") }],
    ["trapped usage", { type: "finish", reason: "stop", usage: TRAPPED }],
    ["a trapped state", { type: "state", state: TRAPPED }],
    ["a fault that throws", { type: "fault", fault: throwing("message") }],
  ])("is a fault of the model: %s", async (_name, part) => {
    const { ending, errors } = await runTurn(async function* () {
      yield part as StepPart;
      yield finished;
    }, tool("look"));
    expect(ending).toMatchObject({
      status: TurnStatus.Failed,
      error: {
        code: "malformed_response",
        message: "The model sent a part that cannot be read. Try again, or choose another model.",
      },
    });
    expect(errors).toEqual([]);
  });
});

describe("a model that fails outside of its stream", () => {
  const message = "The model failed in an unexpected way. Try again, or choose another model.";

  it.each<[string, () => unknown]>([
    ["throws at once", fail],
    ["returns nothing", () => undefined],
    ["returns no stream", () => ({})],
    ["returns a list", () => [finished]],
  ])("fails the turn and is reported: it %s", async (_name, stream) => {
    const { ending, errors } = await runTurn(stream as Model["stream"] as Script);
    expect(ending).toMatchObject({ status: TurnStatus.Failed, error: { code: "internal", message } });
    expect(errors).toHaveLength(1);
  });

  it("completes the turn where only its clean-up fails", async () => {
    const parts = [said("done"), finished][Symbol.iterator]();
    const iterator = { next: async () => parts.next(), return: fail };
    const { ending, errors } = await runTurn((() => ({ [Symbol.asyncIterator]: () => iterator })) as never);
    expect(ending).toMatchObject({ status: TurnStatus.Completed });
    expect(errors).toEqual([]);
  });
});

describe("an outcome of a tool that cannot be read", () => {
  it.each<[string, object]>([
    ["a result that throws", throwing("result")],
    ["a flag that throws", throwing("isError", { result: 1 })],
    ["a display that throws", throwing("display", { result: 1 })],
    ["a trapped result", { result: TRAPPED }],
    ["a revoked result", { result: revoked() }],
  ])("is a failed call, and the turn continues: %s", async (_name, outcome) => {
    const script: Script = async function* (_request, step) {
      if (step === 1) return yield* calling(["odd", {}]);
      yield said("done");
      yield finished;
    };
    const { ending, events } = await runTurn(script, tool("odd", { run: async () => outcome as never }));
    expect(ending).toMatchObject({ status: TurnStatus.Completed });
    const [result] = events.filter(({ method }) => method === "ToolResultNotification");
    expect(result?.params).toMatchObject({
      isError: true,
      result: "The tool returned a result that is not JSON.",
    });
  });
});
