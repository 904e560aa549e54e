import { interactive, RpcError, rpcError } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { repetitionOf, saysDone, withIdempotencyKey } from "./repetition.ts";

const { deleteSession, getHistory, sendUserMessage } = interactive.methods;

describe("sending a request again", () => {
  it("is harmless for a read, and needs a key for a message", () => {
    expect(repetitionOf(getHistory.fullName).kind).toBe("harmless");
    expect(repetitionOf(sendUserMessage.fullName).kind).toBe("keyed");
  });

  it("is never done for a method of which nothing is known", () => {
    expect(repetitionOf("acme.paint").kind).toBe("never");
    expect(repetitionOf("sendUserMessage").kind).toBe("never");
  });

  it("has been carried out before where a deleted session is not found", () => {
    const notFound = rpcError(interactive.errors.SessionNotFound, { sessionId: "s" });
    expect(saysDone(repetitionOf(deleteSession.fullName), notFound)).toBe(true);
    expect(saysDone(repetitionOf(deleteSession.fullName), new RpcError(-32603, "Internal error"))).toBe(
      false,
    );
    expect(saysDone(repetitionOf(getHistory.fullName), notFound)).toBe(false);
  });
});

describe("the key of a request", () => {
  it("is created if the caller has none", () => {
    expect(withIdempotencyKey({ sessionId: "s" }, () => "made")).toEqual({
      sessionId: "s",
      idempotencyKey: "made",
    });
  });

  it("is the caller's own where there is one", () => {
    const params = { sessionId: "s", idempotencyKey: "own" };
    expect(withIdempotencyKey(params, () => "made")).toBe(params);
  });
});
