import type { ToolCall } from "@aiwhisperer/client";
import { ToolEffect, ToolExecutor, ToolFailure } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { labelPhase } from "./phase-label.ts";

const call: ToolCall = {
  role: "tool",
  key: "c",
  toolCallId: "c",
  turnId: "t",
  step: 1,
  toolName: "read_file",
  arguments: {},
  executor: ToolExecutor.Server,
  effect: ToolEffect.Read,
  sequence: 1,
  isStarted: false,
};

describe("labelPhase", () => {
  it.each<[string, Partial<ToolCall>]>([
    ["Waiting", {}],
    ["Running", { isStarted: true }],
    ["Needs a decision", { approval: { expiresAt: 1 } }],
    ["Done", { result: { result: "x", isError: false } }],
    ["Failed", { result: { result: "x", isError: true } }],
    ["Timed out", { result: { result: "x", isError: true, failure: ToolFailure.TimedOut } }],
    ["Denied", { result: { result: "x", isError: true, failure: ToolFailure.Denied } }],
    ["Waiting for a client", { executor: ToolExecutor.Client, lease: {} }],
    ["Running", { executor: ToolExecutor.Client, lease: { clientId: "page" } }],
  ])("says %s", (text, fields) => {
    expect(labelPhase({ ...call, ...fields }).text).toBe(text);
  });
});
