import type { SessionHandle, ToolCall } from "@aiwhisperer/client";
import { describeCall } from "./call-text.ts";

/** The note for a tool call that waits for a decision that cannot be made here. */
export function waitingNote({ sessionId }: SessionHandle, call: ToolCall): string {
  return (
    `${describeCall(call)} waits for a decision, and no one can be asked here. Decide on the server's page, or with ` +
    `\`aiwhisperer chat --session ${sessionId}\` at a terminal; --approve decides beforehand.`
  );
}
