import type { CommittedEvent, EngineEvent, EngineEventName, NotificationDelegate } from "@aiwhisperer/engine";
import { isTerminal, TurnStatus } from "@aiwhisperer/protocol";
import type { Context, Tracer } from "@opentelemetry/api";
import { track } from "../../kit/tracked-map.ts";
import { type TracedTurn, TurnSpans } from "./turn-spans.ts";

/**
 * The delegate that makes spans of turns, steps and tools out of what is in the log. It does not receive
 * chunks.
 */
export class TracingDelegate implements NotificationDelegate {
  readonly name = "tracing";
  readonly events: readonly EngineEventName[] = [
    "ai_loop.turn.status_changed",
    "ai_loop.error",
    "ai_loop.model.requested",
    "ai_loop.tool_call.identified",
    "ai_loop.tool_call.approval_requested",
    "ai_loop.tool_call.approval_resolved",
    "ai_loop.tool_call.started",
    "ai_loop.tool_call.result_processed",
    "engine_stopped",
  ];
  readonly #tracer: Tracer;
  readonly #now: () => number;
  readonly #turns = new Map<string, TurnSpans>();

  constructor(tracer: Tracer, now: () => number) {
    this.#tracer = tracer;
    this.#now = now;
  }

  /**
   * Notes the request that a turn is part of. A turn that has ended, or that an idempotency key has brought
   * up again, is left as it was.
   */
  noteCause(turnId: string, cause: Context): void {
    this.#turns.get(turnId)?.setCause(cause);
  }

  handle(event: EngineEvent): void {
    if ("committed" in event) this.#handleCommitted(event.committed);
    // It may precede the first status, which is announced once it is in the log.
    else if (event.name === "ai_loop.model.requested") this.#spansOf(event).onModel(event.model);
    else if (event.name === "engine_stopped") this.#abandonAll();
  }

  #handleCommitted({ sessionId, event }: CommittedEvent): void {
    const at = this.#now();
    switch (event.method) {
      case "TurnStatusNotification":
        this.#handleStatus(sessionId, event.params, at);
        break;
      case "ToolCallNotification":
        this.#turns.get(event.params.turnId)?.onCall(event.params, at);
        break;
      case "ToolApprovalRequestNotification":
        this.#noteNews(event.params, "approval requested", at);
        break;
      case "ToolApprovalResolvedNotification":
        this.#noteNews(event.params, "approval resolved", at);
        break;
      case "ToolStartedNotification":
        this.#noteNews(event.params, "started", at);
        break;
      case "ToolResultNotification":
        this.#turns.get(event.params.turnId)?.onResult(event.params, at);
        break;
      default:
        // Only the events above are asked for.
        break;
    }
  }

  #noteNews(
    { turnId, toolCallId }: { readonly turnId: string; readonly toolCallId: string },
    news: string,
    at: number,
  ): void {
    this.#turns.get(turnId)?.onNews(toolCallId, news, at);
  }

  #handleStatus(
    sessionId: string,
    params: CommittedEvent<"TurnStatusNotification">["event"]["params"],
    at: number,
  ): void {
    const { turnId, status } = params;
    const spans = this.#spansOf({ sessionId, turnId });
    if (status === TurnStatus.Running) spans.onRunning(at);
    if (!isTerminal(status)) return;
    spans.onEnd(params, at);
    this.#turns.delete(turnId);
  }

  #spansOf({ sessionId, turnId }: TracedTurn): TurnSpans {
    const known = this.#turns.get(turnId);
    if (known !== undefined) return known;
    const spans = new TurnSpans(this.#tracer, { sessionId, turnId });
    track(this.#turns, turnId, spans);
    return spans;
  }

  #abandonAll(): void {
    const at = this.#now();
    for (const spans of this.#turns.values()) spans.abandon(at);
    this.#turns.clear();
  }
}
