import { type StepPart, systemClock } from "@aiwhisperer/engine";
import { Delivery, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { finished, hang, type Script } from "../support/scripted-model.ts";
import { calling, reportResults, tool } from "../support/scripted-tools.ts";
import { methods, type Rig, rig } from "./tools-rig.ts";

const written = (toolCallId: string, text: string, toolName = "look"): StepPart => ({
  type: "callDelta",
  toolCallId,
  toolName,
  text,
});

const eventsOf = ({ recorder }: Rig, method: string) =>
  recorder.sessionEvents.flatMap((event) => (event.method === method ? [event.params] : []));

/** A step that writes its calls in pieces, and then the answer. */
const writing = (...pieces: readonly StepPart[]): Script =>
  async function* (request, step) {
    if (step > 1) {
      yield reportResults(request);
      return yield finished;
    }
    yield* pieces;
    yield* calling(["look", { at: "sea" }], ["look", { at: "sky" }]);
  };

const fault: StepPart = {
  type: "fault",
  fault: { code: "stream_cut", message: "The answer broke off.", retryable: true },
};

describe("the arguments of a tool call that a model writes", () => {
  it("come in chunks under the id that the call has then", async () => {
    const pieces = [written("call-0", '{"at"'), written("call-1", '{"at":"s'), written("call-0", ':"sea"}')];
    const run = await rig(writing(...pieces), [tool("look")]);
    await run.ask();
    const chunks = eventsOf(run, "ToolCallChunkNotification") as { toolCallId: string; chunk: string }[];
    const calls = eventsOf(run, "ToolCallNotification") as { toolCallId: string; arguments: object }[];
    expect(chunks).toMatchObject([{ toolName: "look" }, {}, {}]);
    const [sea, sky] = calls;
    expect(chunks.map(({ toolCallId }) => toolCallId)).toEqual([sea, sky, sea].map((c) => c?.toolCallId));
    expect(calls.map((call) => call.arguments)).toEqual([{ at: "sea" }, { at: "sky" }]);
    expect(eventsOf(run, "ToolCallDiscardedNotification")).toEqual([]);
  });

  it("are discarded when the step is tried again, which gets other ids", async () => {
    const failing: Script = async function* (request, step) {
      if (step > 1) return yield* writing(written("call-0", "{"))(request, step - 1);
      yield written("call-0", "{");
      yield fault;
    };
    const run = await rig(failing, [tool("look")], { clock: systemClock, limits: { retryDelayMs: 1 } });
    await run.ask();
    const [first, second] = eventsOf(run, "ToolCallChunkNotification") as { toolCallId: string }[];
    expect(eventsOf(run, "ToolCallDiscardedNotification")).toMatchObject([{ toolCallId: first?.toolCallId }]);
    expect(second?.toolCallId).not.toBe(first?.toolCallId);
    expect(eventsOf(run, "ToolCallNotification")).toMatchObject([{ toolCallId: second?.toolCallId }, {}]);
    expect(run.recorder.endings.at(-1)?.status).toBe(TurnStatus.Completed);
  });

  it("are discarded, with the final chunk before, if the answer ends without the call", async () => {
    const run = await rig(
      async function* () {
        yield written("call-0", "{");
        yield { ...finished, reason: "length" };
      },
      [tool("look")],
    );
    await run.ask();
    expect(methods(run).slice(-4)).toEqual([
      "ToolCallDiscarded",
      "AIMessageChunk",
      "StepEnded",
      "TurnStatus",
    ]);
  });

  it("are discarded before the terminal status of a turn that is cancelled", async () => {
    const run = await rig(
      async function* (request) {
        yield written("call-0", "{");
        await hang(request);
      },
      [tool("look")],
    );
    const { turnId } = await run.session.conversation.send({ message: "go", delivery: Delivery.Queue });
    await run.recorder.until(() => methods(run).includes("ToolCallChunk"));
    await run.session.conversation.cancelTurn(turnId);
    await run.recorder.turnsEnded(1);
    expect(methods(run).filter((name) => name === "ToolCallDiscarded")).toHaveLength(1);
    expect(methods(run).at(-1)).toBe("TurnStatus");
  });

  it("are shown within the limits that hold for calls, and the call itself counts", async () => {
    const pieces = [written("call-0", '{"at"'), written("call-0", ':"sea"}'), written("call-1", "{")];
    const limits = { maxToolArgumentsLength: 8, maxToolCallsPerStep: 1 };
    const run = await rig(writing(...pieces), [tool("look")], { limits });
    await run.ask();
    expect(eventsOf(run, "ToolCallChunkNotification")).toMatchObject([{ chunk: '{"at"' }]);
    expect(eventsOf(run, "ToolCallNotification")).toHaveLength(2);
  });
});
