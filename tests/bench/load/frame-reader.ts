import { PONG, TEXT } from "./client-frame.ts";

/** Who gets the frames of a server. The bytes are only good during the call. */
export interface FrameListener {
  onText(bytes: Buffer, start: number, end: number): void;
  onPing(payload: Buffer): void;
  /** The other side closes, with its code; 1005 if there is none. */
  onClose(code: number, reason: string): void;
}

const CLOSE = 0x8;
const PING = 0x9;

/**
 * Parts what a server sends into frames, at the cost of a few bytes' look at each: servers neither mask nor,
 * here, fragment.
 */
export class FrameReader {
  readonly #listener: FrameListener;
  /** The beginning of a frame whose end has not come. */
  #rest: Buffer | undefined;

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  /** Takes bytes as they came from the socket; they may be overwritten after the call. */
  read(received: Buffer): void {
    const bytes = this.#rest === undefined ? received : Buffer.concat([this.#rest, received]);
    this.#rest = undefined;
    let at = 0;
    while (at + 2 <= bytes.length) {
      const short = (bytes[at + 1] as number) & 0x7f;
      const headLength = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + headLength > bytes.length) break;
      const start = at + headLength;
      const end = start + (short < 126 ? short : payloadLength(bytes, at + 2, short));
      if (end > bytes.length) break;
      this.#take(bytes, bytes[at] as number, start, end);
      at = end;
    }
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
  }

  #take(bytes: Buffer, first: number, start: number, end: number): void {
    switch (first) {
      case 0x80 | TEXT:
        this.#listener.onText(bytes, start, end);
        return;
      case 0x80 | PING:
        this.#listener.onPing(Buffer.from(bytes.subarray(start, end)));
        return;
      case 0x80 | CLOSE:
        this.#listener.onClose(
          end - start >= 2 ? bytes.readUInt16BE(start) : 1005,
          bytes.toString("utf8", start + 2, end),
        );
        return;
      case 0x80 | PONG:
        return;
      default:
        throw new Error(`a frame begins with 0x${first.toString(16)}, which is not looked for here`);
    }
  }
}

function payloadLength(bytes: Buffer, at: number, short: number): number {
  return short === 126
    ? bytes.readUInt16BE(at)
    : bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
}
