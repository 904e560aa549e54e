import { once } from "node:events";
import { WebSocket } from "ws";

const OVERLOADED = -32030;
const DRAINING = -32031;

/** A JSON value that came over the wire. */
export type WireMessage = Readonly<Record<string, unknown>>;

/**
 * A WebSocket without any knowledge of the protocol. It keeps what comes, so that no message is missed
 * between two waits.
 */
export class RawClient {
  readonly webSocket: WebSocket;
  /** Everything that has come, in order. */
  readonly received: unknown[] = [];
  #taken = 0;
  #wake: (() => void) | undefined;
  readonly #closed: Promise<{ code: number; reason: string }>;
  #isClosed = false;

  private constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on("message", (data: Buffer) => {
      this.received.push(JSON.parse(data.toString()));
      this.#wake?.();
    });
    const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
    this.#closed = promise;
    webSocket.once("close", (code, reason) => {
      this.#isClosed = true;
      this.#wake?.();
      resolve({ code, reason: String(reason) });
    });
  }

  /** Connects; rejects when the upgrade is refused. */
  static async connect(url: string, options: { headers?: Record<string, string> } = {}): Promise<RawClient> {
    const webSocket = new WebSocket(url, { perMessageDeflate: false, ...options });
    const client = new RawClient(webSocket);
    await once(webSocket, "open");
    return client;
  }

  /** Sends a value as JSON, or a text as it is. */
  send(value: unknown): void {
    this.webSocket.send(typeof value === "string" ? value : JSON.stringify(value));
  }

  /** The next message that has not been taken. Rejects when the connection ends first. */
  async next(): Promise<unknown> {
    while (this.#taken >= this.received.length) {
      if (this.#isClosed) throw new Error("the connection has ended");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const message = this.received[this.#taken];
    this.#taken += 1;
    return message;
  }

  /** Takes messages until one satisfies the condition. Returns the taken messages. */
  async until(isLast: (message: WireMessage) => boolean): Promise<WireMessage[]> {
    const taken: WireMessage[] = [];
    for (;;) {
      const message = (await this.next()) as WireMessage;
      taken.push(message);
      if (isLast(message)) return taken;
    }
  }

  /**
   * Calls a method and returns the whole response; what comes before it is taken and lost to `next`, but
   * stays in `received`. Throws when the server refuses to take the request now (Overloaded or Draining):
   * nothing was done, and a test that went on would take a refusal for a loss. A test of such refusals uses
   * `attempt`.
   */
  async call(method: string, params?: unknown, id?: string | number): Promise<WireMessage> {
    const response = await this.attempt(method, params, id);
    const { code, message } = (response.error ?? {}) as { readonly code?: number; readonly message?: string };
    if (code === OVERLOADED || code === DRAINING) throw new Error(`${method} was refused: ${message}`);
    return response;
  }

  /** Calls a method and returns the whole response, whatever it is. */
  async attempt(
    method: string,
    params?: unknown,
    id: string | number = `call-${this.received.length}`,
  ): Promise<WireMessage> {
    this.send({ jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) });
    const taken = await this.until((message) => message.id === id);
    return taken.at(-1) as WireMessage;
  }

  /** Resolves when the connection has ended. */
  get closed(): Promise<{ code: number; reason: string }> {
    return this.#closed;
  }

  close(): void {
    this.webSocket.close();
  }
}
