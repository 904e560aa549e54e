import { WebSocket } from "ws";

/**
 * A WebSocket of a server, which reports a broken frame before it closes. On its own, ws closes at once, and
 * what came in the same packet before that frame would never be answered.
 */
export class ServerWebSocket extends WebSocket {
  /**
   * Called instead of the close with the code that fits (1002, 1007, 1008 or 1009). Nothing more is received;
   * the callee closes.
   */
  onBroken: ((code: number) => void) | undefined;

  /**
   * Starts the closing handshake. Only ws itself closes with a code and without a reason: when it meets a
   * broken frame.
   */
  override close(code?: number, reason?: string | Buffer): void {
    const isBroken = code !== undefined && reason === undefined;
    if (isBroken && this.onBroken !== undefined && this.readyState === WebSocket.OPEN) this.onBroken(code);
    else super.close(code, reason);
  }
}
