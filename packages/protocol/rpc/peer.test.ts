import { describe, expect, it } from "vitest";
import type { Call } from "./call.ts";
import { createDispatchTable } from "./dispatch-table.ts";
import type { CallOutcome } from "./dispatcher.ts";
import { RpcError, rpcError } from "./error.ts";
import type { PeerFault } from "./fault-report.ts";
import { arithmetic } from "./fixtures/arithmetic.ts";
import { createRawEnd } from "./fixtures/raw-end.ts";
import { type Implementation, implement, rawMethod } from "./implement.ts";
import { createMemoryTransportPair } from "./memory-transport.ts";
import { Peer, type PeerOptions } from "./peer.ts";

const division = implement<typeof arithmetic, string>(arithmetic, {
  divide: ({ dividend, divisor }) => {
    if (divisor === 0) throw rpcError(arithmetic.errors.DivisionByZero, { dividend });
    return { quotient: dividend / divisor };
  },
  reset: () => ({}),
});

function serve(implementations: Implementation<string>[], options: Partial<PeerOptions<string>> = {}) {
  const { raw, transport } = createRawEnd();
  const table = createDispatchTable(implementations);
  const faults: PeerFault[] = [];
  const peer = new Peer({
    transport,
    context: "here",
    table,
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  return { raw, peer, faults };
}

const request = (method: string, params?: unknown, id: unknown = 1) => ({
  jsonrpc: "2.0",
  id,
  method,
  params,
});
const failure = (error: unknown, id: unknown = 1) => ({ jsonrpc: "2.0", id, error });

describe("a call", () => {
  it("is found by its full and by its bare name", async () => {
    const { raw } = serve([division]);
    raw.send(request("arithmetic.divide", { dividend: 6, divisor: 3 }, "a"));
    expect(await raw.next()).toEqual({ jsonrpc: "2.0", id: "a", result: { quotient: 2 } });
    raw.send(request("divide", { dividend: 6, divisor: 4 }, null));
    expect(await raw.next()).toEqual({ jsonrpc: "2.0", id: null, result: { quotient: 1.5 } });
  });

  it("names an unknown method, but does not repeat all of a long name", async () => {
    const { raw } = serve([division]);
    raw.send(request("rpc.nothing"));
    const error = { code: -32601, message: "Method not found", data: { method: "rpc.nothing" } };
    expect(await raw.next()).toEqual(failure(error));
    raw.send(request("x".repeat(5000)));
    expect(await raw.next()).toMatchObject({ error: { data: { method: "x".repeat(200) } } });
  });

  it("gets every fault of its params", async () => {
    const { raw } = serve([division]);
    raw.send(request("divide", { dividend: "6" }));
    const errors = [
      { path: "/dividend", message: "expected a number" },
      { path: "/divisor", message: "expected a number" },
    ];
    const message = "Invalid params: /dividend: expected a number (and 1 more)";
    expect(await raw.next()).toEqual(failure({ code: -32602, message, data: { errors } }));
  });

  it("may leave params out where none are needed, but not pass them by position", async () => {
    const { raw } = serve([division]);
    raw.send(request("reset"));
    expect(await raw.next()).toMatchObject({ result: {} });
    raw.send(request("reset", []));
    expect(await raw.next()).toMatchObject({ result: {} });
    raw.send(request("reset", [1]));
    expect(await raw.next()).toMatchObject({ error: { code: -32602, data: { errors: [{ path: "" }] } } });
  });

  it("gets a declared error with its data", async () => {
    const { raw, faults } = serve([division]);
    raw.send(request("divide", { dividend: 5, divisor: 0 }));
    const error = { code: -32050, message: "The divisor is zero.", data: { dividend: 5 } };
    expect(await raw.next()).toEqual(failure(error));
    expect(faults).toEqual([]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("secret");
      },
    ],
    ["rejects", () => Promise.reject(new Error("secret"))],
    [
      "throws what is no error",
      () => {
        throw "secret";
      },
    ],
    [
      "lets an error of another peer through",
      () => {
        throw new RpcError(-32601, "secret", { isRemote: true });
      },
    ],
    ["returns what JSON cannot express", () => ({ secret: 1n })],
    [
      "fails with data that JSON cannot express",
      () => {
        throw new RpcError(-1, "no", { data: 1n });
      },
    ],
  ])("gets -32603 and no text of the exception when the handler %s", async (_title, handler) => {
    const { raw, faults } = serve([rawMethod("fail", handler)], { newCorrelationId: () => "c-1" });
    raw.send(request("fail"));
    const error = { code: -32603, message: "Internal error", data: { correlationId: "c-1" } };
    expect(await raw.next()).toEqual(failure(error));
    expect(faults).toMatchObject([{ correlationId: "c-1", method: "fail" }]);
    expect(faults[0]?.error).toBeDefined();
  });

  it("gets -32603 for a result that breaks its declaration, unless results are not validated", async () => {
    const faulty = implement<typeof arithmetic, string>(arithmetic, {
      divide: () => ({ quotient: "two" }) as unknown as { quotient: number },
      reset: () => ({}),
    });
    const strict = serve([faulty]);
    strict.raw.send(request("divide", { dividend: 4, divisor: 2 }));
    expect(await strict.raw.next()).toMatchObject({ error: { code: -32603 } });
    expect(String(strict.faults[0]?.error)).toContain("/quotient: expected a number");

    const lenient = serve([faulty], { validateResults: false });
    lenient.raw.send(request("divide", { dividend: 4, divisor: 2 }));
    expect(await lenient.raw.next()).toMatchObject({ result: { quotient: "two" } });
  });

  it("is answered before a slow one that came first", async () => {
    const slow = Promise.withResolvers<string>();
    const { raw } = serve([rawMethod("slow", () => slow.promise), rawMethod("quick", () => "quick")]);
    raw.send(request("slow", undefined, 1));
    raw.send(request("quick", undefined, 2));
    expect(await raw.next()).toMatchObject({ id: 2, result: "quick" });
    slow.resolve("slow");
    expect(await raw.next()).toMatchObject({ id: 1, result: "slow" });
  });

  it("knows its context and its method's full name", async () => {
    const describeCall = (_params: unknown, call: Call<string>) => [
      call.context,
      call.method,
      call.isNotification,
    ];
    const { raw } = serve([rawMethod("interactive.describe", describeCall)]);
    raw.send(request("describe"));
    expect(await raw.next()).toMatchObject({ result: ["here", "interactive.describe", false] });
  });

  it("is refused above the limit of calls that run, and taken again below it", async () => {
    const slow = Promise.withResolvers<string>();
    const limitError = (limit: string, value: number) =>
      new RpcError(-32021, "limit", { data: { limit, value } });
    const { raw } = serve([rawMethod("slow", () => slow.promise)], {
      limits: { maxRequestsInFlight: 1 },
      limitError,
    });
    raw.send(request("slow", undefined, 1));
    raw.send(request("slow", undefined, 2));
    const error = { code: -32021, message: "limit", data: { limit: "maxRequestsInFlight", value: 1 } };
    expect(await raw.next()).toEqual(failure(error, 2));
    slow.resolve("done");
    expect(await raw.next()).toMatchObject({ id: 1, result: "done" });
    raw.send(request("slow", undefined, 3));
    expect(await raw.next()).toMatchObject({ id: 3, result: "done" });
  });
});

describe("a call's signal", () => {
  it("aborts when the connection ends, also when it is first read after that", async () => {
    const calls: Call<string>[] = [];
    const keep = (_params: unknown, call: Call<string>) => {
      calls.push(call);
      return new Promise<never>(() => {});
    };
    const { raw, peer } = serve([rawMethod("keep", keep), rawMethod("quick", () => 0)]);
    raw.send(request("keep", undefined, 1));
    raw.send(request("keep", undefined, 2));
    raw.send(request("quick", undefined, 3));
    await raw.next();
    const early = calls[0]!.signal;
    expect(early.aborted).toBe(false);
    raw.transport.cut();
    await peer.closed;
    expect(early.aborted).toBe(true);
    expect(calls[1]!.signal.aborted).toBe(true);
  });

  it("does not abort once the handler has ended", async () => {
    const signals: AbortSignal[] = [];
    const { raw, peer } = serve([rawMethod("keep", (_params, call) => void signals.push(call.signal))]);
    raw.send(request("keep"));
    await raw.next();
    raw.transport.cut();
    await peer.closed;
    expect(signals[0]?.aborted).toBe(false);
  });
});

describe("a notification", () => {
  it("is executed and never answered, whatever becomes of it", async () => {
    const done: unknown[] = [];
    const outcomes: CallOutcome[] = [];
    const { raw, faults } = serve(
      [
        division,
        rawMethod("note", (params) => done.push(params)),
        rawMethod("fail", () => Promise.reject(new Error("no"))),
        rawMethod("last", () => "last"),
      ],
      { observe: (outcome) => outcomes.push(outcome) },
    );
    raw.send({ jsonrpc: "2.0", method: "note", params: [1] });
    raw.send({ jsonrpc: "2.0", method: "divide", params: { dividend: "?" } });
    raw.send({ jsonrpc: "2.0", method: "unknown" });
    raw.send({ jsonrpc: "2.0", method: "fail" });
    raw.send(request("last"));
    expect(await raw.next()).toMatchObject({ result: "last" });
    expect(raw.unread).toEqual([]);
    expect(done).toEqual([[1]]);
    expect(faults).toMatchObject([{ method: "fail" }]);
    expect(outcomes.map(({ method, error }) => [method, error?.code])).toEqual([
      ["note", undefined],
      ["arithmetic.divide", -32602],
      ["", -32601],
      ["last", undefined],
      ["fail", -32603],
    ]);
  });

  it("goes to onNotification where no method has its name; an exception there is a fault", async () => {
    const told: unknown[] = [];
    const onNotification = (method: string, params: unknown) => {
      told.push([method, params]);
      throw new Error("listener");
    };
    const { raw, faults } = serve([rawMethod("quick", () => 0)], { onNotification });
    raw.send({ jsonrpc: "2.0", method: "CounterNotification", params: { value: 1 } });
    raw.send({ jsonrpc: "2.0", method: "quick" });
    raw.send(request("quick"));
    await raw.next();
    expect(told).toEqual([["CounterNotification", { value: 1 }]]);
    expect(faults).toMatchObject([{ method: "CounterNotification", error: { message: "listener" } }]);
  });
});

describe("afterAnswer", () => {
  const events = (peer: () => Peer<string>) =>
    rawMethod<string>("start", async (_params, call) => {
      call.afterAnswer(() => peer().notify("first"));
      await Promise.resolve();
      call.afterAnswer(() => peer().notify("second"));
      return "started";
    });

  it("runs its callbacks after the answer, in order", async () => {
    const served: { peer: Peer<string>; raw: ReturnType<typeof serve>["raw"] } = serve([
      events(() => served.peer),
    ]);
    served.raw.send(request("start"));
    expect(await served.raw.next()).toMatchObject({ result: "started" });
    expect(await served.raw.next()).toMatchObject({ method: "first" });
    expect(await served.raw.next()).toMatchObject({ method: "second" });
  });

  it("runs after an error too, and at once when the answer has gone", async () => {
    const ran: string[] = [];
    let late: Call<string> | undefined;
    const fail = (_params: unknown, call: Call<string>) => {
      late = call;
      call.afterAnswer(() => {
        throw new Error("callback");
      });
      call.afterAnswer(() => ran.push("after"));
      throw new RpcError(-1, "no");
    };
    const { raw, faults } = serve([rawMethod("fail", fail)]);
    raw.send(request("fail"));
    expect(await raw.next()).toMatchObject({ error: { code: -1 } });
    late?.afterAnswer(() => ran.push("late"));
    expect(ran).toEqual(["after", "late"]);
    expect(faults).toMatchObject([{ method: "fail", error: { message: "callback" } }]);
  });

  it("runs for a notification once it has been executed", async () => {
    const served: { peer: Peer<string>; raw: ReturnType<typeof serve>["raw"] } = serve([
      events(() => served.peer),
    ]);
    served.raw.send({ jsonrpc: "2.0", method: "start" });
    expect(await served.raw.next()).toMatchObject({ method: "first" });
    expect(await served.raw.next()).toMatchObject({ method: "second" });
  });
});

describe("a pair of peers", () => {
  it("serves and calls on both ends, within one another's calls", async () => {
    const [left, right] = createMemoryTransportPair();
    const asker: Peer<string> = new Peer<string>({
      transport: left,
      context: "left",
      table: createDispatchTable([rawMethod<string>("whoAreYou", (_params, call) => call.context)]),
    });
    const greeter: Peer<string> = new Peer<string>({
      transport: right,
      context: "right",
      table: createDispatchTable([
        rawMethod<string>("greet", async () => `hello ${await greeter.request("whoAreYou")}`),
      ]),
    });
    expect(await asker.request("greet")).toBe("hello left");
    asker.close(4000, "enough");
    expect(await asker.closed).toEqual({ code: 4000, reason: "enough" });
    expect(await greeter.closed).toEqual({ code: 4000, reason: "enough" });
  });
});
