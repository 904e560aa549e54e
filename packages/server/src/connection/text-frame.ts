/** FIN and the opcode of a text frame (RFC 6455 section 5.2): a message is always one frame. */
const FINAL_TEXT = 0x81;

/** Largest lengths that fit in the second byte itself, and in the two bytes after it. */
const MAX_SHORT = 125;
const MAX_MEDIUM = 0xffff;

/**
 * Messages as a server sends them, one text frame each, unmasked and without extensions (RFC 6455 section 5),
 * in one piece of memory that `allocate` provides: strings that wait for a socket are held twice, and take up
 * to three times their length once more.
 */
export function encodeTextFrames(
  texts: readonly string[],
  allocate: (length: number) => Buffer = Buffer.allocUnsafe,
): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const total = lengths.reduce((sum, length) => sum + headLength(length) + length, 0);
  const bytes = allocate(total);
  let at = 0;
  for (const [index, text] of texts.entries()) {
    const length = lengths[index] as number;
    at = writeHead(bytes, at, length);
    // As long in bytes as in characters means ASCII, which is copied instead of encoded.
    at += bytes.write(text, at, length, length === text.length ? "latin1" : "utf8");
  }
  return bytes;
}

function headLength(length: number): number {
  if (length <= MAX_SHORT) return 2;
  return length <= MAX_MEDIUM ? 4 : 10;
}

/** Writes the head of a frame of that length; returns where its payload begins. */
function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = FINAL_TEXT;
  if (length <= MAX_SHORT) {
    bytes[at + 1] = length;
    return at + 2;
  }
  if (length <= MAX_MEDIUM) {
    bytes[at + 1] = 126;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = 127;
  bytes.writeUInt32BE(Math.floor(length / 2 ** 32), at + 2);
  return bytes.writeUInt32BE(length % 2 ** 32, at + 6);
}
