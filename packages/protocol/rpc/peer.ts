import { type AnswerRoute, BatchRoute, createDirectRoute } from "./answer-route.ts";
import { type DecodeLimits, decode, encodeError, encodeNotification, encodeRequest } from "./codec.ts";
import type { DispatchTable } from "./dispatch-table.ts";
import { type CallOutcome, Dispatcher } from "./dispatcher.ts";
import { errorCode, RpcError } from "./error.ts";
import { FaultReport, type FaultReportOptions } from "./fault-report.ts";
import type { BrokenAnswerMessage, ErrorMessage, Message, ResultMessage } from "./message.ts";
import { PendingRequests, type RequestOptions } from "./pending-requests.ts";
import type { CloseInfo, Transport } from "./transport.ts";

/** Bounds on what one connection can make a peer hold. */
export interface PeerLimits {
  /** Members of a batch that comes in. Default 64. */
  readonly maxBatch: number;
  /**
   * Levels of arrays and objects in a request or a notification that comes in; a deeper one is answered with
   * -32600. Default: any number.
   */
  readonly maxDepth: number;
  /** Calls that run at the same time because their handlers are asynchronous. Default 128. */
  readonly maxRequestsInFlight: number;
  /** Requests of this side that wait for an answer. Default 1024. */
  readonly maxPendingRequests: number;
}

/** What a peer is made of. */
export interface PeerOptions<C> extends FaultReportOptions {
  readonly transport: Transport;
  /** Given to every handler. */
  readonly context: C;
  /** Methods that this side serves. Default: none. */
  readonly table?: DispatchTable<C> | undefined;
  readonly limits?: Partial<PeerLimits> | undefined;
  /**
   * The error for a request above `maxRequestsInFlight`; a notification above it is dropped. Default: -32000.
   */
  readonly limitError?: ((limit: keyof PeerLimits, value: number) => RpcError) | undefined;
  /** Called for notifications that no method of the table takes. Their params are not checked. */
  readonly onNotification?: ((method: string, params: unknown) => void) | undefined;
  /** Called for answers that no request waits for. */
  readonly onStrayAnswer?: ((answer: ResultMessage | ErrorMessage | BrokenAnswerMessage) => void) | undefined;
  /** Whether results are checked before they are sent; a faulty one is answered with -32603. Default true. */
  readonly validateResults?: boolean | undefined;
  /** Called for every handled request, notification and invalid message. */
  readonly observe?: ((outcome: CallOutcome) => void) | undefined;
}

/**
 * One end of a JSON-RPC 2.0 conversation over a transport, the same on both sides: it serves the methods of
 * its table and calls those of the other side. Messages are started in the order in which they come; a
 * handler's promise holds nothing up.
 */
export class Peer<C = undefined> {
  /** How the connection ended; pending requests have been rejected by then. Never rejects. */
  readonly closed: Promise<CloseInfo>;
  readonly #transport: Transport;
  readonly #limits: DecodeLimits;
  readonly #dispatcher: Dispatcher<C>;
  readonly #pending: PendingRequests;
  readonly #faults: FaultReport;
  readonly #onStrayAnswer: PeerOptions<C>["onStrayAnswer"];
  readonly #send = (text: string): void => this.#transport.send(text);
  readonly #directRoute: AnswerRoute = createDirectRoute(this.#send);

  constructor(options: PeerOptions<C>) {
    this.#transport = options.transport;
    this.#limits = options.limits ?? {};
    this.#faults = new FaultReport(options);
    this.#onStrayAnswer = options.onStrayAnswer;
    this.#pending = new PendingRequests(options.limits?.maxPendingRequests ?? 1024);
    this.#dispatcher = createDispatcher(options, this.#faults);
    const closed = Promise.withResolvers<CloseInfo>();
    this.closed = closed.promise;
    this.#transport.listen({
      onMessage: (text) => this.#receive(text),
      settled: () => this.#dispatcher.settled(),
      onClose: (info) => {
        this.#pending.rejectAll(info);
        this.#dispatcher.abort(new DOMException(`The connection ended (${info.code}).`, "AbortError"));
        closed.resolve(info);
      },
    });
  }

  /**
   * Calls a method of the other side. Rejects with `RpcError` where the other side answers with an error,
   * with `RequestFailure` where there is no usable answer, with the signal's reason where that aborts, and
   * with a TypeError where JSON cannot express the params.
   */
  request(method: string, params?: unknown, options?: RequestOptions): Promise<unknown> {
    try {
      this.#pending.assertOpen(method, options?.signal);
      const id = this.#pending.newId();
      const text = encodeRequest(id, method, params);
      const answer = this.#pending.add(id, method, options);
      this.#transport.send(text);
      return answer;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Sends a notification; after the end of the connection it is dropped. Throws a TypeError where JSON cannot
   * express the params.
   */
  notify(method: string, params?: unknown): void {
    this.#transport.send(encodeNotification(method, params));
  }

  /** Ends the connection. Pending requests are rejected when the transport reports its end. */
  close(code: number, reason: string): void {
    this.#transport.close(code, reason);
  }

  #receive(text: string): void {
    const decoded = decode(text, this.#limits);
    if (isBatch(decoded)) this.#receiveBatch(decoded);
    else this.#receiveMessage(decoded, this.#directRoute, 0);
  }

  #receiveBatch(messages: readonly Message[]): void {
    const answers = messages.filter(({ kind }) => kind === "request" || kind === "invalid").length;
    const route = new BatchRoute(answers, this.#send);
    for (const [slot, message] of messages.entries()) this.#receiveMessage(message, route, slot);
  }

  #receiveMessage(message: Message, route: AnswerRoute, slot: number): void {
    switch (message.kind) {
      case "request":
      case "notification":
        this.#dispatcher.dispatch(message, route, slot);
        break;
      case "result":
      case "error":
      case "broken-answer":
        this.#settle(message);
        break;
      case "invalid":
        route.deliver(slot, { text: encodeError(message.id, message.error) });
        this.#dispatcher.observe({ method: "", message, error: message.error }, performance.now());
        break;
    }
  }

  #settle(answer: ResultMessage | ErrorMessage | BrokenAnswerMessage): void {
    const onStrayAnswer = this.#onStrayAnswer;
    if (this.#pending.settle(answer) || onStrayAnswer === undefined) return;
    this.#faults.guard("", () => onStrayAnswer(answer));
  }
}

function isBatch(decoded: Message | readonly Message[]): decoded is readonly Message[] {
  return Array.isArray(decoded);
}

function createDispatcher<C>(options: PeerOptions<C>, faults: FaultReport): Dispatcher<C> {
  const maxRequestsInFlight = options.limits?.maxRequestsInFlight ?? 128;
  const limitError = options.limitError ?? defaultLimitError;
  return new Dispatcher({
    context: options.context,
    table: options.table,
    faults,
    maxRequestsInFlight,
    overLimitError: () => limitError("maxRequestsInFlight", maxRequestsInFlight),
    validateResults: options.validateResults ?? true,
    onNotification: options.onNotification,
    observe: options.observe,
  });
}

function defaultLimitError(limit: keyof PeerLimits, value: number): RpcError {
  return new RpcError(errorCode.serverError, "Too many requests at once", { data: { limit, value } });
}
