import { RpcError, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { throwAfterCut } from "./support/memory-server.ts";
import { echo, type SlowRun, slowTool, ToolScene } from "./support/tool-scene.ts";
import { settle, until } from "./support/until.ts";

let scene: ToolScene;

beforeEach(async () => {
  scene = await ToolScene.start();
});

afterEach(() => {
  scene.client.close();
});

describe("a run that is no longer needed", () => {
  const expectAborted = async (runs: readonly SlowRun[]) => {
    expect(runs[0]!.signal.aborted).toBe(true);
    runs[0]!.end.resolve("late");
    await settle();
    expect(scene.paramsOf("provideToolResult")).toEqual([]);
    expect(scene.client.faults).toEqual([]);
  };

  it("is aborted when the result comes from elsewhere", async () => {
    const runs = await scene.runSlowTool();
    scene.giveElsewhere("c1");
    await scene.untilSequence(3);
    await expectAborted(runs);
  });

  it("is aborted when the turn ends", async () => {
    const runs = await scene.runSlowTool();
    scene.remote.append("TurnStatusNotification", { turnId: "other", status: TurnStatus.Cancelled });
    await scene.untilSequence(3);
    expect(runs[0]!.signal.aborted).toBe(false);
    scene.remote.append("TurnStatusNotification", { turnId: "turn", status: TurnStatus.Cancelled });
    await scene.untilSequence(4);
    await expectAborted(runs);
  });

  it("is aborted when the session is not followed any more", async () => {
    const runs = await scene.runSlowTool();
    await scene.session.detach();
    await expectAborted(runs);
  });

  it("is aborted when the client is closed", async () => {
    const runs = await scene.runSlowTool();
    scene.client.close();
    await expectAborted(runs);
  });

  it("is aborted when another client has the call, and is run anew when that has left it", async () => {
    const runs = await scene.runSlowTool();
    scene.remote.lease("c1");
    await scene.untilSequence(3);
    expect(runs[0]!.signal.aborted).toBe(false);
    scene.remote.lease("c1", "another client");
    await scene.untilSequence(4);
    await expectAborted(runs);
    scene.remote.lease("c1", "me");
    await scene.untilSequence(5);
    runs[1]!.end.resolve("mine");
    await scene.untilResult("c1");
    expect(scene.results).toEqual([{ toolCallId: "c1", result: "mine", isError: false }]);
  });
});

describe("a client's tool over lines that break", () => {
  it("keeps running, and its result is sent over the next connection", async () => {
    const runs = await scene.runSlowTool();
    await scene.loseLine();
    runs[0]!.end.resolve("offline");
    await settle();
    scene.server.isDown = false;
    scene.client.connect();
    await scene.untilResult("c1");
    expect(runs).toHaveLength(1);
    expect(scene.results).toEqual([{ toolCallId: "c1", result: "offline", isError: false }]);
  });

  it.each([{ isDone: true }, { isDone: false }])(
    "sends the same result under the same key when the first answer was lost, carried out: $isDone",
    async ({ isDone }) => {
      scene.session.offerTools([echo]);
      let isCut = false;
      scene.server.beforeRequest = (method, _params, line) => {
        if (method !== "provideToolResult" || isCut) return;
        isCut = true;
        if (isDone) queueMicrotask(() => line.transport.cut());
        else throwAfterCut(line);
      };
      scene.remote.callClient("c1", "echo", "me");
      await scene.untilResult("c1");
      await settle();
      const [first, ...further] = scene.paramsOf("provideToolResult");
      expect(further).toEqual(isDone ? further.map(() => first) : [first]);
      expect(scene.results).toEqual([{ toolCallId: "c1", result: { text: "Hi" }, isError: false }]);
      expect(scene.client.faults).toEqual([]);
    },
  );

  it("is not run again when the past is replayed, with its result or without", async () => {
    const runs = await scene.runSlowTool();
    scene.server.cut();
    await until(scene.session, ({ caughtUp }) => !caughtUp);
    await until(scene.session, ({ caughtUp }) => caughtUp);
    expect(runs).toHaveLength(1);
    expect(runs[0]!.signal.aborted).toBe(false);
    runs[0]!.end.resolve("done");
    await scene.untilResult("c1");
    expect(scene.results).toHaveLength(1);
  });

  it("learns after the break that another client has taken over", async () => {
    const runs = await scene.runSlowTool();
    await scene.loseLine();
    scene.remote.lease("c1", "another client");
    scene.giveElsewhere("c1");
    scene.server.isDown = false;
    scene.client.connect();
    await scene.untilSequence(4);
    expect(runs[0]!.signal.aborted).toBe(true);
  });
});

describe("a result that is not taken for long", () => {
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    scene.reload({ clock, clientId: "me", random: () => 0, requestTimeoutMs: 1_000 });
    await scene.session.attach();
  });

  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };

  it("is given again after the time of a request, until there is a line", async () => {
    const runs = await scene.runSlowTool();
    await scene.loseLine();
    runs[0]!.end.resolve("offline");
    for (let second = 0; second < 90; second += 1) await pass(1_000);
    expect(scene.results).toEqual([]);
    scene.server.isDown = false;
    await pass(1_000);
    await scene.untilResult("c1");
    expect(scene.results).toEqual([{ toolCallId: "c1", result: "offline", isError: false }]);
    expect(scene.client.faults).toEqual([]);
  });

  it("fails the call where it is too large for a frame: the same again would break every line", async () => {
    scene.server.beforeRequest = (method, params, line) => {
      if (method !== "provideToolResult" || (params as { result: unknown }).result !== "huge") return;
      line.transport.close(1009, "frame too large");
      throw new RpcError(-32000, "the line is gone");
    };
    const runs = await scene.runSlowTool();
    runs[0]!.end.resolve("huge");
    for (let second = 0; second < 5; second += 1) await pass(1_000);
    await scene.untilResult("c1");
    expect(scene.results).toMatchObject([{ toolCallId: "c1", isError: true }]);
  });

  it("is kept back no longer once the client is closed", async () => {
    const runs = await scene.runSlowTool();
    await scene.loseLine();
    runs[0]!.end.resolve("offline");
    await pass(1_500);
    scene.client.close();
    await settle();
    expect(clock.delays).toEqual([]);
    expect(scene.client.faults).toEqual([]);
  });
});

describe("a page that is loaded again in the middle of a call", () => {
  let runs = 0;

  const reload = async (clientId: string) => {
    runs = 0;
    const run = () => {
      runs += 1;
      return "done";
    };
    scene.reload({ clientId });
    scene.session.offerTools([{ ...echo, run }]);
    await scene.session.whenCaughtUp();
    await settle();
  };

  beforeEach(async () => {
    const { tool } = slowTool("echo");
    scene.session.offerTools([tool]);
    scene.remote.callClient("c1", "echo", "me");
    await scene.untilSequence(2);
  });

  it("runs it when it has become its own", async () => {
    await reload("me again");
    expect(runs).toBe(0);
    scene.remote.lease("c1", "me again");
    await scene.untilResult("c1");
    expect(scene.results).toHaveLength(1);
  });

  it("runs it at once where it has kept its id", async () => {
    await reload("me");
    await scene.untilResult("c1");
    expect(scene.results).toHaveLength(1);
  });

  it("does not run a call that has its result, though the lease is replayed first", async () => {
    scene.giveElsewhere("c1");
    await reload("me");
    expect(runs).toBe(0);
    expect(scene.paramsOf("provideToolResult")).toEqual([]);
    expect(scene.results).toHaveLength(1);
  });
});
