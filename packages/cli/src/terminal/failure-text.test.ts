import { ConnectionLostError, RpcError, TurnFailedError } from "@aiwhisperer/client";
import { errorCode, interactive, invalidParams, rpcError } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { explainFailure } from "./failure-text.ts";

describe("explainFailure", () => {
  it("says what to set for a model that cannot be used", () => {
    const error = rpcError(interactive.errors.ModelUnavailable, {
      model: "openai:x",
      reason: "Set OPENAI_API_KEY.",
    });
    expect(explainFailure(error)).toBe("The model openai:x cannot be used. Set OPENAI_API_KEY.");
  });

  it("adds what to do about a failed turn where the message does not say it", () => {
    const limited = new TurnFailedError("t", {
      code: "rate_limited",
      message: "OpenAI limits how much may be asked.",
    });
    const refused = new TurnFailedError("t", { code: "unauthenticated", message: "Check OPENAI_API_KEY." });
    expect(explainFailure(limited)).toBe(
      "OpenAI limits how much may be asked. Wait a little, then send it again.",
    );
    expect(explainFailure(refused)).toBe("Check OPENAI_API_KEY.");
  });

  it("names the entry of the server's log for a fault of the server's own", () => {
    const error = new RpcError(errorCode.internalError, "Internal error", { data: { correlationId: "c-1" } });
    expect(explainFailure(error)).toBe(
      "The server failed at this by a fault of its own; its log has the reason under c-1.",
    );
  });

  it("distinguishes what was not sent from what may have been done", () => {
    expect(explainFailure(new ConnectionLostError("m", { outcome: "not-sent" }))).toContain(
      "nothing was sent",
    );
    expect(explainFailure(new ConnectionLostError("m", { outcome: "unknown" }))).toContain(
      "it is unknown whether",
    );
  });

  it("reports every fault of the params with its place, from client and server", () => {
    const faults = [
      { path: "/plan/tasks/0/dependsOn/0", message: "names no task of the plan: a\u001b[2J" },
      { path: "/plan/name", message: "required" },
    ];
    expect(explainFailure(invalidParams(faults))).toBe(
      "This is wrong:\n  /plan/tasks/0/dependsOn/0: names no task of the plan: a⟨U+001B⟩[2J\n  /plan/name: required",
    );
    expect(explainFailure(new RpcError(errorCode.invalidParams, "Invalid params"))).toBe(
      "The server refused: Invalid params.",
    );
  });

  it("says which limit was exceeded, and when to try again", () => {
    const data = { limit: "maxSessionsPerUser", value: 20 };
    expect(explainFailure(rpcError(interactive.errors.LimitExceeded, data))).toBe(
      "The server's limit maxSessionsPerUser (20) was exceeded.",
    );
    const limited = { limit: "maxRequestsPerSecond", value: 5, retryAfterMs: 1_200 };
    expect(explainFailure(rpcError(interactive.errors.RateLimited, limited))).toBe(
      "Too many requests. Try again in 2 s.",
    );
  });

  it("says which plan there is not, and that a tool call was decided before", () => {
    expect(explainFailure(rpcError(interactive.errors.PlanNotFound, { planId: "p-1" }))).toBe(
      "There is no plan p-1.",
    );
    const late = { toolCallId: "c-1", resolution: "expired" };
    expect(explainFailure(rpcError(interactive.errors.ToolCallAlreadyResolved, late))).toBe(
      "This has been decided already.",
    );
  });

  it("rethrows a mistake of this program", () => {
    expect(explainFailure(new TypeError("x is not a function"))).toBeUndefined();
  });
});
