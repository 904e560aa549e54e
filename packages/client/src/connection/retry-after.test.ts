import { interactive, RpcError, rpcError } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { retryAfterMsOf } from "./retry-after.ts";

const { Busy, Draining, Overloaded } = interactive.errors;

describe("the time after which a server wants to be asked again", () => {
  it("is what an overloaded or an ending server says", () => {
    expect(retryAfterMsOf(rpcError(Overloaded, { retryAfterMs: 700 }))).toBe(700);
    expect(retryAfterMsOf(rpcError(Draining, { reconnectAfterMs: 3_000 }))).toBe(3_000);
  });

  it("is absent from a refusal that the caller asked for", () => {
    expect(retryAfterMsOf(rpcError(Busy, { turnId: "t" }))).toBeUndefined();
  });

  it("is not read from an error that breaks its declaration", () => {
    expect(
      retryAfterMsOf(new RpcError(Overloaded.code, "", { data: { retryAfterMs: "soon" } })),
    ).toBeUndefined();
    expect(retryAfterMsOf(new Error("no"))).toBeUndefined();
  });
});
