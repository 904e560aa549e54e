import type { WebSocket } from "ws";
import { CloseCode } from "./close-code.ts";

/** Time that a connection has to close properly before its socket is ended. */
const CLOSE_GRACE_MS = 2_000;

/** Pings every connection in turn and closes those that have not answered the last ping: their line is dead. */
export class Heartbeat {
  readonly #waiting = new Map<WebSocket, { hasAnswered: boolean }>();
  readonly #interval: NodeJS.Timeout;

  constructor(intervalMs: number) {
    this.#interval = setInterval(() => this.#beat(), intervalMs);
    this.#interval.unref();
  }

  add(webSocket: WebSocket): void {
    const state = { hasAnswered: true };
    this.#waiting.set(webSocket, state);
    webSocket.on("pong", () => {
      state.hasAnswered = true;
    });
  }

  remove(webSocket: WebSocket): void {
    this.#waiting.delete(webSocket);
  }

  /** Ends the pings. */
  stop(): void {
    clearInterval(this.#interval);
  }

  #beat(): void {
    for (const [webSocket, state] of this.#waiting) {
      // A paused socket is one that does not take what it is sent; its answers wait behind that and prove nothing.
      if (state.hasAnswered || webSocket.isPaused) {
        state.hasAnswered = false;
        webSocket.ping();
        continue;
      }
      this.#waiting.delete(webSocket);
      webSocket.close(CloseCode.PingTimeout, "no answer to a ping");
      setTimeout(() => webSocket.terminate(), CLOSE_GRACE_MS).unref();
    }
  }
}
