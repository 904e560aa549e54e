import { interactive, isRpcError, isTerminal, RequestFailure } from "@aiwhisperer/protocol";
import { findToolCall } from "../conversation/reduce-tool-call.ts";
import type { SessionState } from "../conversation/session-state.ts";
import type { ToolCall } from "../conversation/tool-call.ts";
import { findTurn } from "../conversation/turn-list.ts";
import { type OfferedTool, toDeclaration } from "./client-tool.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";
import { ToolRun } from "./tool-run.ts";

/**
 * Offers this client's tools to a session and runs the calls leased to it. Each lease runs a call once; a
 * lease that is repeated in a replay or on a new link starts no second run.
 */
export class ClientToolRunner {
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  readonly #offers = new Set<readonly OfferedTool[]>();
  /** By tool call, until the call has its result or is leased to another client. */
  readonly #runs = new Map<string, ToolRun>();
  /** Number of the attachment; distinguishes its offers from earlier ones. */
  #attachment = 1;

  constructor(feed: SessionFeed, host: SessionHost) {
    this.#feed = feed;
    this.#host = host;
    feed.onChange.add((before, after) => this.#follow(before, after));
    feed.listeners.on("ToolCallLeaseNotification", ({ toolCallId }) => this.#update(toolCallId));
    feed.listeners.on("ToolResultNotification", ({ toolCallId }) => this.#update(toolCallId));
    feed.listeners.on("TurnStatusNotification", ({ turnId, status }) => {
      if (isTerminal(status)) this.#endRuns((run) => run.turnId === turnId);
    });
  }

  /** Offers tools until the returned function is called. */
  offer(tools: readonly OfferedTool[]): () => void {
    const offer = [...tools];
    this.#offers.add(offer);
    this.#declare();
    if (this.#feed.state.caughtUp) this.#runLeased();
    return () => {
      if (this.#offers.delete(offer)) this.#declare();
    };
  }

  #follow(before: SessionState, after: SessionState): void {
    const isAnswered = Number.isFinite(after.replayUntil) && !Number.isFinite(before.replayUntil);
    if (isAnswered && this.#offers.size > 0) this.#declare();
    if (after.caughtUp && !before.caughtUp) this.#runLeased();
    if (after.isAttached || !before.isAttached) return;
    // An offer ends with its attachment, which the server may have ended before it received the offer.
    this.#attachment += 1;
    this.#endRuns(() => true);
  }

  /** Replaces the offer on the server. Without an attachment nothing is sent; the next one sends it. */
  #declare(): void {
    const { sessionId, state } = this.#feed;
    const link = this.#host.link();
    if (link === undefined || !state.isAttached || !Number.isFinite(state.replayUntil)) return;
    const { clientId } = this.#host;
    const tools = [...this.#tools().values()].map(toDeclaration);
    const attachment = this.#attachment;
    link.rpc.offerTools({ sessionId, clientId, tools }).catch((error: unknown) => {
      if (attachment === this.#attachment && !isSuperseded(error)) this.#host.onFault(error);
    });
  }

  /** By name; the newer of two tools wins. */
  #tools(): ReadonlyMap<string, OfferedTool> {
    return new Map([...this.#offers].flat().map((tool) => [tool.name, tool]));
  }

  /** Runs the calls that the server has leased to this client: their leases are not repeated. */
  #runLeased(): void {
    if (this.#offers.size === 0) return;
    for (const call of this.#feed.state.toolCalls) this.#check(call);
  }

  #update(toolCallId: string): void {
    const call = findToolCall(this.#feed.state, toolCallId);
    if (call !== undefined) this.#check(call);
  }

  #check(call: ToolCall): void {
    const { state } = this.#feed;
    const isOpen = call.result === undefined;
    const holder = call.lease?.clientId;
    const run = this.#runs.get(call.toolCallId);
    // A call without a lease keeps its run: the first result counts, from any client.
    const isLost = holder !== undefined && holder !== this.#host.clientId;
    if (run !== undefined && (!isOpen || isLost)) this.#endRuns((other) => other === run);
    const isOurs = isOpen && holder === this.#host.clientId && !hasEnded(state, call);
    // In a replay the result may follow.
    if (run === undefined && isOurs && state.caughtUp) this.#run(call);
  }

  #run(call: ToolCall): void {
    const tool = this.#tools().get(call.toolName);
    if (tool === undefined) return;
    const run = new ToolRun(call, this.#feed.sessionId, this.#host);
    this.#runs.set(call.toolCallId, run);
    void run.start(tool);
  }

  #endRuns(isMeant: (run: ToolRun) => boolean): void {
    for (const [toolCallId, run] of this.#runs) {
      if (!isMeant(run)) continue;
      this.#runs.delete(toolCallId);
      run.end();
    }
  }
}

function hasEnded(state: SessionState, { turnId }: ToolCall): boolean {
  const turn = findTurn(state, turnId);
  return turn !== undefined && isTerminal(turn.status);
}

/** Whether an offer failed because the link or the session is gone; the session's state shows the latter. */
function isSuperseded(error: unknown): boolean {
  const { SessionNotFound, SessionStopped } = interactive.errors;
  const isLinkLost = error instanceof RequestFailure && error.reason === "closed";
  return isLinkLost || isRpcError(error, SessionNotFound) || isRpcError(error, SessionStopped);
}
