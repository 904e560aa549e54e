import type { AnswerRoute } from "./answer-route.ts";
import type { Call } from "./call.ts";
import type { FaultReport } from "./fault-report.ts";
import type { ImplementedMethod } from "./implement.ts";
import type { NotificationMessage, RequestMessage } from "./message.ts";
import type { RequestId } from "./request-id.ts";

/** What the calls of one connection share. */
export interface CallScope<C> {
  readonly context: C;
  readonly faults: FaultReport;
  /** Signals in use by calls that have not ended. */
  readonly openSignals: Set<AbortController>;
  /** Why the connection ended; undefined while it lives. */
  endReason: unknown;
}

/** How a call came about. */
export interface CallOrigin<C> {
  readonly scope: CallScope<C>;
  readonly method: ImplementedMethod<C>;
  readonly message: RequestMessage | NotificationMessage;
  readonly route: AnswerRoute;
  /** Place of the message in its batch; 0 outside one. */
  readonly slot: number;
  /** In milliseconds of `performance.now()`; 0 without an observer. */
  readonly startedAt: number;
}

/** One run of a method from its message to what follows its answer. */
export class InboundCall<C> implements Call<C> {
  readonly origin: CallOrigin<C>;
  #controller: AbortController | undefined;
  #afterAnswer: (() => void)[] | undefined;
  #hasEnded = false;
  #isAnswered = false;

  constructor(origin: CallOrigin<C>) {
    this.origin = origin;
  }

  get context(): C {
    return this.origin.scope.context;
  }

  get method(): string {
    return this.origin.method.name;
  }

  get isNotification(): boolean {
    return this.origin.message.kind === "notification";
  }

  /** Id to answer with; undefined for a notification. */
  get id(): RequestId | undefined {
    const { message } = this.origin;
    return message.kind === "request" ? message.id : undefined;
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#openController();
    return this.#controller.signal;
  }

  #openController(): AbortController {
    const { scope } = this.origin;
    const controller = new AbortController();
    if (scope.endReason !== undefined) controller.abort(scope.endReason);
    else if (!this.#hasEnded) scope.openSignals.add(controller);
    return controller;
  }

  afterAnswer(callback: () => void): void {
    if (this.#isAnswered) {
      this.origin.scope.faults.guard(this.method, callback);
    } else {
      this.#afterAnswer ??= [];
      this.#afterAnswer.push(callback);
    }
  }

  /** Called by the dispatcher when the handler has ended: its signal has no more use. */
  onEnded(): void {
    this.#hasEnded = true;
    if (this.#controller !== undefined) this.origin.scope.openSignals.delete(this.#controller);
  }

  /** Called by the route once the answer has been handed over. */
  onAnswered(): void {
    this.#isAnswered = true;
    const callbacks = this.#afterAnswer;
    if (callbacks === undefined) return;
    for (const callback of callbacks) this.origin.scope.faults.guard(this.method, callback);
  }
}
