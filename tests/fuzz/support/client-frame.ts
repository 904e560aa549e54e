/** What a frame of a client says of itself (RFC 6455 section 5.2), true or not. */
export interface FrameHead {
  /** Default 1, a text. */
  readonly opcode?: number;
  /** Whether it ends its message. Default true. */
  readonly fin?: boolean;
  /** The three reserved bits; 4 is RSV1. Default 0. */
  readonly rsv?: number;
  /** Default true. */
  readonly isMasked?: boolean;
  /** Bytes that it announces. Default: those that it has. */
  readonly announced?: bigint;
}

/** Opcodes of RFC 6455 section 11.8. */
export const Opcode = { Continuation: 0, Text: 1, Binary: 2, Close: 8, Ping: 9, Pong: 10 } as const;

/** A frame as a client sends it, right or wrong. */
export function clientFrame(payload: string | Buffer = "", head: FrameHead = {}): Buffer {
  const { opcode = Opcode.Text, fin = true, rsv = 0, isMasked = true } = head;
  const bytes = Buffer.from(payload);
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const length = lengthOf(head.announced ?? BigInt(bytes.length), isMasked);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(isMasked ? 4 : 0), bytes]);
}

/** A text frame with a request. */
export function requestFrame(method: string, params: object, id: string | number = 1): Buffer {
  return clientFrame(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
}

function lengthOf(length: bigint, isMasked: boolean): Buffer {
  const mask = isMasked ? 0x80 : 0;
  if (length < 126n) return Buffer.from([mask | Number(length)]);
  if (length < 65_536n) return Buffer.from([mask | 126, Number(length >> 8n), Number(length & 0xffn)]);
  const bytes = Buffer.alloc(9, mask | 127);
  bytes.writeBigUInt64BE(length, 1);
  return bytes;
}
