import { once } from "node:events";

/** Bytes that may wait for one client before its answer is held. */
const HIGH_WATER = 256 * 1024;

/** A promise to wait for where a socket of `ws` has more to write than it should; else `undefined`. */
export function roomOf(webSocket) {
  return webSocket.bufferedAmount > HIGH_WATER ? once(webSocket._socket, "drain") : undefined;
}
