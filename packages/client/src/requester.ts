import { type Requester, RequestFailure, type RequestOptions } from "@aiwhisperer/protocol";
import { ConnectionLostError } from "./client-error.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { startDeadline } from "./deadline.ts";
import type { Line } from "./line.ts";
import { isResendable } from "./resend-policy.ts";

/** Sends requests over whichever line stands, or will stand before the time is over. */
export class ReconnectingRequester implements Requester {
  readonly #connection: Connection;
  readonly #bounds: { readonly clock: Clock; readonly timeoutMs: number };

  /** `timeoutMs` is for the wait for the line and for the answer together. */
  constructor(connection: Connection, bounds: { readonly clock: Clock; readonly timeoutMs: number }) {
    this.#connection = connection;
    this.#bounds = bounds;
  }

  /**
   * The answer. A request that can be repeated without harm is sent again when the line breaks; another one rejects with `ConnectionLostError`.
   * Where the time is over it rejects with a `RequestFailure` "timeout", or, if no line stood, with `ConnectionLostError` "not-sent".
   */
  async request(method: string, params?: unknown, options: RequestOptions = {}): Promise<unknown> {
    const canRepeat = isResendable(method, params);
    return this.onLine(method, {
      ...options,
      canRepeat,
      action: (line, signal) => line.peer.request(method, params, { signal }),
    });
  }

  /** Does something on the line that stands, or on the next one, with the failures of `request`. */
  async onLine<T>(method: string, { canRepeat, action, ...limits }: LineAction<T>): Promise<T> {
    const deadline = startDeadline(method, this.#bounds, limits);
    try {
      for (;;) {
        const line = await this.#lineBefore(method, deadline.signal);
        try {
          return await action(line, deadline.signal);
        } catch (error) {
          if (!(error instanceof RequestFailure) || error.reason !== "closed") throw error;
          if (!canRepeat) throw new ConnectionLostError(method, { outcome: "unknown", close: error.close });
        }
      }
    } finally {
      deadline.cancel();
    }
  }

  async #lineBefore(method: string, signal: AbortSignal): Promise<Line> {
    try {
      return await this.#connection.ready(method, signal);
    } catch (error) {
      if (error instanceof RequestFailure) throw new ConnectionLostError(method, { outcome: "not-sent" });
      throw error;
    }
  }
}

/** Something to do on a line. */
export interface LineAction<T> extends RequestOptions {
  /** Whether it may be done again on the next line when this one breaks. */
  readonly canRepeat: boolean;
  readonly action: (line: Line, signal: AbortSignal) => Promise<T>;
}
