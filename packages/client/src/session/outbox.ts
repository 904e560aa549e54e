import type { CloseInfo, SendUserMessageRequest } from "@aiwhisperer/protocol";
import { toFailure } from "../kit/failure.ts";
import type { SendAccepted } from "./send.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";

/**
 * A session's messages that its log, as far as known, does not have. Each has one idempotency key, so the log
 * has it once however often it is sent.
 */
export interface MessageOutbox {
  /** Sends a message; it is pending in the state. Rejects as `sendUserMessage` does. */
  send(params: Omit<SendUserMessageRequest, "sessionId">): Promise<SendAccepted>;
  /**
   * Sends a failed message unchanged; it is pending again. Throws a RangeError without a failed message of
   * that key.
   */
  sendAgain(key: string): Promise<SendAccepted>;
  /** Drops a failed message, or one that was never sent. */
  dismiss(key: string): void;
  /** Drops all messages: the session is deleted. */
  clear(): void;
  /** Sends waiting messages over the new link. */
  resume(): void;
  /** Fails waiting sends: no link follows unless the program connects again. */
  lose(close: CloseInfo | undefined): void;
  /** Stops watching other programs. */
  dispose(): void;
}

/** An outbox in memory: a message fails when its request does. */
export class Outbox implements MessageOutbox {
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  /** Pending or failed requests, by the key in the state. */
  readonly #requests = new Map<string, SendUserMessageRequest>();
  #count = 0;

  constructor(feed: SessionFeed, host: SessionHost) {
    this.#feed = feed;
    this.#host = host;
  }

  send(params: Omit<SendUserMessageRequest, "sessionId">): Promise<SendAccepted> {
    this.#count += 1;
    const key = `sent-${this.#count}`;
    const { sessionId } = this.#feed;
    const { idempotencyKey = this.#host.createIdempotencyKey() } = params;
    const request = { ...params, sessionId, idempotencyKey };
    this.#feed.dispatch({ type: "sending", key, text: request.message });
    return this.#dispatch(key, request);
  }

  sendAgain(key: string): Promise<SendAccepted> {
    const request = this.#requests.get(key);
    if (request === undefined || !this.#feed.hasFailed(key)) {
      throw new RangeError(`the session has no failed message ${key}`);
    }
    this.#feed.dispatch({ type: "sending-again", key });
    return this.#dispatch(key, request);
  }

  dismiss(key: string): void {
    if (this.#feed.hasFailed(key)) this.#requests.delete(key);
    this.#feed.dispatch({ type: "dismissed", key });
  }

  clear(): void {
    // The server refuses waiting requests.
  }

  resume(): void {
    // Requests themselves wait for the link.
  }

  lose(): void {
    // Requests fail on their own.
  }

  dispose(): void {
    // It watches nothing.
  }

  #dispatch(key: string, request: SendUserMessageRequest): Promise<SendAccepted> {
    this.#requests.set(key, request);
    this.#feed.follow();
    return this.#deliver(key, request);
  }

  async #deliver(key: string, request: SendUserMessageRequest): Promise<SendAccepted> {
    try {
      const { messageId, turnId } = await this.#host.rpc.sendUserMessage(request);
      this.#requests.delete(key);
      this.#feed.dispatch({ type: "accepted", key, messageId, turnId });
      return { messageId, turnId };
    } catch (error) {
      this.#feed.dispatch({ type: "refused", key, failure: toFailure(error) });
      throw error;
    }
  }
}
