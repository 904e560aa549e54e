import { type Clock, type NotificationDelegate, systemClock } from "@aiwhisperer/engine";
import type { Implementation } from "@aiwhisperer/protocol";
import { ProxyTracerProvider, trace } from "@opentelemetry/api";
import { tracedMethod } from "./traced-method.ts";
import { TracingDelegate } from "./tracing-delegate.ts";

const TRACER = "aiwhisperer";

/**
 * Traces of a server: from a client's request to the turn that it starts, the turn's steps, and the tools
 * that they call.
 */
export interface Tracing {
  /** For the engine's delegates. */
  readonly delegate: NotificationDelegate;
  /** The same methods, each call of which is a span. */
  traced<C>(implementation: Implementation<C>): Implementation<C>;
}

/** Whether spans have a consumer: an OpenTelemetry SDK has been set up in this process. */
export function hasTracer(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(TRACER) !== undefined;
}

/**
 * Makes the tracing of a server, for the SDK that is set up in this process. Without one it does nothing, at
 * the price of a few calls: call `hasTracer` first. Spans have the times of `clock`. Default: the machine's.
 */
export function createTracing(clock: Clock = systemClock): Tracing {
  const tracer = trace.getTracer(TRACER);
  const delegate = new TracingDelegate(tracer, preciseTime(clock));
  return {
    delegate,
    traced: ({ methods }) => ({
      methods: methods.map((method) =>
        tracedMethod(method, tracer, (turnId, cause) => delegate.noteCause(turnId, cause)),
      ),
    }),
  };
}

/** Milliseconds since 1970-01-01T00:00:00Z with fractions, which never go back. */
function preciseTime(clock: Clock): () => number {
  const origin = clock.now() - clock.monotonic();
  return () => origin + clock.monotonic();
}
