import { ToolFailure, untilAborted } from "@aiwhisperer/protocol";
import type { Timer } from "../kit/clock.ts";
import type { ToolCall } from "../state/tool-call.ts";
import { remainingTime } from "./turn-clock.ts";
import type { TurnContext } from "./turn-context.ts";

/**
 * Least time that clients have after a restart of the server, since they could not answer while it was away.
 */
const MIN_AFTER_RESTART_MS = 30_000;

/**
 * Puts a call of a client's tool out to one client that offers it, and waits until some client has given the
 * result or the time is over. When the client leaves, the call passes to another that offers the tool, or
 * waits for one.
 */
export async function runClientTool(turn: TurnContext, call: ToolCall): Promise<void> {
  const { toolCallId, turnId } = call;
  const now = turn.clock.now();
  const remainingMs = timeFor(turn, call);
  const lease = new ToolLease(turn, call, now + remainingMs);
  const over = Promise.withResolvers<void>();
  const deadline = turn.clock.setTimer(remainingMs, () => over.resolve());
  try {
    await untilAborted(turn.signal, Promise.race([turn.tools.watch.next(toolCallId), over.promise]));
  } finally {
    deadline.cancel();
    lease.end();
  }
  // A result that is on its way into the log counts, although the time is over.
  if (turn.signal.aborted || call.result !== undefined) return;
  const result = "No client gave the result in time.";
  const params = { toolCallId, turnId, result, isError: true, failure: ToolFailure.TimedOut };
  await turn.store.append([{ method: "ToolResultNotification", params }]);
}

function timeFor(turn: TurnContext, { lease, deadline, toolName }: ToolCall): number {
  const tool = turn.tools.clientTools().find(({ name }) => name === toolName);
  const timeoutMs = tool?.timeoutMs ?? turn.limits.clientToolTimeoutMs;
  if (lease !== undefined) {
    return Math.max(remainingTime(turn.clock, lease.deadline, timeoutMs), MIN_AFTER_RESTART_MS);
  }
  return deadline === undefined ? timeoutMs : remainingTime(turn.clock, deadline, timeoutMs);
}

/**
 * Keeps a call leased to a client that is there. One that has gone keeps it for a grace time: most come back.
 */
class ToolLease {
  readonly #turn: TurnContext;
  readonly #call: ToolCall;
  readonly #deadline: number;
  readonly #unsubscribe: () => void;
  #grace: Timer | undefined;

  constructor(turn: TurnContext, call: ToolCall, deadline: number) {
    this.#turn = turn;
    this.#call = call;
    this.#deadline = deadline;
    this.#unsubscribe = turn.tools.onOffersChanged(() => this.#update());
    this.#update();
  }

  end(): void {
    this.#unsubscribe();
    this.#grace?.cancel();
  }

  #update(): void {
    const holder = this.#call.lease?.clientId;
    if (holder === undefined) {
      this.#assign();
    } else if (this.#candidates().includes(holder)) {
      this.#grace?.cancel();
      this.#grace = undefined;
    } else {
      const { clock, limits } = this.#turn;
      this.#grace ??= clock.setTimer(limits.toolLeaseGraceMs, () => {
        this.#grace = undefined;
        this.#assign();
      });
    }
  }

  /** Ids of the clients that offer the tool, the one that has offered for longest first. */
  #candidates(): readonly string[] {
    const { toolName } = this.#call;
    return this.#turn.tools
      .offers()
      .flatMap(({ clientId, tools }) => (tools.some(({ name }) => name === toolName) ? [clientId] : []));
  }

  #assign(): void {
    const { toolCallId, turnId, lease } = this.#call;
    const [clientId] = this.#candidates();
    if (lease !== undefined && lease.clientId === clientId) return;
    const holder = clientId === undefined ? {} : { clientId };
    this.#turn.appendUnawaited({
      method: "ToolCallLeaseNotification",
      params: { toolCallId, turnId, deadline: this.#deadline, ...holder },
    });
  }
}
