import { interactive, isRpcError, RequestFailure } from "@aiwhisperer/protocol";
import { retryAfterMsOf } from "../connection/retry-after.ts";
import type { ToolCall } from "../conversation/tool-call.ts";
import { ConnectionLostError } from "../kit/client-error.ts";
import type { Clock } from "../kit/clock.ts";
import type { OfferedTool } from "./client-tool.ts";
import type { SessionHost } from "./session-feed.ts";

/** What a client's tool gave. */
interface Outcome {
  readonly result: unknown;
  readonly isError: boolean;
}

/** What a run needs of its client. */
export type ToolRunHost = Pick<
  SessionHost,
  "rpc" | "clock" | "retryDelayMs" | "createIdempotencyKey" | "onFault"
>;

/** The close code of a server that a frame is too large for (RFC 6455 section 7.4.1): the same result would break every link. */
const frameTooLarge = 1009;

/** One run of a client's tool, from its start until the server has its result or does not want it any more. */
export class ToolRun {
  readonly turnId: string;
  readonly #call: ToolCall;
  readonly #sessionId: string;
  readonly #host: ToolRunHost;
  /** Of the tool while it runs, then of the giving of its result. */
  #controller = new AbortController();
  #isEnded = false;

  constructor(call: ToolCall, sessionId: string, host: ToolRunHost) {
    this.turnId = call.turnId;
    this.#call = call;
    this.#sessionId = sessionId;
    this.#host = host;
  }

  /** Runs the tool and gives the result. Never rejects. Called once. */
  async start(tool: OfferedTool): Promise<void> {
    const outcome = await this.#run(tool);
    this.#controller = new AbortController();
    if (this.#isEnded) return;
    try {
      await this.#giveOrExplain(outcome);
    } catch (error) {
      if (!this.#isEnded && !isUnwanted(error)) this.#host.onFault(error);
    }
  }

  /** The result is not wanted any more. */
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
      return { result: describe(error), isError: true };
    }
  }

  /** A result that the server cannot take, because it is too long or no JSON, fails the call: otherwise the model would wait for nothing. */
  async #giveOrExplain(outcome: Outcome): Promise<void> {
    try {
      await this.#give(outcome);
    } catch (error) {
      if (this.#isEnded || isUnwanted(error)) return;
      const result = `The result of the tool could not be given. ${describe(error)}`;
      await this.#give({ result, isError: true });
    }
  }

  /** Gives the result, under one key, until it is answered. */
  async #give(outcome: Outcome): Promise<void> {
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
      await pause(this.#host.clock, this.#host.retryDelayMs(failures), signal);
    }
  }
}

/** Whether the result is of no use, and nobody has to know: somebody else has given one, the time was over, or the session has ended. */
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

function describe(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Resolves after the time. Rejects with the signal's reason. */
async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = clock.schedule(delayMs, resolve);
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  return promise.finally(() => {
    cancel();
    signal.removeEventListener("abort", abort);
  });
}
