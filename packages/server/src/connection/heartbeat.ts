import type { Clock, Timer } from "@aiwhisperer/engine";
import { CloseCode } from "@aiwhisperer/protocol";
import type { WebSocket } from "ws";

/** Time that a connection has to complete the closing handshake before its socket is destroyed. */
const CLOSE_GRACE_MS = 2_000;

/**
 * Pings every connection at an interval and closes those that have not answered the last ping with 4408. A
 * paused socket is exempt.
 */
export class Heartbeat {
  /** Whether each connection has answered the last ping. */
  readonly #hasAnswered = new Map<WebSocket, boolean>();
  readonly #onPong: (this: WebSocket) => void;
  readonly #clock: Clock;
  readonly #timer: Timer;

  constructor(clock: Clock, intervalMs: number) {
    this.#clock = clock;
    this.#timer = clock.setTimer(intervalMs, () => {
      this.#timer.refresh();
      this.#beat();
    });
    const hasAnswered = this.#hasAnswered;
    // One function for all connections, called with the connection as `this`.
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
    this.#timer.cancel();
  }

  #beat(): void {
    for (const [webSocket, hasAnswered] of this.#hasAnswered) {
      // A paused socket belongs to a slow reader: its pongs wait unread, so their absence proves nothing.
      if (hasAnswered || webSocket.isPaused) {
        this.#hasAnswered.set(webSocket, false);
        webSocket.ping();
        continue;
      }
      this.#hasAnswered.delete(webSocket);
      webSocket.close(CloseCode.PingTimeout, "no answer to a ping");
      this.#clock.setTimer(CLOSE_GRACE_MS, () => webSocket.terminate());
    }
  }
}
