import type { WebSocket } from "ws";
import { CloseCode } from "./close-code.ts";

/** Time that a connection has to close properly before its socket is ended. */
const CLOSE_GRACE_MS = 2_000;

/** Pings every connection in turn and closes those that have not answered the last ping: their line is dead. */
export class Heartbeat {
  /** Whether each one has answered the last ping. */
  readonly #hasAnswered = new Map<WebSocket, boolean>();
  readonly #onPong: (this: WebSocket) => void;
  readonly #interval: NodeJS.Timeout;

  constructor(intervalMs: number) {
    this.#interval = setInterval(() => this.#beat(), intervalMs);
    this.#interval.unref();
    const hasAnswered = this.#hasAnswered;
    // One listener for all of them, which is called on the one that has answered.
    this.#onPong = function onPong() {
      if (hasAnswered.has(this)) hasAnswered.set(this, true);
    };
  }

  add(webSocket: WebSocket): void {
    this.#hasAnswered.set(webSocket, true);
    webSocket.on("pong", this.#onPong);
  }

  remove(webSocket: WebSocket): void {
    this.#hasAnswered.delete(webSocket);
  }

  /** Ends the pings. */
  stop(): void {
    clearInterval(this.#interval);
  }

  #beat(): void {
    for (const [webSocket, hasAnswered] of this.#hasAnswered) {
      // A paused socket is one that does not take what it is sent; its answers wait behind that and prove nothing.
      if (hasAnswered || webSocket.isPaused) {
        this.#hasAnswered.set(webSocket, false);
        webSocket.ping();
        continue;
      }
      this.#hasAnswered.delete(webSocket);
      webSocket.close(CloseCode.PingTimeout, "no answer to a ping");
      setTimeout(() => webSocket.terminate(), CLOSE_GRACE_MS).unref();
    }
  }
}
