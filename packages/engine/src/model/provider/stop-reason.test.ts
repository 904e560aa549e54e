import { describe, expect, it } from "vitest";
import { toStopReason } from "./stop-reason.ts";

describe("the reason of an end", () => {
  it.each([
    [
      "stop",
      ["stop", "STOP", "end_turn", "stop_sequence", "eos", "eos_token", "COMPLETE", "FINISH_REASON_STOP"],
    ],
    [
      "length",
      [
        "length",
        "MAX_TOKENS",
        "max_output_tokens",
        "model_context_window_exceeded",
        "model_length",
        "maxTokens",
      ],
    ],
    [
      "content_filter",
      [
        "content_filter",
        "SAFETY",
        "RECITATION",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "sensitive",
        "guardrail_intervened",
      ],
    ],
    ["refusal", ["refusal"]],
    ["tool_calls", ["tool_calls", "function_call", "tool_use", "TOOL_CALL"]],
    [
      "error",
      ["error", "ERROR", "network_error", "insufficient_system_resource", "abort", "MALFORMED_FUNCTION_CALL"],
    ],
    ["other", ["pause_turn", "OTHER", "compaction", "something new", ""]],
  ] as const)("is %s for each of its names", (reason, names) => {
    for (const name of names) expect([name, toStopReason(name, "other")]).toEqual([name, reason]);
  });

  it("is the package's word for a name that is not known, or for none", () => {
    expect(toStopReason("brand_new", "length")).toBe("length");
    expect(toStopReason(undefined, "stop")).toBe("stop");
    expect(toStopReason(undefined, "error")).toBe("error");
    expect(toStopReason(undefined, "interrupted")).toBe("other");
  });

  it("is a refusal where the package found one in an answer that stopped, and a call where it found one", () => {
    expect(toStopReason("stop", "content-filter")).toBe("refusal");
    expect(toStopReason("stop", "tool-calls")).toBe("tool_calls");
  });
});
