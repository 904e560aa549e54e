import { RpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { echo, type SlowRun, slowTool, ToolScene } from "./support/tool-scene.ts";
import { settle, until } from "./support/until.ts";

let scene: ToolScene;

beforeEach(async () => {
  scene = await ToolScene.start();
});

afterEach(() => scene.stop());

describe("a run that is no longer needed", () => {
  const expectAborted = async (runs: readonly SlowRun[]) => {
    await expect.poll(() => runs[0]!.signal.aborted).toBe(true);
    runs[0]!.end.resolve("late");
    await settle();
    expect(scene.paramsOf("provideToolResult")).toEqual([]);
    expect(scene.client.faults).toEqual([]);
  };

  it("is aborted when the result comes from elsewhere", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    await scene.provideElsewhere(toolCallId);
    await expectAborted(runs);
  });

  it("is aborted when the turn ends", async () => {
    const { runs } = await scene.runSlowTool();
    expect(runs[0]!.signal.aborted).toBe(false);
    await scene.session.cancel();
    await expectAborted(runs);
  });

  it("is aborted when the session is not followed any more", async () => {
    const { runs } = await scene.runSlowTool();
    await scene.session.detach();
    await expectAborted(runs);
  });

  it("is aborted when the client is closed", async () => {
    const { runs } = await scene.runSlowTool();
    scene.client.close();
    await expectAborted(runs);
  });
});

describe("a client's tool over links that break", () => {
  it("keeps running, and its result is sent over the next connection", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    await scene.loseLink();
    runs[0]!.end.resolve("offline");
    await settle();
    scene.server.isDown = false;
    scene.client.connect();
    await scene.untilResult(toolCallId);
    expect(runs).toHaveLength(1);
    expect(await scene.results()).toEqual([{ toolCallId, result: "offline", isError: false }]);
  });

  it.each([{ isDone: true }, { isDone: false }])(
    "sends the same result under the same key when the first answer was lost, carried out: $isDone",
    async ({ isDone }) => {
      await scene.offer(echo);
      let isCut = false;
      scene.server.beforeRequest = (method, _params, link) => {
        if (method !== "provideToolResult" || isCut) return;
        isCut = true;
        if (isDone) link.loseAnswer();
        else link.cut();
      };
      const [toolCallId = ""] = await scene.call("echo");
      await scene.untilResult(toolCallId);
      await settle();
      const [first, ...further] = scene.paramsOf("provideToolResult");
      expect(further).toEqual(isDone ? further.map(() => first) : [first]);
      expect(await scene.results()).toEqual([{ toolCallId, result: { text: "Hi" }, isError: false }]);
      expect(scene.client.faults).toEqual([]);
    },
  );

  it("does not run again when the past is replayed without its result", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    scene.server.cut();
    await until(scene.session, ({ caughtUp }) => !caughtUp);
    await until(scene.session, ({ caughtUp }) => caughtUp);
    expect(runs).toHaveLength(1);
    expect(runs[0]!.signal.aborted).toBe(false);
    runs[0]!.end.resolve("done");
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toHaveLength(1);
  });

  it("is aborted after the break if another client has provided the result", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    await scene.loseLink();
    await scene.provideElsewhere(toolCallId);
    scene.server.isDown = false;
    scene.client.connect();
    await expect.poll(() => runs[0]!.signal.aborted).toBe(true);
  });
});

describe("a call that passes to another client", () => {
  beforeEach(async () => {
    await scene.stop();
    scene = await ToolScene.start({ graceMs: 1 });
  });

  it("is aborted here, and runs again when the other client has left", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    const theirs = slowTool();
    const other = await scene.server.author.attachSession(scene.sessionId);
    other.offerTools([theirs.tool]);
    await scene.loseLink();
    await expect.poll(() => theirs.runs.length).toBe(1);
    scene.server.isDown = false;
    scene.client.connect();
    await expect.poll(() => runs[0]!.signal.aborted).toBe(true);
    runs[0]!.end.resolve("late");
    await settle();
    expect(scene.paramsOf("provideToolResult")).toEqual([]);
    await other.detach();
    await expect.poll(() => runs.length).toBe(2);
    runs[1]!.end.resolve("mine");
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toEqual([{ toolCallId, result: "mine", isError: false }]);
  });
});

describe("a result that is not accepted for long", () => {
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

  it("is sent again after the time of a request, until there is a connection", async () => {
    const { runs, toolCallId } = await scene.runSlowTool();
    await scene.loseLink();
    runs[0]!.end.resolve("offline");
    for (let second = 0; second < 90; second += 1) await pass(1_000);
    expect(await scene.results()).toEqual([]);
    scene.server.isDown = false;
    await pass(1_000);
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toEqual([{ toolCallId, result: "offline", isError: false }]);
    expect(scene.client.faults).toEqual([]);
  });

  it("fails the call if it is too large for a frame: the same again would break every connection", async () => {
    scene.server.beforeRequest = (method, params, link) => {
      if (method !== "provideToolResult" || (params as { result: unknown }).result !== "huge") return;
      link.close(1009, "frame too large");
      throw new RpcError(-32000, "the connection is gone");
    };
    const { runs, toolCallId } = await scene.runSlowTool();
    runs[0]!.end.resolve("huge");
    for (let second = 0; second < 5; second += 1) await pass(1_000);
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toMatchObject([{ toolCallId, isError: true }]);
  });

  it("is no longer held once the client is closed", async () => {
    const { runs } = await scene.runSlowTool();
    await scene.loseLink();
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
  let toolCallId = "";

  const reload = async (clientId: string) => {
    runs = 0;
    const run = () => {
      runs += 1;
      return "done";
    };
    scene.reload({ clientId });
    scene.session.offerTools([{ ...echo, run }]);
    await scene.session.whenCaughtUp();
  };

  beforeEach(async () => {
    await scene.stop();
    scene = await ToolScene.start({ graceMs: 100 });
    await scene.offer(slowTool("echo").tool);
    [toolCallId = ""] = await scene.call("echo");
    await until(scene.session, ({ toolCalls }) => toolCalls[0]?.lease?.clientId === "me");
  });

  it("runs it when the call has passed to it", async () => {
    await reload("me again");
    expect(runs).toBe(0);
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toHaveLength(1);
  });

  it("runs it at once if it has kept its id", async () => {
    await reload("me");
    await scene.untilResult(toolCallId);
    expect(await scene.results()).toHaveLength(1);
  });

  it("does not run a call that has its result, though the lease is replayed first", async () => {
    await scene.provideElsewhere(toolCallId);
    await reload("me");
    await settle();
    expect(runs).toBe(0);
    expect(scene.paramsOf("provideToolResult")).toEqual([]);
    expect(await scene.results()).toHaveLength(1);
  });
});
