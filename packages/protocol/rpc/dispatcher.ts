import type { AnswerRoute } from "./answer-route.ts";
import { encodeError, encodeResult } from "./codec.ts";
import { listFaults } from "./contract.ts";
import type { DispatchTable } from "./dispatch-table.ts";
import {
  type ErrorObject,
  invalidParams,
  methodNotFound,
  type RpcError,
  toErrorObject,
  toRpcError,
} from "./error.ts";
import type { FaultReport } from "./fault-report.ts";
import type { ImplementedMethod } from "./implement.ts";
import { type CallScope, InboundCall } from "./inbound-call.ts";
import type { InvalidMessage, NotificationMessage, RequestMessage } from "./message.ts";
import type { RequestId } from "./request-id.ts";

/** What became of one message that came in. */
export interface CallOutcome {
  /**
   * Full name of the method, or the notification's name; empty where the message names nothing that is known
   * here.
   */
  readonly method: string;
  /** What came: as the other side wrote it, with all that it may have put there. */
  readonly message: RequestMessage | NotificationMessage | InvalidMessage;
  /** What it was answered with, or would have been; undefined where it succeeded. */
  readonly error: ErrorObject | undefined;
  /** From the message's arrival to the answer. */
  readonly durationMs: number;
}

/** What a dispatcher works with. */
export interface DispatcherOptions<C> {
  readonly context: C;
  readonly table: DispatchTable<C> | undefined;
  readonly faults: FaultReport;
  readonly maxRequestsInFlight: number;
  /**
   * Makes the error for a request above the limit: not before there is one, since an error holds the stack of
   * its making.
   */
  readonly overLimitError: () => RpcError;
  readonly validateResults: boolean;
  readonly onNotification: ((method: string, params: unknown) => void) | undefined;
  readonly observe: ((outcome: CallOutcome) => void) | undefined;
}

/** What a declared method gets where the message has no params: absent, or a list of none. */
const noParams: Readonly<Record<string, never>> = Object.freeze({});

/**
 * Runs what comes in: looks the method up, checks its params, runs its handler and turns the outcome into one
 * answer.
 */
export class Dispatcher<C> {
  readonly #options: DispatcherOptions<C>;
  readonly #scope: CallScope<C>;
  #inFlight = 0;
  /** Pending while a call is in flight; made when it is asked for. */
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(options: DispatcherOptions<C>) {
    this.#options = options;
    this.#scope = {
      context: options.context,
      faults: options.faults,
      openSignals: new Set(),
      endReason: undefined,
    };
  }

  /**
   * Runs a message. A request delivers one answer to the route, at once or later; a notification delivers
   * none. Never throws.
   */
  dispatch(message: RequestMessage | NotificationMessage, route: AnswerRoute, slot: number): void {
    const startedAt = this.#options.observe === undefined ? 0 : performance.now();
    const method = this.#options.table?.find(message.method);
    if (method !== undefined) {
      this.#run(new InboundCall({ scope: this.#scope, method, message, route, slot, startedAt }));
    } else if (message.kind === "notification") {
      this.#notify(message, startedAt);
    } else {
      const error = methodNotFound(message.method);
      route.deliver(slot, { text: encodeError(message.id, error) });
      this.observe({ method: "", message, error }, startedAt);
    }
  }

  /** Notifies the observer, if there is one, of a handled message. */
  observe({ method, message, error }: Omit<CallOutcome, "durationMs">, startedAt: number): void {
    const { observe, faults } = this.#options;
    if (observe === undefined) return;
    const durationMs = performance.now() - startedAt;
    faults.guard(method, () => observe({ method, message, error, durationMs }));
  }

  /** Aborts the signals of all calls that have not ended, those read later too. */
  abort(reason: unknown): void {
    this.#scope.endReason = reason;
    for (const controller of this.#scope.openSignals) controller.abort(reason);
    this.#scope.openSignals.clear();
  }

  /** Resolves when no call is in flight. */
  settled(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve();
    this.#idle ??= Promise.withResolvers();
    return this.#idle.promise;
  }

  #notify(message: NotificationMessage, startedAt: number): void {
    const { onNotification, faults } = this.#options;
    const { method, params } = message;
    if (onNotification === undefined) {
      this.observe({ method: "", message, error: methodNotFound(method) }, startedAt);
    } else {
      faults.guard(method, () => onNotification(method, params));
      this.observe({ method, message, error: undefined }, startedAt);
    }
  }

  #run(call: InboundCall<C>): void {
    const { method, message } = call.origin;
    const params = method.params !== undefined && isNothing(message.params) ? noParams : message.params;
    let outcome: unknown;
    try {
      assertParams(method, params);
      if (this.#inFlight >= this.#options.maxRequestsInFlight) throw this.#options.overLimitError();
      outcome = method.handler(params, call);
    } catch (thrown) {
      this.#fail(call, thrown);
      return;
    }
    // Answering without a promise where there is none is most of the speed of a small method.
    if (isPromiseLike(outcome)) this.#awaitOutcome(call, outcome);
    else this.#succeed(call, outcome);
  }

  #awaitOutcome(call: InboundCall<C>, outcome: PromiseLike<unknown>): void {
    this.#inFlight += 1;
    Promise.resolve(outcome).then(
      (result) => {
        this.#inFlight -= 1;
        this.#succeed(call, result);
        this.#resolveIdle();
      },
      (thrown: unknown) => {
        this.#inFlight -= 1;
        this.#fail(call, thrown);
        this.#resolveIdle();
      },
    );
  }

  #resolveIdle(): void {
    if (this.#inFlight > 0 || this.#idle === undefined) return;
    this.#idle.resolve();
    this.#idle = undefined;
  }

  #succeed(call: InboundCall<C>, result: unknown): void {
    let text: string | undefined;
    try {
      text = this.#encodeResult(call, result);
    } catch (fault) {
      this.#fail(call, fault);
      return;
    }
    this.#end(call, text, undefined);
  }

  #encodeResult(call: InboundCall<C>, result: unknown): string | undefined {
    if (call.id === undefined) return undefined;
    if (this.#options.validateResults) assertResult(call.origin.method, result);
    return encodeResult(call.id, result);
  }

  #fail(call: InboundCall<C>, thrown: unknown): void {
    const error = toRpcError(thrown, () => this.#options.faults.report(call.method, thrown));
    const text = call.id === undefined ? undefined : this.#encodeError(call, call.id, error);
    this.#end(call, text, error);
  }

  #encodeError(call: InboundCall<C>, id: RequestId, error: RpcError): string {
    try {
      return encodeError(id, toErrorObject(error));
    } catch (fault) {
      const internal = toRpcError(fault, () => this.#options.faults.report(call.method, fault));
      return encodeError(id, toErrorObject(internal));
    }
  }

  #end(call: InboundCall<C>, text: string | undefined, error: ErrorObject | undefined): void {
    const { route, slot, message, startedAt } = call.origin;
    call.onEnded();
    route.deliver(slot, { text, listener: call });
    this.observe({ method: call.method, message, error }, startedAt);
  }
}

/** Whether a message has no params: `[]` is what clients that know positions only send for that. */
function isNothing(params: unknown): boolean {
  return params === undefined || (Array.isArray(params) && params.length === 0);
}

function assertParams<C>({ params: declared }: ImplementedMethod<C>, params: unknown): void {
  if (declared === undefined) return;
  if (Array.isArray(params)) {
    throw invalidParams([{ path: "", message: "expected an object of named params, found an array" }]);
  }
  if (!declared.is(params)) throw invalidParams(declared.faults(params));
}

function assertResult<C>({ name, result: declared }: ImplementedMethod<C>, result: unknown): void {
  if (declared === undefined || declared.is(result)) return;
  throw new TypeError(
    `${name} gave a result that breaks its declaration: ${listFaults(declared.faults(result))}`,
  );
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
