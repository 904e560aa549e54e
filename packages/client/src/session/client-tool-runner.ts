import { interactive, isRpcError, RequestFailure } from "@aiwhisperer/protocol";
import type { SessionState } from "../conversation/session-state.ts";
import type { ToolCall } from "../conversation/tool-call.ts";
import { findToolCall } from "../conversation/tool-call-list.ts";
import { findTurn, isTerminal } from "../conversation/turn-list.ts";
import { type OfferedTool, toDeclaration } from "./client-tool.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";
import { ToolRun } from "./tool-run.ts";

/**
 * The tools that this client offers to a session, and their runs. A call is run as often as it is leased to this client anew, which is once unless
 * another client had it in between; that it is told of again, in a replay or on a new link, changes nothing.
 */
export class ClientToolRunner {
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  readonly #offers = new Set<readonly OfferedTool[]>();
  /** By tool call; there until the call has its result or is another client's. */
  readonly #runs = new Map<string, ToolRun>();
  /** Number of the attachment, which tells its offers from those of earlier ones. */
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
    // What was offered ends with the attachment: the server may have ended that before it came to the offer.
    this.#attachment += 1;
    this.#endRuns(() => true);
  }

  /** Tells the server what is offered now, in place of what was. Without an attachment there is no offer; the next one brings it. */
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

  /** By name; of two the newer one. */
  #tools(): ReadonlyMap<string, OfferedTool> {
    return new Map([...this.#offers].flat().map((tool) => [tool.name, tool]));
  }

  /** Runs what the server counts on this client to run: nothing of it is told again. */
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
    // A call that waits for some client keeps its run: the first result counts, whoever it is from.
    const isLost = holder !== undefined && holder !== this.#host.clientId;
    if (run !== undefined && (!isOpen || isLost)) this.#endRuns((other) => other === run);
    const isOurs = isOpen && holder === this.#host.clientId && !hasEnded(state, call);
    // In a replay the result may still be to come.
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

/** Whether an offer failed because there is nothing to offer to any more: the link is gone, or the session, which its state tells. */
function isSuperseded(error: unknown): boolean {
  const { SessionNotFound, SessionStopped } = interactive.errors;
  const isLinkLost = error instanceof RequestFailure && error.reason === "closed";
  return isLinkLost || isRpcError(error, SessionNotFound) || isRpcError(error, SessionStopped);
}
