import { type ToolCall, toolCallPhase } from "@aiwhisperer/client";
import { describeDecision } from "./describe-decision.ts";
import { firstLine, toValueText } from "./value-text.ts";

/**
 * A sentence below the head of a card that is visible without unfolding it; undefined where there is
 * none.
 */
export function remarkOn(call: ToolCall): string | undefined {
  switch (toolCallPhase(call)) {
    case "failed":
      return firstLine(toValueText(call.result?.result)) || undefined;
    case "denied":
      return (
        (call.approval && describeDecision(call.approval)) ?? firstLine(toValueText(call.result?.result))
      );
    default:
      return undefined;
  }
}
