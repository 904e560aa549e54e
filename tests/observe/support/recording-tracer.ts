import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type AttributeValue,
  type Context,
  type ContextManager,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type SpanStatus,
  type TextMapPropagator,
  type TimeInput,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";

/** A span as the tracer received it. */
export interface RecordedSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly spanId: string;
  readonly traceId: string;
  /** Absent for the first span of a trace. */
  readonly parentId: string | undefined;
  readonly attributes: Attributes;
  readonly events: string[];
  status: SpanStatus | undefined;
  readonly startTime: TimeInput | undefined;
  endTime: TimeInput | undefined;
  isEnded: boolean;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

/** A tracer that records what it receives: the smallest that the OpenTelemetry API can be set up with. */
export class RecordingTracer implements Tracer {
  readonly spans: RecordedSpan[] = [];

  startSpan(name: string, options: SpanOptions = {}, parent: Context = context.active()): Span {
    const parentSpan = trace.getSpanContext(parent);
    const spanId = hex(this.spans.length + 1, 16);
    const record: RecordedSpan = {
      name,
      kind: options.kind ?? SpanKind.INTERNAL,
      spanId,
      traceId: parentSpan?.traceId ?? hex(this.spans.length + 1, 32),
      parentId: parentSpan?.spanId,
      attributes: { ...options.attributes },
      events: [],
      status: undefined,
      startTime: options.startTime,
      endTime: undefined,
      isEnded: false,
    };
    this.spans.push(record);
    return spanOver(record);
  }

  startActiveSpan(): never {
    throw new Error("nothing here starts spans in this way");
  }

  /** The spans of that name, in the order in which they were started. */
  named(name: string): readonly RecordedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  /** The span inside which another one is. */
  parentOf({ parentId }: RecordedSpan): RecordedSpan | undefined {
    return this.spans.find(({ spanId }) => spanId === parentId);
  }
}

function spanOver(record: RecordedSpan): Span {
  const spanContext: SpanContext = {
    traceId: record.traceId,
    spanId: record.spanId,
    traceFlags: TraceFlags.SAMPLED,
  };
  const span: Span = {
    spanContext: () => spanContext,
    isRecording: () => !record.isEnded,
    setAttribute(key: string, value: AttributeValue) {
      record.attributes[key] = value;
      return span;
    },
    setAttributes(attributes: Attributes) {
      Object.assign(record.attributes, attributes);
      return span;
    },
    addEvent(name: string) {
      record.events.push(name);
      return span;
    },
    addLink: () => span,
    addLinks: () => span,
    setStatus(status: SpanStatus) {
      record.status = status;
      return span;
    },
    updateName: () => span,
    recordException: () => undefined,
    end(endTime?: TimeInput) {
      if (record.isEnded) throw new Error(`the span ${record.name} is ended twice`);
      record.isEnded = true;
      record.endTime = endTime;
    },
  };
  return span;
}

const TRACEPARENT = /^00-(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-01$/;

/** Reads W3C `traceparent`, as an SDK's own does. */
const propagator: TextMapPropagator = {
  inject: () => undefined,
  fields: () => ["traceparent"],
  extract(parent, carrier, getter) {
    const groups = TRACEPARENT.exec(String(getter.get(carrier, "traceparent")))?.groups;
    if (groups === undefined) return parent;
    const { traceId = "", spanId = "" } = groups;
    return trace.setSpanContext(parent, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
  },
};

function createContextManager(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, run, thisArg, ...args) => storage.run(active, () => run.apply(thisArg, args)),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

/**
 * Sets up the OpenTelemetry API of this process, as an SDK does when it starts. Returns the function that
 * undoes it.
 */
export function setUpTracer(tracer: Tracer): () => void {
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  propagation.setGlobalPropagator(propagator);
  context.setGlobalContextManager(createContextManager());
  return () => {
    trace.disable();
    propagation.disable();
    context.disable();
  };
}
