/**
 * The checksum of the WAL file format: two sums over pairs of words, section 4.2 of
 * https://www.sqlite.org/fileformat2.html.
 */
export type Sums = readonly [number, number];

/** The sums that continue others over bytes, the number of which is a multiple of 8. */
export function sumOf([first, second]: Sums, bytes: Buffer, isLittle: boolean): Sums {
  let [a, b] = [first, second];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, isLittle) + b) >>> 0;
    b = (b + view.getUint32(at + 4, isLittle) + a) >>> 0;
  }
  return [a, b];
}

/**
 * The sums at a place of a header; they are stored with the highest byte first, whatever the order of the
 * words.
 */
export function storedSums(header: Buffer, at: number): Sums {
  return [header.readUInt32BE(at), header.readUInt32BE(at + 4)];
}

/** Stores sums at a place of a header. */
export function writeSums(header: Buffer, at: number, [first, second]: Sums): void {
  header.writeUInt32BE(first, at);
  header.writeUInt32BE(second, at + 4);
}

/** Whether two sums are the same. */
export function isSame(left: Sums, right: Sums): boolean {
  return left[0] === right[0] && left[1] === right[1];
}

/** Whether two sums differ in one byte alone, as when that of the stored ones is damaged. */
export function differInOneByte(left: Sums, right: Sums): boolean {
  const differences = [(left[0] ^ right[0]) >>> 0, (left[1] ^ right[1]) >>> 0];
  const [difference, ...others] = differences.filter((word) => word !== 0);
  if (difference === undefined || others.length > 0) return false;
  return [0, 8, 16, 24].some((shift) => (difference & ~(0xff << shift)) === 0);
}

/** One other value for a byte. */
export interface ByteChange {
  readonly at: number;
  readonly value: number;
}

/**
 * Every change of a single byte after which the sums are those wanted. The sums are linear: a change of a
 * word adds a multiple of itself to each, which depends on the number of words behind it alone. A wrong
 * highest byte of a word shows in 16 bits only, so that several changes fit.
 */
export function findByteChanges(
  bytes: Buffer,
  { before, wanted, isLittle }: { readonly before: Sums; readonly wanted: Sums; readonly isLittle: boolean },
): readonly ByteChange[] {
  const found = sumOf(before, bytes, isLittle);
  const missing: Sums = [(wanted[0] - found[0]) | 0, (wanted[1] - found[1]) | 0];
  const changes: ByteChange[] = [];
  // What 1 more in the first and in the second word of a pair adds to the sums at the end.
  let first: Sums = [1, 1];
  let second: Sums = [0, 1];
  for (let at = bytes.length - 8; at >= 0; at -= 8) {
    changes.push(...changesOfWord(bytes, { offset: at, factors: first, missing, isLittle }));
    changes.push(...changesOfWord(bytes, { offset: at + 4, factors: second, missing, isLittle }));
    first = step(first);
    second = step(second);
  }
  return changes;
}

/** The bytes with one of them changed. */
export function withByte(bytes: Buffer, { at, value }: ByteChange): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = value;
  return changed;
}

function step([a, b]: Sums): Sums {
  return [(a + b) | 0, (a + 2 * b) | 0];
}

function changesOfWord(
  bytes: Buffer,
  word: {
    readonly offset: number;
    readonly factors: Sums;
    readonly missing: Sums;
    readonly isLittle: boolean;
  },
): readonly ByteChange[] {
  const { offset, factors, missing, isLittle } = word;
  const changes: ByteChange[] = [];
  for (let index = 0; index < 4; index += 1) {
    const at = offset + index;
    const shift = 8 * (isLittle ? index : 3 - index);
    const before = bytes[at] ?? 0;
    for (let value = 0; value < 256; value += 1) {
      const delta = (value - before) << shift;
      if (Math.imul(factors[0], delta) === missing[0] && Math.imul(factors[1], delta) === missing[1]) {
        changes.push({ at, value });
      }
    }
  }
  return changes;
}
