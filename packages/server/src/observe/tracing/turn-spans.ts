import type { SessionEvent } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { modelAttributes } from "./model-attributes.ts";

type Params<Name extends SessionEvent["method"]> = SessionEvent<Name>["params"];

/** A span with the context of what happens inside it. */
interface OpenSpan {
  readonly span: Span;
  readonly context: Context;
}

/** A step that has called tools. */
interface OpenStep extends OpenSpan {
  readonly number: number;
  readonly tools: Map<string, OpenSpan>;
  /** When the last result came. */
  endedAt: number | undefined;
}

/** Which turn spans are of. */
export interface TracedTurn {
  readonly sessionId: string;
  readonly turnId: string;
}

/**
 * The spans of one turn: the turn, its steps in it, and in each step the tools that it called, from the
 * model's wish to the result. They are made out of the turn's events, a step's when it is known to have been
 * one. Times are milliseconds since 1970-01-01T00:00:00Z.
 */
export class TurnSpans {
  readonly #tracer: Tracer;
  readonly #turn: TracedTurn;
  #cause: Context | undefined;
  #startedAt: number | undefined;
  #root: OpenSpan | undefined;
  #steps = 0;
  #step: OpenStep | undefined;
  /** `provider:model`, of the step that is not known yet. */
  #model: string | undefined;
  /** Since when the model has been at work on the step that is not known yet. */
  #askedAt: number | undefined;

  constructor(tracer: Tracer, turn: TracedTurn) {
    this.#tracer = tracer;
    this.#turn = turn;
  }

  /**
   * Sets what the turn is a part of. It comes with the answer of the request, which follows the turn's first
   * events.
   */
  setCause(cause: Context): void {
    if (this.#root !== undefined) return;
    this.#cause = cause;
    if (this.#startedAt !== undefined) this.#open(this.#startedAt);
  }

  /** The model is at work, for the first time or again. */
  onRunning(at: number): void {
    this.#startedAt ??= at;
    this.#askedAt ??= this.#step?.endedAt ?? at;
    if (this.#cause !== undefined) this.#open(at);
    this.#endStep(at);
  }

  /** The model that the next step asks. */
  onModel(model: string): void {
    this.#model = model;
  }

  /** The model wants a tool: its step is complete, and continues with its tools. */
  onCall({ toolCallId, toolName, step }: Params<"ToolCallNotification">, at: number): void {
    const { tools, context } = this.#stepOf(step, at);
    const attributes = {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": toolName,
      "gen_ai.tool.call.id": toolCallId,
    };
    tools.set(toolCallId, this.#start(`execute_tool ${toolName}`, { startTime: at, attributes, context }));
  }

  /** Something happened on the way of a tool call. */
  onNews(toolCallId: string, news: string, at: number): void {
    this.#step?.tools.get(toolCallId)?.span.addEvent(news, at);
  }

  onResult({ toolCallId, isError }: Params<"ToolResultNotification">, at: number): void {
    const tool = this.#step?.tools.get(toolCallId);
    if (this.#step === undefined || tool === undefined) return;
    this.#step.tools.delete(toolCallId);
    this.#step.endedAt = at;
    if (isError) tool.span.setStatus({ code: SpanStatusCode.ERROR });
    tool.span.end(at);
  }

  /** The turn has ended. */
  onEnd({ status, usage, error, stopReason }: Params<"TurnStatusNotification">, at: number): void {
    const { span } = this.#open(this.#startedAt ?? at);
    const wasAsked = this.#askedAt !== undefined;
    this.#endStep(at);
    // A last step without tools leaves no trace in the log but the end of the turn.
    if (wasAsked) {
      const step = this.#startStep(this.#steps + 1, at).span;
      if (status === TurnStatus.Failed) fail(step, error);
      step.end(at);
    }
    if (usage?.inputTokens !== undefined) span.setAttribute("gen_ai.usage.input_tokens", usage.inputTokens);
    if (usage?.outputTokens !== undefined)
      span.setAttribute("gen_ai.usage.output_tokens", usage.outputTokens);
    if (stopReason !== undefined) span.setAttribute("gen_ai.response.finish_reasons", [stopReason]);
    if (status === TurnStatus.Failed) fail(span, error);
    span.end(at);
  }

  /** The engine ends before the turn has. */
  abandon(at: number): void {
    this.#endStep(at);
    this.#root?.span.addEvent("abandoned", at);
    this.#root?.span.end(at);
  }

  /** The turn's span. One that no request has caused begins a trace of its own. */
  #open(startTime: number): OpenSpan {
    this.#root ??= this.#start("turn", {
      startTime,
      attributes: {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.conversation.id": this.#turn.sessionId,
        "aiwhisperer.turn.id": this.#turn.turnId,
      },
      context: this.#cause ?? ROOT_CONTEXT,
    });
    return this.#root;
  }

  #stepOf(number: number, at: number): OpenStep {
    if (this.#step?.number === number) return this.#step;
    this.#endStep(at);
    this.#step = { ...this.#startStep(number, at), number, tools: new Map(), endedAt: undefined };
    return this.#step;
  }

  #startStep(number: number, at: number): OpenSpan {
    const startTime = this.#askedAt ?? at;
    this.#askedAt = undefined;
    this.#steps = number;
    const { context } = this.#open(this.#startedAt ?? at);
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.conversation.id": this.#turn.sessionId,
      "aiwhisperer.step": number,
      ...modelAttributes(this.#model),
    };
    const model = attributes["gen_ai.request.model"];
    const name = model === undefined ? "chat" : `chat ${model}`;
    return this.#start(name, { startTime, kind: SpanKind.CLIENT, attributes, context });
  }

  /** Ends the step with its last result, and whatever has no result with it. */
  #endStep(at: number): void {
    const step = this.#step;
    if (step === undefined) return;
    this.#step = undefined;
    for (const { span } of step.tools.values()) span.end(at);
    step.span.end(step.tools.size > 0 ? at : (step.endedAt ?? at));
  }

  #start(
    name: string,
    { context, ...options }: { startTime: number; kind?: SpanKind; attributes: Attributes; context: Context },
  ): OpenSpan {
    const span = this.#tracer.startSpan(name, options, context);
    return { span, context: trace.setSpan(context, span) };
  }
}

function fail(span: Span, error: Params<"TurnStatusNotification">["error"]): void {
  if (error !== undefined) span.setAttribute("error.type", error.code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
