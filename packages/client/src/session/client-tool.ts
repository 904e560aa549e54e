import type { ClientTool } from "@aiwhisperer/protocol";

/** What a client's tool knows of the call that it is run for. */
export interface ToolRunContext {
  readonly sessionId: string;
  readonly toolCallId: string;
  /** Aborts when the result is not wanted any more: it came from elsewhere, the call was given to another client, the turn ended, or the session is not followed. */
  readonly signal: AbortSignal;
}

/** A tool that this program runs: the contract's `ClientTool`, and the function that does it. */
export interface OfferedTool extends ClientTool {
  /**
   * Does it. The arguments fit `inputSchema`. What it gives is JSON, or nothing; a text is what most models read best. Where it throws or rejects, the
   * call fails with the error's message, so that the model can act on it. What it gives after the signal has aborted is dropped.
   */
  run(args: unknown, call: ToolRunContext): unknown;
}

/** What the server is told of a tool. */
export function toDeclaration({ run: _, ...declaration }: OfferedTool): ClientTool {
  return declaration;
}
