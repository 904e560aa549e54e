/** FIN and the opcodes of RFC 6455 section 5.2. */
const FIN = 0x80;
const MASKED = 0x80;
export const TEXT = 0x1;
export const PONG = 0xa;

/**
 * Any mask does, as frames are made once and sent many times, but one of zeros: that would spare a server the
 * unmasking.
 */
const MASK = Buffer.from([0x5a, 0x17, 0xc3, 0x88]);

/** A text as a client sends it: one masked frame. */
export function clientFrame(payload: string | Buffer, opcode = TEXT): Buffer {
  const bytes = Buffer.from(payload);
  for (const [index, byte] of bytes.entries()) bytes[index] = byte ^ (MASK[index % 4] ?? 0);
  return Buffer.concat([frameHead(opcode, bytes.length), MASK, bytes]);
}

function frameHead(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([FIN | opcode, MASKED | length]);
  if (length < 65_536) return Buffer.from([FIN | opcode, MASKED | 126, length >> 8, length & 0xff]);
  const head = Buffer.from([FIN | opcode, MASKED | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(length, 6);
  return head;
}
