import { type Call, type ImplementedMethod, RpcError } from "@aiwhisperer/protocol";
import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { plainId } from "../../kit/plain-id.ts";

/** Called with the turn that a traced call has started, and the context of the call. */
export type OnCause = (turnId: string, cause: Context) => void;

/**
 * The same method, each call of which is a span from its start to its answer, inside the client's trace where
 * `params._meta.traceparent` names one (W3C Trace Context). Nothing of params and results becomes an
 * attribute but ids. Calls whose params are refused are not run and have no span.
 */
export function tracedMethod<C>(
  method: ImplementedMethod<C>,
  tracer: Tracer,
  onCause: OnCause,
): ImplementedMethod<C> {
  return {
    ...method,
    handler(params, call) {
      const caller = propagation.extract(ROOT_CONTEXT, metaOf(params), META_GETTER);
      const attributes = attributesOf(params, call);
      const span = tracer.startSpan(method.name, { kind: SpanKind.SERVER, attributes }, caller);
      const active = trace.setSpan(caller, span);
      const succeed = (result: unknown): unknown => {
        const turnId = stringAt(result, "turnId");
        if (turnId !== undefined) onCause(turnId, active);
        span.end();
        return result;
      };
      const fail = (error: unknown): never => {
        endFailed(span, error);
        throw error;
      };
      try {
        const outcome = context.with(active, method.handler, undefined, params, call);
        return outcome instanceof Promise ? outcome.then(succeed, fail) : succeed(outcome);
      } catch (error) {
        return fail(error);
      }
    },
  };
}

function attributesOf<C>(params: unknown, { method }: Call<C>): Attributes {
  const sessionId = plainId(stringAt(params, "sessionId"));
  return {
    "rpc.system.name": "jsonrpc",
    "rpc.method": method,
    "jsonrpc.protocol.version": "2.0",
    ...(sessionId === undefined ? {} : { "gen_ai.conversation.id": sessionId }),
  };
}

function endFailed(span: Span, error: unknown): void {
  const type = error instanceof RpcError ? String(error.code) : "internal";
  span.setAttribute("error.type", type);
  if (error instanceof RpcError) span.setAttribute("rpc.response.status_code", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** What a client says about a request beside its params; `undefined` where it says nothing. */
function metaOf(params: unknown): unknown {
  return typeof params === "object" && params !== null && "_meta" in params ? params._meta : undefined;
}

/** Reads texts only: a propagator must get nothing else of what a client can send. */
const META_GETTER: TextMapGetter<unknown> = {
  get: (meta, key) => stringAt(meta, key),
  keys: (meta) => (typeof meta === "object" && meta !== null ? Object.keys(meta) : []),
};

function stringAt(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  const member = (value as Readonly<Record<string, unknown>>)[key];
  return typeof member === "string" ? member : undefined;
}
