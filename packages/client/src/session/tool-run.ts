import { errorMessage, interactive, isRpcError, RequestFailure } from "@aiwhisperer/protocol";
import { retryAfterMsOf } from "../connection/retry-after.ts";
import type { ToolCall } from "../conversation/tool-call.ts";
import { ConnectionLostError } from "../kit/client-error.ts";
import { delay } from "../kit/waiting.ts";
import type { OfferedTool } from "./client-tool.ts";
import type { SessionHost } from "./session-feed.ts";

/** Outcome of a client's tool. */
interface Outcome {
  readonly result: unknown;
  readonly isError: boolean;
}

/** The parts of a client that a run uses. */
export type ToolRunHost = Pick<
  SessionHost,
  "rpc" | "clock" | "retryDelayMs" | "createIdempotencyKey" | "onFault"
>;

/** Close code for an oversized frame (RFC 6455 section 7.4.1): the same result would break every link. */
const frameTooLarge = 1009;

/** One run of a client's tool, from its start until the server has its result or no longer wants it. */
export class ToolRun {
  readonly turnId: string;
  readonly #call: ToolCall;
  readonly #sessionId: string;
  readonly #host: ToolRunHost;
  /** Aborts the tool, then the delivery of its result. */
  #controller = new AbortController();
  #isEnded = false;

  constructor(call: ToolCall, sessionId: string, host: ToolRunHost) {
    this.turnId = call.turnId;
    this.#call = call;
    this.#sessionId = sessionId;
    this.#host = host;
  }

  /** Runs the tool and provides the result. Called once. Never rejects. */
  async start(tool: OfferedTool): Promise<void> {
    const outcome = await this.#run(tool);
    this.#controller = new AbortController();
    if (this.#isEnded) return;
    try {
      await this.#provideOrExplain(outcome);
    } catch (error) {
      if (!this.#isEnded && !isUnwanted(error)) this.#host.onFault(error);
    }
  }

  /** Aborts the run: the result is no longer wanted. */
  end(): void {
    this.#isEnded = true;
    this.#controller.abort();
  }

  async #run(tool: OfferedTool): Promise<Outcome> {
    const { toolCallId, arguments: args } = this.#call;
    try {
      const call = { sessionId: this.#sessionId, toolCallId, signal: this.#controller.signal };
      return { result: (await tool.run(args, call)) ?? null, isError: false };
    } catch (error) {
      return { result: describeError(error), isError: true };
    }
  }

  /**
   * A result that the server refuses, because it is too long or not JSON, fails the call; otherwise the model
   * would wait in vain.
   */
  async #provideOrExplain(outcome: Outcome): Promise<void> {
    try {
      await this.#provide(outcome);
    } catch (error) {
      if (this.#isEnded || isUnwanted(error)) return;
      const result = `The result of the tool could not be delivered. ${describeError(error)}`;
      await this.#provide({ result, isError: true });
    }
  }

  /** Provides the result under one key until the server answers. */
  async #provide(outcome: Outcome): Promise<void> {
    const { signal } = this.#controller;
    const params = {
      ...outcome,
      sessionId: this.#sessionId,
      toolCallId: this.#call.toolCallId,
      idempotencyKey: this.#host.createIdempotencyKey(),
    };
    for (let failures = 1; ; failures += 1) {
      try {
        await this.#host.rpc.provideToolResult(params, { signal });
        return;
      } catch (error) {
        if (signal.aborted || !mayPass(error)) throw error;
      }
      await delay(this.#host.clock, this.#host.retryDelayMs(failures), signal);
    }
  }
}

/**
 * Whether the result is obsolete, which is no fault: another client has provided one, the call has expired,
 * or the session has ended.
 */
function isUnwanted(error: unknown): boolean {
  const { ToolCallAlreadyResolved, ToolCallNotFound, SessionNotFound, SessionStopped } = interactive.errors;
  return (
    isRpcError(error, ToolCallAlreadyResolved) ||
    isRpcError(error, ToolCallNotFound) ||
    isRpcError(error, SessionNotFound) ||
    isRpcError(error, SessionStopped)
  );
}

function mayPass(error: unknown): boolean {
  if (error instanceof ConnectionLostError) return error.close?.code !== frameTooLarge;
  if (error instanceof RequestFailure) return error.reason !== "invalid-answer";
  return retryAfterMsOf(error) !== undefined;
}

function describeError(error: unknown): string {
  return errorMessage(error) || (error instanceof Error ? error.name : "");
}
