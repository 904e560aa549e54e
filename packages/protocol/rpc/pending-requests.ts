import { fromErrorObject } from "./error.ts";
import type { BrokenAnswerMessage, ErrorMessage, ResultMessage } from "./message.ts";
import { RequestFailure } from "./request-failure.ts";
import type { RequestId } from "./request-id.ts";
import type { CloseInfo } from "./transport.ts";

/** How long a request waits. */
export interface RequestOptions {
  /** Ends the wait with the signal's reason. The other side is not notified. */
  readonly signal?: AbortSignal;
  /** Ends the wait with a `RequestFailure` "timeout". Default: no limit. */
  readonly timeoutMs?: number;
}

interface PendingRequest {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Frees the timer and the signal's listener. */
  readonly release: () => void;
}

/**
 * The requests of one peer that wait for their answer. Each is settled exactly once: answer, abort, timeout
 * or the end of the connection.
 */
export class PendingRequests {
  readonly #maxPending: number;
  readonly #byId = new Map<RequestId, PendingRequest>();
  #lastId = 0;
  #close: CloseInfo | undefined;

  constructor(maxPending: number) {
    this.#maxPending = maxPending;
  }

  /** Requests that wait. */
  get size(): number {
    return this.#byId.size;
  }

  /** An id that no other request of this peer has or had. */
  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Throws, with the reason why not, where a request cannot wait. */
  assertOpen(method: string, signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (this.#close !== undefined) throw closedFailure(method, this.#close);
    if (this.#byId.size >= this.#maxPending) {
      throw new RequestFailure("too-many-pending", method, {
        text: `${this.#maxPending} requests wait for an answer`,
      });
    }
  }

  /** The answer to come: the result, or rejects with `RpcError`, `RequestFailure` or the signal's reason. */
  add(id: number, method: string, options: RequestOptions = {}): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const release = this.#limitWait(id, method, options);
    this.#byId.set(id, { method, resolve, reject, release });
    return promise;
  }

  /**
   * Settles the request that is answered. False where none waits for it: an answer too late, or to nothing.
   */
  settle(answer: ResultMessage | ErrorMessage | BrokenAnswerMessage): boolean {
    const request = this.#take(answer.id);
    if (request === undefined) return false;
    if (answer.kind === "result") request.resolve(answer.result);
    else if (answer.kind === "error") request.reject(fromErrorObject(answer.error));
    else request.reject(new RequestFailure("invalid-answer", request.method, { text: answer.reason }));
    return true;
  }

  /** Rejects all that wait, and all that come later, with a `RequestFailure` "closed". */
  rejectAll(close: CloseInfo): void {
    this.#close = close;
    for (const id of [...this.#byId.keys()]) this.#reject(id, (method) => closedFailure(method, close));
  }

  #limitWait(id: number, method: string, { signal, timeoutMs }: RequestOptions): () => void {
    const onAbort = () => this.#reject(id, () => signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    const onTimeout = () => {
      this.#reject(
        id,
        () => new RequestFailure("timeout", method, { text: `no answer within ${timeoutMs} ms` }),
      );
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs);
    return () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
  }

  #reject(id: RequestId, toError: (method: string) => unknown): void {
    const request = this.#take(id);
    request?.reject(toError(request.method));
  }

  #take(id: RequestId): PendingRequest | undefined {
    const request = this.#byId.get(id);
    this.#byId.delete(id);
    request?.release();
    return request;
  }
}

function closedFailure(method: string, close: CloseInfo): RequestFailure {
  const why = close.reason === "" ? `${close.code}` : `${close.code} ${close.reason}`;
  return new RequestFailure("closed", method, { text: `the connection ended (${why})`, close });
}
