import { describe, expect, it } from "vitest";
import { type ConnectionCall, keyed } from "./command.ts";

// Only the caller's id and the method are read.
const call = { context: { userId: "ann" }, method: "interactive.sendUserMessage" } as ConnectionCall;

describe("a request with an idempotency key", () => {
  it("is the same request on another trace", () => {
    const params = { idempotencyKey: "key", sessionId: "session", message: "hello" };
    const first = keyed({ ...params, _meta: { traceparent: "one" } }, call);
    expect(first).toEqual({
      ownerId: "ann",
      key: "key",
      method: "interactive.sendUserMessage",
      params: { sessionId: "session", message: "hello" },
    });
    expect(keyed({ ...params, _meta: { traceparent: "two" } }, call)).toEqual(first);
    expect(keyed(params, call)).toEqual(first);
  });

  it("is none without the key", () => {
    expect(keyed({ _meta: {} }, call)).toBeUndefined();
  });
});
