import type { ClientTool } from "@aiwhisperer/protocol";

/** Context of one run of a client's tool. */
export interface ToolRunContext {
  readonly sessionId: string;
  readonly toolCallId: string;
  /**
   * Aborts when the result is no longer wanted: it came from elsewhere, the call was leased to another
   * client, the turn ended, or the session is no longer followed.
   */
  readonly signal: AbortSignal;
}

/** A tool that this program runs: the contract's `ClientTool` with its function. */
export interface OfferedTool extends ClientTool {
  /**
   * Runs the tool. The arguments are valid for `inputSchema`. The result is JSON or undefined; most models
   * read text best. If it throws or rejects, the call fails with the error's message, so that the model can
   * act on it. A result after the abort of the signal is dropped.
   */
  run(args: unknown, call: ToolRunContext): unknown;
}

/** Returns a tool's declaration for the server. */
export function toDeclaration({ run: _, ...declaration }: OfferedTool): ClientTool {
  return declaration;
}
