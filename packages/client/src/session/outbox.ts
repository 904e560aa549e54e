import type { CloseInfo, SendUserMessageRequest } from "@aiwhisperer/protocol";
import { toFailure } from "../kit/failure.ts";
import type { SendAccepted } from "./send.ts";
import type { SessionFeed, SessionHost } from "./session-feed.ts";

/**
 * A session's messages that its log does not have as far as is known here. A message has one idempotency key for as long as it is here, so that it is
 * in the log once however often it is sent.
 */
export interface MessageOutbox {
  /** Sends a message; it is in the state as pending. Rejects as `sendUserMessage` does. */
  send(params: Omit<SendUserMessageRequest, "sessionId">): Promise<SendAccepted>;
  /** Sends a failed message as it was; it is pending again. Throws a RangeError where there is none of that key. */
  sendAgain(key: string): Promise<SendAccepted>;
  /** Forgets a failed message, or one that has never been sent. */
  dismiss(key: string): void;
  /** Forgets every message that the log does not have: the session is deleted. */
  clear(): void;
  /** There is a link. */
  resume(): void;
  /** The link is gone for good, unless the program connects again. */
  lose(close: CloseInfo | undefined): void;
  /** Stops listening to other programs. */
  dispose(): void;
}

/** An outbox that lasts as long as the program: a message fails once its request does. */
export class Outbox implements MessageOutbox {
  readonly #feed: SessionFeed;
  readonly #host: SessionHost;
  /** By the key in the state: on its way, or failed. */
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
    // Requests that wait are refused by the server.
  }

  resume(): void {
    // Requests wait for the link by themselves.
  }

  lose(): void {
    // Requests fail by themselves.
  }

  dispose(): void {
    // It listens to nothing.
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
