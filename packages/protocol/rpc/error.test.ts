import { describe, expect, it } from "vitest";
import { isRpcError, RpcError, rpcError, toErrorObject, toRpcError } from "./error.ts";
import { arithmetic } from "./fixtures/arithmetic.ts";

const { DivisionByZero, Worn } = arithmetic.errors;

describe("rpcError", () => {
  it("takes code and message from the declaration", () => {
    const error = rpcError(DivisionByZero, { dividend: 2 });
    expect(error).toMatchObject({ code: -32050, message: "The divisor is zero.", data: { dividend: 2 } });
    expect(rpcError(Worn, undefined, "Enough.").message).toBe("Enough.");
  });
});

describe("isRpcError", () => {
  it("holds for the declared code with the declared data", () => {
    expect(isRpcError(rpcError(DivisionByZero, { dividend: 2 }), DivisionByZero)).toBe(true);
    expect(isRpcError(rpcError(Worn, undefined), Worn)).toBe(true);
    expect(isRpcError(rpcError(Worn, undefined), DivisionByZero)).toBe(false);
    expect(isRpcError(new RpcError(-32050, "other data"), DivisionByZero)).toBe(false);
    expect(isRpcError({ code: -32051 }, Worn)).toBe(false);
  });
});

describe("toRpcError", () => {
  it("leaves an error that was meant for the other side as it is", () => {
    const error = rpcError(Worn, undefined);
    expect(toRpcError(error, () => "unused")).toBe(error);
  });

  it("keeps anything else as the cause, off the wire", () => {
    const thrown = new Error("secret");
    const error = toRpcError(thrown, () => "c-7");
    expect(error.cause).toBe(thrown);
    expect(toErrorObject(error)).toEqual({
      code: -32603,
      message: "Internal error",
      data: { correlationId: "c-7" },
    });
  });
});
