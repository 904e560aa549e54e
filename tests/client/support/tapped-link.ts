import {
  type CloseInfo,
  interactive,
  type RequestId,
  RpcError,
  type Transport,
  type TransportListener,
} from "@aiwhisperer/protocol";
import type { MemoryTransport } from "@aiwhisperer/protocol/memory";

/** A request as the client has sent it, its method without the namespace. */
export interface TappedRequest {
  readonly method: string;
  readonly params: unknown;
}

/** A notification as it is on the wire. */
export interface WireEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Tampers with a link. */
export interface Tap {
  /** Called before a request reaches the server. A thrown `RpcError` is the answer; a promise delays it. */
  beforeRequest(method: string, params: unknown, link: TappedLink): void | Promise<void>;
  /** Returns the notifications that reach the client in place of one. */
  onNotification(event: WireEvent, link: TappedLink): readonly WireEvent[];
  /** Called after a notification has reached the client. */
  onDelivered(event: WireEvent, link: TappedLink): void;
}

interface Frame {
  readonly id?: RequestId;
  readonly method?: string;
  readonly params?: unknown;
}

/** The client's end of a memory transport to the real server, with everything that passes on record. */
export class TappedLink implements Transport {
  /** Requests of the contract, in order. */
  readonly requests: TappedRequest[] = [];
  /** Resolves when either side has closed the link. */
  readonly closed: Promise<CloseInfo>;
  readonly #transport: MemoryTransport;
  readonly #tap: Tap;
  readonly #close = Promise.withResolvers<CloseInfo>();
  /** Requests whose answers are lost with the link. */
  readonly #lostAnswers = new Set<RequestId>();
  #current: RequestId | undefined;
  #listener: TransportListener | undefined;
  #isCut = false;

  constructor(transport: MemoryTransport, tap: Tap) {
    this.#transport = transport;
    this.#tap = tap;
    this.closed = this.#close.promise;
  }

  send(text: string): void {
    const { id, method = "", params }: Frame = JSON.parse(text);
    const bareName = method.slice(method.indexOf(".") + 1);
    if (id === undefined || !isCounted(method, bareName)) {
      this.#transport.send(text);
      return;
    }
    this.requests.push({ method: bareName, params });
    this.#current = id;
    try {
      const delay = this.#tap.beforeRequest(bareName, params, this);
      if (this.#isCut) return;
      if (delay === undefined) this.#transport.send(text);
      else void delay.then(() => this.#transport.send(text));
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      const { code, message, data } = error;
      this.#inject({ id, error: data === undefined ? { code, message } : { code, message, data } });
    }
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    this.#transport.listen({
      onMessage: (text) => this.#receive(text),
      onClose: (close) => {
        this.#close.resolve(close);
        listener.onClose(close);
      },
    });
  }

  /** Closes the link with a handshake. */
  close(code: number, reason: string): void {
    this.#close.resolve({ code, reason });
    this.#transport.close(code, reason);
  }

  /** Breaks the link as a lost network does. */
  cut(): void {
    this.#isCut = true;
    this.#transport.cut();
  }

  /** Breaks the link in place of the answer to the request that is being sent. */
  loseAnswer(): void {
    if (this.#current !== undefined) this.#lostAnswers.add(this.#current);
  }

  /** Delivers a notification that the server has not sent. */
  notify(method: string, params: object): void {
    this.#inject({ method, params });
  }

  #inject(frame: object): void {
    queueMicrotask(() => {
      if (!this.#isCut) this.#listener?.onMessage(JSON.stringify({ jsonrpc: "2.0", ...frame }));
    });
  }

  #receive(text: string): void {
    const { id, method, params }: Frame = JSON.parse(text);
    if (id !== undefined && this.#lostAnswers.has(id)) {
      this.cut();
      return;
    }
    if (method === undefined || id !== undefined) {
      this.#listener?.onMessage(text);
      return;
    }
    const event: WireEvent = { method, params: params as WireEvent["params"] };
    for (const replacement of this.#tap.onNotification(event, this)) {
      const isSame = replacement === event;
      this.#listener?.onMessage(isSame ? text : JSON.stringify({ jsonrpc: "2.0", ...replacement }));
    }
    this.#tap.onDelivered(event, this);
  }
}

function isCounted(method: string, bareName: string): boolean {
  return Object.hasOwn(interactive.methods, bareName) || !method.startsWith(`${interactive.namespace}.`);
}
