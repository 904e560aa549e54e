import { ConnectionLostError, RequestFailure, type SessionHandle, ToolDecision } from "@aiwhisperer/client";
import { interactive, rpcError, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;

beforeEach(async () => {
  server = await TappedServer.start({ engine: { tools: [sourceOf(tool("run", { effect: "execute" }))] } });
  client = createQuickClient(server);
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
});

const paramsOf = (method: string) => server.paramsOf(method);

const traceparentOf = (number: number): string =>
  `00-${String(number).padStart(32, "0")}-${String(number).padStart(16, "0")}-01`;

/** Has the model call a tool that needs a decision. Resolves with the id of the call. */
async function askAbout(session: SessionHandle): Promise<string> {
  const { step } = await server.startTalk("Hi", session);
  step.call(["run", {}]);
  const { pendingApprovals } = await until(session, (state) => state.pendingApprovals.length === 1);
  return pendingApprovals[0]!.toolCallId;
}

/** Breaks the first link on which a method is called: once it has been carried out, or before. */
function cutAt(method: string, { isDone }: { readonly isDone: boolean }): void {
  let isCut = false;
  server.beforeRequest = (called, _params, link) => {
    if (called !== method || isCut) return;
    isCut = true;
    if (isDone) link.loseAnswer();
    else link.cut();
  };
}

describe.each([{ isDone: true }, { isDone: false }])(
  "a request whose answer is lost, carried out: $isDone",
  (fate) => {
    it("starts one session", async () => {
      cutAt("startSession", fate);
      const session = await client.startSession();
      expect(await server.sessionIds()).toEqual([session.sessionId]);
      const [first, second, ...rest] = paramsOf("startSession");
      expect(second).toEqual(first);
      expect(first).toMatchObject({ idempotencyKey: "key-1" });
      expect(rest).toEqual([]);
    });

    it("sends one message, which is shown once", async () => {
      const session = await client.startSession();
      cutAt("sendUserMessage", fate);
      const shown = new Set<number>();
      session.subscribe(() => shown.add(session.state.messages.filter(({ role }) => role === "user").length));
      await session.send("Hi").result;
      expect(paramsOf("sendUserMessage")).toHaveLength(2);
      expect(await server.eventsOf(session.sessionId, "UserMessageNotification")).toHaveLength(1);
      expect([...shown]).toEqual([1]);
      expect(session.state.messages[0]).toMatchObject({ key: "sent-1", delivery: "sent" });
    });

    it("cancels once, a turn without a name too", async () => {
      const session = await client.startSession();
      await server.startTalk("Hi", session);
      cutAt("cancelTurn", fate);
      await session.cancel();
      await server.untilQuiet(session.sessionId);
      expect(paramsOf("cancelTurn")).toHaveLength(2);
      const statuses = await server.eventsOf(session.sessionId, "TurnStatusNotification");
      expect(statuses.filter(({ status }) => status === TurnStatus.Cancelled)).toHaveLength(1);
    });

    it("decides once about a tool call", async () => {
      const session = await client.startSession();
      const toolCallId = await askAbout(session);
      cutAt("decideToolCall", fate);
      await session.decide(toolCallId, ToolDecision.AllowOnce);
      const [first, second, ...rest] = paramsOf("decideToolCall");
      expect(second).toEqual(first);
      expect(rest).toEqual([]);
      await until(session, ({ toolCalls }) => toolCalls[0]?.approval?.decision === ToolDecision.AllowOnce);
      const resolved = await server.eventsOf(session.sessionId, "ToolApprovalResolvedNotification");
      expect(resolved).toHaveLength(1);
    });

    it("holds a session once", async () => {
      const session = await client.startSession();
      cutAt("pauseSession", fate);
      await session.pause();
      expect(paramsOf("pauseSession")).toHaveLength(2);
      const statuses = await server.eventsOf(session.sessionId, "SessionStatusNotification");
      expect(statuses.filter(({ status }) => status === SessionStatus.Paused)).toHaveLength(1);
    });

    it("deletes a session, and finds nothing wrong with its being gone", async () => {
      const sessionId = await server.addSession();
      cutAt("deleteSession", fate);
      expect(await client.rpc.deleteSession({ sessionId })).toEqual({});
      expect(await server.sessionIds()).toEqual([]);
    });

    it("reads", async () => {
      cutAt("listModels", fate);
      expect((await client.rpc.listModels()).models).toHaveLength(1);
      expect(paramsOf("listModels")).toHaveLength(2);
    });
  },
);

describe("a request that is sent again", () => {
  it("stays in the trace in which it was made", async () => {
    let asked = 0;
    const traced = createQuickClient(server, {
      traceparent: () => {
        asked += 1;
        return traceparentOf(asked);
      },
    });
    await traced.startSession();
    cutAt("listSessions", { isDone: true });
    await traced.rpc.listSessions();
    await traced.rpc.listSessions();
    const inTrace = (number: number) => ({ _meta: { traceparent: traceparentOf(number) } });
    const [first, again, other] = paramsOf("listSessions");
    expect(first).toEqual(inTrace(2));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(paramsOf("startSession")).toEqual([expect.objectContaining(inTrace(1))]);
    traced.close();
  });

  it("keeps its place among those that were sent with it", async () => {
    const session = await client.startSession();
    cutAt("sendUserMessage", { isDone: false });
    const sends = ["one", "two", "three"].map((text) => session.send(text));
    await Promise.all(sends.map(({ accepted }) => accepted));
    const said = await server.eventsOf(session.sessionId, "UserMessageNotification");
    expect(said.map(({ message }) => message)).toEqual(["one", "two", "three"]);
  });

  it("has the key that its caller gave", async () => {
    const session = await client.startSession();
    const first = await session.send("Hi", { idempotencyKey: "mine" }).accepted;
    const second = await session.send("Hi", { idempotencyKey: "mine" }).accepted;
    expect(second).toEqual(first);
    await client.rpc.stopSession({ sessionId: session.sessionId, idempotencyKey: "end" });
    expect(paramsOf("stopSession")).toEqual([{ sessionId: session.sessionId, idempotencyKey: "end" }]);
  });

  it("reports a session that was not there in the first place", async () => {
    await expect(client.rpc.deleteSession({ sessionId: "none" })).rejects.toMatchObject({
      code: interactive.errors.SessionNotFound.code,
    });
  });

  it("goes out with no more at a time than a server takes from one connection", async () => {
    let running = 0;
    let most = 0;
    server.beforeRequest = async () => {
      running += 1;
      most = Math.max(most, running);
      await settle();
      running -= 1;
    };
    await Promise.all(Array.from({ length: 300 }, () => client.rpc.listModels()));
    expect(most).toBe(64);
  });

  it("ends with the client, its outcome unknown", async () => {
    server.beforeRequest = () => new Promise<void>(() => {});
    const stopped = client.rpc.stopSession({ sessionId: "s" });
    await until(client.connection, ({ status }) => status === "connected");
    await settle();
    client.close();
    const error = await stopped.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectionLostError);
    expect(error).toMatchObject({ outcome: "unknown" });
  });
});

describe("requests that wait", () => {
  let clock: ManualClock;

  beforeEach(() => {
    clock = new ManualClock();
    client = createQuickClient(server, {
      clock,
      random: () => 0,
      requestTimeoutMs: 10_000,
      maxWaitingRequests: 2,
    });
  });

  const refuse = (method: string, ...retryAfterMs: readonly number[]) => {
    const delays = [...retryAfterMs];
    server.beforeRequest = (called) => {
      const delayMs = called === method ? delays.shift() : undefined;
      if (delayMs !== undefined) throw rpcError(interactive.errors.Overloaded, { retryAfterMs: delayMs });
    };
  };

  /** The delay that a refused request waits for; the client's own timers are longer or over. */
  const passNextDelay = async (expectedMs: number) => {
    await settle();
    expect(clock.delays[0]).toBe(expectedMs);
    clock.advance(expectedMs);
    await settle();
  };

  it("are repeated after the time that an overloaded server asks for", async () => {
    const session = await client.startSession();
    refuse("sendUserMessage", 700, 900);
    const send = session.send("Hi");
    await passNextDelay(700);
    expect(session.state.messages).toMatchObject([{ text: "Hi", delivery: "pending" }]);
    await passNextDelay(900);
    await send.accepted;
    const [first, ...rest] = paramsOf("sendUserMessage");
    expect(rest).toEqual([first, first]);
  });

  it("are repeated less and less often where the server says at once", async () => {
    const sessionId = await server.addSession();
    refuse("stopSession", 0, 0, 0);
    const stopped = client.session(sessionId).stop();
    for (const delayMs of [100, 200, 400]) await passNextDelay(delayMs);
    await stopped;
  });

  it("are repeated once an ending server should be back", async () => {
    let isDraining = true;
    server.beforeRequest = (method) => {
      if (method === "startSession" && isDraining) {
        throw rpcError(interactive.errors.Draining, { reconnectAfterMs: 2_000 });
      }
    };
    const started = client.startSession();
    await settle();
    isDraining = false;
    clock.advance(2_000);
    expect((await started).sessionId).not.toBe("");
  });

  it("are refused at once where the time would be over by then", async () => {
    const sessionId = await server.addSession();
    refuse("stopSession", 10_000);
    await expect(client.session(sessionId).stop()).rejects.toMatchObject({
      code: interactive.errors.Overloaded.code,
    });
  });

  const rate = { limit: "maxRequestsPerSecond", value: 1, retryAfterMs: 700 };

  describe.each([
    { name: "Overloaded", refusal: () => rpcError(interactive.errors.Overloaded, { retryAfterMs: 700 }) },
    { name: "RateLimited", refusal: () => rpcError(interactive.errors.RateLimited, rate) },
    { name: "Draining", refusal: () => rpcError(interactive.errors.Draining, { reconnectAfterMs: 700 }) },
  ])("of reads that get $name", ({ refusal }) => {
    it.each(["getHistory", "listSessions", "getSession", "attachSession", "listModels"] as const)(
      "%s is repeated after that time",
      async (method) => {
        const sessionId = await server.addSession();
        let refusals = 0;
        server.beforeRequest = (called) => {
          if (called !== method || refusals === 2) return;
          refusals += 1;
          throw refusal();
        };
        const read = {
          getHistory: () => client.rpc.getHistory({ sessionId }),
          listSessions: () => client.rpc.listSessions(),
          getSession: () => client.rpc.getSession({ sessionId }),
          attachSession: () => client.rpc.attachSession({ sessionId }),
          listModels: () => client.rpc.listModels(),
        }[method]();
        await passNextDelay(700);
        await passNextDelay(700);
        await read;
        expect(paramsOf(method)).toHaveLength(3);
      },
    );
  });

  it("are refused with the server's reason where a read would have no time left, and repeated within a time of the caller's", async () => {
    refuse("listModels", 700, 700, 700);
    const read = client.rpc.listModels({}, { timeoutMs: 1_000 });
    const outcome = expect(read).rejects.toMatchObject({ code: interactive.errors.Overloaded.code });
    await passNextDelay(700);
    await outcome;
    expect(paramsOf("listModels")).toHaveLength(2);
  });

  it("leave no timer behind when the client is closed", async () => {
    const sessionId = await server.addSession();
    refuse("stopSession", 700);
    const stopped = client.session(sessionId).stop();
    await settle();
    client.close();
    await expect(stopped).rejects.toMatchObject({ outcome: "not-sent" });
    expect(clock.delays).toEqual([]);
  });

  it("are refused by the client itself where too many do", async () => {
    server.isDown = true;
    const waiting = [client.rpc.listModels(), client.rpc.listModels()];
    const error = await client.rpc.listModels().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestFailure);
    expect(error).toMatchObject({ reason: "too-many-pending" });
    server.isDown = false;
    client.connect();
    await settle();
    clock.advance(1);
    await Promise.all(waiting);
    expect((await client.rpc.listModels()).models).toHaveLength(1);
  });

  it("end with their time, and say that the outcome is unknown where they had been sent", async () => {
    const session = await client.startSession();
    server.beforeRequest = (method, _params, link) => {
      if (method !== "sendUserMessage") return;
      server.isDown = true;
      link.cut();
    };
    const send = session.send("Hi");
    const refusal = send.accepted.catch((reason: unknown) => reason);
    await settle();
    for (let second = 0; second < 10; second += 1) {
      clock.advance(1_000);
      await settle();
    }
    expect(await refusal).toMatchObject({ name: "ConnectionLostError", outcome: "unknown" });
    expect(session.state.messages).toMatchObject([
      { delivery: "failed", error: { code: "connection_lost" } },
    ]);
  });
});

describe("a message that failed", () => {
  it("is sent again as the same one, in its place", async () => {
    const session = await client.startSession();
    let answers = 0;
    server.beforeRequest = (method) => {
      if (method !== "sendUserMessage") return;
      answers += 1;
      if (answers === 1) throw rpcError(interactive.errors.Busy, { turnId: "other" });
    };
    await expect(session.send("one").accepted).rejects.toMatchObject({
      code: interactive.errors.Busy.code,
    });
    await session.send("two").accepted;
    const [failed] = session.state.messages.filter(({ key }) => key === "sent-1");
    expect(failed).toMatchObject({ delivery: "failed", text: "one" });
    const again = session.sendAgain("sent-1");
    expect(session.state.messages.find(({ key }) => key === "sent-1")).toMatchObject({ delivery: "pending" });
    expect(session.state.messages.find(({ key }) => key === "sent-1")).not.toHaveProperty("error");
    await again.accepted;
    const [first, , third] = paramsOf("sendUserMessage");
    expect(third).toEqual(first);
  });

  it("cannot be sent again where there is none of that key", async () => {
    const session = await client.startSession();
    await session.send("one").accepted;
    expect(() => session.sendAgain("sent-1")).toThrow(RangeError);
    expect(() => session.sendAgain("sent-9")).toThrow("the session has no failed message sent-9");
  });
});
