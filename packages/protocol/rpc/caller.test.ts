import { describe, expect, expectTypeOf, it } from "vitest";
import { caller } from "./caller.ts";
import { createDispatchTable } from "./dispatch-table.ts";
import { isRpcError, rpcError } from "./error.ts";
import { arithmetic } from "./fixtures/arithmetic.ts";
import { createRawEnd } from "./fixtures/raw-end.ts";
import { implement } from "./implement.ts";
import { createMemoryTransportPair } from "./memory-transport.ts";
import { Peer } from "./peer.ts";

function connect() {
  const [near, far] = createMemoryTransportPair();
  const resets: (number | undefined)[] = [];
  const implementation = implement<typeof arithmetic, undefined>(arithmetic, {
    divide: ({ dividend, divisor }) => {
      if (divisor === 0) throw rpcError(arithmetic.errors.DivisionByZero, { dividend });
      return { quotient: dividend / divisor };
    },
    reset: ({ to }) => {
      resets.push(to);
      return {};
    },
  });
  new Peer({ transport: far, context: undefined, table: createDispatchTable([implementation]) });
  return { rpc: caller(arithmetic, new Peer({ transport: near, context: undefined })), resets };
}

const failureOf = (answer: Promise<unknown>) =>
  answer.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a caller", () => {
  it("has a typed function for every method of the contract", async () => {
    const { rpc } = connect();
    expect(Object.keys(rpc)).toEqual(["divide", "reset"]);
    const answer = await rpc.divide({ dividend: 6, divisor: 3 });
    expect(answer).toEqual({ quotient: 2 });
    expectTypeOf(answer).toEqualTypeOf<{ readonly quotient: number }>();
  });

  it("takes params as optional where none is needed", async () => {
    const { rpc, resets } = connect();
    await rpc.reset();
    await rpc.reset({ to: 4 });
    expect(resets).toEqual([undefined, 4]);
    // @ts-expect-error divide has required params
    expect(await failureOf(rpc.divide())).toMatchObject({ code: -32602 });
  });

  it("rejects with errors whose data is typed after a look", async () => {
    const { rpc } = connect();
    const error = await failureOf(rpc.divide({ dividend: 1, divisor: 0 }));
    if (!isRpcError(error, arithmetic.errors.DivisionByZero)) throw error;
    expectTypeOf(error.data).toEqualTypeOf<{ readonly dividend: number }>();
    expect(error.data.dividend).toBe(1);
  });

  it("sends full names, and nothing where params break their declaration", async () => {
    const { raw, transport } = createRawEnd();
    const rpc = caller(arithmetic, new Peer({ transport, context: undefined }));
    const faulty = { dividend: "1" } as unknown as { dividend: number; divisor: number };
    expect(await failureOf(rpc.divide(faulty))).toMatchObject({
      code: -32602,
      data: { errors: [{ path: "/dividend" }, { path: "/divisor" }] },
    });
    const answer = rpc.divide({ dividend: 1, divisor: 1 });
    expect(await raw.next()).toMatchObject({ id: 1, method: "arithmetic.divide" });
    raw.send({ jsonrpc: "2.0", id: 1, result: { quotient: 1 } });
    await answer;
  });

  it("rejects where the result breaks its declaration, with the fault", async () => {
    const { raw, transport } = createRawEnd();
    const rpc = caller(arithmetic, new Peer({ transport, context: undefined }));
    const answer = failureOf(rpc.divide({ dividend: 1, divisor: 1 }));
    raw.send({ jsonrpc: "2.0", id: 1, result: { quotient: "1" } });
    expect(await answer).toMatchObject({
      reason: "invalid-answer",
      message: "arithmetic.divide: the result breaks its declaration: /quotient: expected a number",
    });
  });
});
