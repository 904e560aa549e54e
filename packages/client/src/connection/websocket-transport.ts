import { CloseCode, type CloseInfo, type Transport, type TransportListener } from "@aiwhisperer/protocol";

/** Opens a transport to a server. Resolves once messages can be sent. Rejects on failure or abort. */
export type OpenTransport = (url: string, signal: AbortSignal) => Promise<Transport>;

/** The connection could not be opened. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly close: CloseInfo;

  constructor(url: string, close: CloseInfo) {
    super(`${url} cannot be reached (${[close.code, close.reason].filter(Boolean).join(" ")})`);
    this.close = close;
  }
}

/** Maps to the close codes that the WHATWG standard allows a program to send; any other becomes 1000. */
function sendableCode(code: number): number {
  return code === CloseCode.Normal || (code >= 3000 && code <= 4999) ? code : CloseCode.Normal;
}

/** Connects with the platform's WebSocket, in browsers and in Node. */
export const createWebSocketTransport: OpenTransport = (url, signal) => {
  const opened = Promise.withResolvers<Transport>();
  const socket = new WebSocket(url);
  const transport = new WebSocketTransport(socket);
  const abort = () => {
    socket.close();
    opened.reject(signal.reason);
  };
  signal.addEventListener("abort", abort, { once: true });
  socket.addEventListener("open", () => {
    signal.removeEventListener("abort", abort);
    opened.resolve(transport);
  });
  socket.addEventListener("close", ({ code, reason }) => {
    signal.removeEventListener("abort", abort);
    opened.reject(new TransportError(url, { code, reason }));
  });
  return opened.promise;
};

class WebSocketTransport implements Transport {
  readonly #socket: WebSocket;
  #listener: TransportListener | undefined;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string") this.#deliver((listener) => listener.onMessage(data));
      else socket.close(CloseCode.NotTheProtocol, "text frames only");
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.#deliver((listener) => listener.onClose({ code, reason }));
    });
  }

  send(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    for (const deliver of this.#waiting.splice(0)) deliver();
  }

  close(code: number, reason: string): void {
    this.#socket.close(sendableCode(code), reason);
  }

  #deliver(call: (listener: TransportListener) => void): void {
    const listener = this.#listener;
    if (listener === undefined) this.#waiting.push(() => this.#deliver(call));
    else call(listener);
  }
}
