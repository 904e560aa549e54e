import { closeSync, copyFileSync, openSync, readFileSync, readSync, statSync, writeFileSync } from "node:fs";
import { LogFault } from "./log-fault.ts";

/** Sizes in the WAL file format, section 4 of https://www.sqlite.org/fileformat2.html. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC_BIG_ENDIAN = 0x377f0683;
const MAGIC_LITTLE_ENDIAN = 0x377f0682;
const WAL_VERSION = 3007000;

/** A larger write-ahead file is not walked: one in use is folded into the log long before. */
const WALKED_BYTES = 1024 * 1024 * 1024;

type Sums = readonly [number, number];

/** One frame of a write-ahead file. */
interface Frame {
  readonly header: Buffer;
  readonly page: Buffer;
}

/**
 * Walks the write-ahead file before SQLite replays it. SQLite stops silently at the first broken frame. A valid frame behind a broken one is
 * damage, not a torn tail: then the file is copied to `<path>-wal.damaged-<time>` and chained anew, so that no later frame is lost and the
 * damage stays within the page of its frame. Returns a description of the damage, or `undefined`. Throws a `LogFault` `damaged` when a frame
 * does not say to which page it belongs.
 */
export function mendWriteAhead(path: string, nowMs: number): string | undefined {
  const walPath = `${path}-wal`;
  const { size } = statSync(walPath, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > WALKED_BYTES) return `The write-ahead file has ${size} bytes: it was not searched for damage.`;
  const mended = damagedWriteAhead(path);
  if (mended === undefined) return undefined;
  const copyPath = `${walPath}.damaged-${nowMs}`;
  copyFileSync(walPath, copyPath);
  writeFileSync(walPath, mended);
  return `The write-ahead file was damaged in the middle; its frames were kept, and the damaged file is ${copyPath}.`;
}

/** Throws a `LogFault` `damaged` when the write-ahead file is damaged in the middle: SQLite would leave out what comes after that. */
export function checkWriteAhead(path: string): void {
  const { size } = statSync(`${path}-wal`, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > WALKED_BYTES || damagedWriteAhead(path) === undefined) return;
  throw new LogFault(
    "damaged",
    `The write-ahead file of ${path} is damaged: stop the server and run \`aiwhisperer repair\`.`,
  );
}

/** As `mendedWriteAhead`, for a file that another process may write: that changes it between two looks. */
function damagedWriteAhead(path: string): Buffer | undefined {
  const mended = mendedWriteAhead(path);
  return mended !== undefined && mendedWriteAhead(path)?.equals(mended) === true ? mended : undefined;
}

/** The write-ahead file with its checksums chained anew; `undefined` when it is whole or torn at its end only. Changes nothing. */
function mendedWriteAhead(path: string): Buffer | undefined {
  const walPath = `${path}-wal`;
  if (statSync(walPath, { throwIfNoEntry: false }) === undefined) return undefined;
  const wal = readFileSync(walPath);
  if (wal.length <= HEADER_BYTES) return undefined;
  const pageSize = pageSizeOf(path, wal);
  const frames = framesOf(wal, pageSize);
  const isLittleEndian = endianOf(wal, frames);
  const header = wal.subarray(0, HEADER_BYTES);
  const isHeaderWhole = isWholeHeader(header, pageSize);
  const salts: Buffer = isHeaderWhole ? header.subarray(16, 24) : saltsOf(frames);
  const end = endOfChain(frames, salts, isLittleEndian);
  if (end === 0 || (isHeaderWhole && isChained(header, frames.slice(0, end), salts, isLittleEndian))) {
    return undefined;
  }
  return chain(frames.slice(0, end), { salts, pageSize, isLittleEndian, header });
}

/** The page size that the write-ahead file states, or the log itself where that is damaged. */
function pageSizeOf(path: string, wal: Buffer): number {
  const stated = wal.readUInt32BE(8);
  return isWholeHeader(wal.subarray(0, HEADER_BYTES), stated) ? stated : pageSizeInLog(path);
}

function pageSizeInLog(path: string): number {
  const header = Buffer.alloc(18);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  const size = header.readUInt16BE(16);
  return size === 1 ? 65536 : size;
}

function framesOf(wal: Buffer, pageSize: number): readonly Frame[] {
  const frames: Frame[] = [];
  const size = FRAME_HEADER_BYTES + pageSize;
  for (let at = HEADER_BYTES; at + size <= wal.length; at += size) {
    const page = at + FRAME_HEADER_BYTES;
    frames.push({ header: wal.subarray(at, page), page: wal.subarray(page, at + size) });
  }
  return frames;
}

function isWholeHeader(header: Buffer, pageSize: number): boolean {
  const magic = header.readUInt32BE(0);
  if (magic !== MAGIC_BIG_ENDIAN && magic !== MAGIC_LITTLE_ENDIAN) return false;
  if (header.readUInt32BE(4) !== WAL_VERSION || header.readUInt32BE(8) !== pageSize) return false;
  return isSame(sumOf([0, 0], header.subarray(0, 24), magic === MAGIC_LITTLE_ENDIAN), storedSums(header, 24));
}

/** The byte order of the checksums: that of the magic number, unless only the other one fits. */
function endianOf(wal: Buffer, frames: readonly Frame[]): boolean {
  const magic = wal.readUInt32BE(0);
  if (magic === MAGIC_LITTLE_ENDIAN || magic === MAGIC_BIG_ENDIAN) {
    const isLittle = magic === MAGIC_LITTLE_ENDIAN;
    return frames.some((_, index) => follows(frames, index, isLittle)) ? isLittle : !isLittle;
  }
  return !frames.some((_, index) => follows(frames, index, false));
}

/** The salts that most neighbouring frames agree on: the first pair that occurs twice in a row, else those of the first frame. */
function saltsOf(frames: readonly Frame[]): Buffer {
  const pair = frames.find(({ header }, index) => {
    const next = frames[index + 1];
    return next !== undefined && saltIn(header).equals(saltIn(next.header));
  });
  return saltIn((pair ?? frames[0])?.header ?? Buffer.alloc(FRAME_HEADER_BYTES));
}

function saltIn(header: Buffer): Buffer {
  return header.subarray(8, 16);
}

/**
 * Number of frames up to the last one that belongs to this generation: it follows the frame before it, and one of the two has the salts. The frame before
 * it may have a broken checksum of its own. Frames of older generations have other salts.
 */
function endOfChain(frames: readonly Frame[], salts: Buffer, isLittle: boolean): number {
  const hasSalts = (frame: Frame | undefined) => frame !== undefined && saltIn(frame.header).equals(salts);
  for (let index = frames.length - 1; index > 0; index -= 1) {
    const isOfGeneration = hasSalts(frames[index]) || hasSalts(frames[index - 1]);
    const isValid = follows(frames, index, isLittle) || followsTwo(frames, index, isLittle);
    if (isOfGeneration && isValid) return index + 1;
  }
  return hasSalts(frames[0]) ? 1 : 0;
}

/** Whether a frame's checksum continues the one that is stored in the frame before. */
function follows(frames: readonly Frame[], index: number, isLittle: boolean): boolean {
  const [before, frame] = [frames[index - 1], frames[index]];
  if (before === undefined || frame === undefined) return false;
  return isSame(sumOfFrame(storedSums(before.header, 16), frame, isLittle), storedSums(frame.header, 16));
}

/** Whether a frame and the content of the one before it continue the checksum that is stored two frames before. */
function followsTwo(frames: readonly Frame[], index: number, isLittle: boolean): boolean {
  const [first, before, frame] = [frames[index - 2], frames[index - 1], frames[index]];
  if (first === undefined || before === undefined || frame === undefined) return false;
  const sums = sumOfFrame(storedSums(first.header, 16), before, isLittle);
  return isSame(sumOfFrame(sums, frame, isLittle), storedSums(frame.header, 16));
}

function isChained(header: Buffer, frames: readonly Frame[], salts: Buffer, isLittle: boolean): boolean {
  let sums = storedSums(header, 24);
  for (const [index, frame] of frames.entries()) {
    sums = sumOfFrame(sums, frame, isLittle);
    const isWhole = saltIn(frame.header).equals(salts) && isSame(sums, storedSums(frame.header, 16));
    // A single broken frame at the end cannot be told from a torn one.
    if (!isWhole) return index === 0 && frames.length === 1;
  }
  return true;
}

interface ChainStart {
  readonly salts: Buffer;
  readonly pageSize: number;
  readonly isLittleEndian: boolean;
  readonly header: Buffer;
}

function chain(frames: readonly Frame[], start: ChainStart): Buffer {
  const { salts, pageSize, isLittleEndian } = start;
  const header = Buffer.from(start.header);
  header.writeUInt32BE(isLittleEndian ? MAGIC_LITTLE_ENDIAN : MAGIC_BIG_ENDIAN, 0);
  header.writeUInt32BE(WAL_VERSION, 4);
  header.writeUInt32BE(pageSize, 8);
  salts.copy(header, 16);
  let sums = sumOf([0, 0], header.subarray(0, 24), isLittleEndian);
  writeSums(header, 24, sums);
  const parts: Buffer[] = [header];
  let stored: Sums = storedSums(start.header, 24);
  for (const frame of frames) {
    const mended = Buffer.from(mendedHeader(frame, stored, isLittleEndian));
    stored = storedSums(frame.header, 16);
    salts.copy(mended, 8);
    sums = sumOfFrame(sums, { header: mended, page: frame.page }, isLittleEndian);
    writeSums(mended, 16, sums);
    parts.push(mended, frame.page);
  }
  return Buffer.concat(parts);
}

/** The header of a frame; where one byte of its page number or commit size is wrong, with the byte that fits the checksum. */
function mendedHeader(frame: Frame, before: Sums, isLittle: boolean): Buffer {
  const wanted = storedSums(frame.header, 16);
  if (isSame(sumOfFrame(before, frame, isLittle), wanted)) return frame.header;
  for (let at = 0; at < 8; at += 1) {
    const header = Buffer.from(frame.header);
    for (let value = 0; value < 256; value += 1) {
      header[at] = value;
      if (isSame(sumOfFrame(before, { header, page: frame.page }, isLittle), wanted)) return header;
    }
  }
  if (frame.header.readUInt32BE(0) === 0) {
    throw new LogFault(
      "damaged",
      "A frame of the write-ahead file is overwritten: run `aiwhisperer repair`.",
    );
  }
  return frame.header;
}

function sumOfFrame(sums: Sums, { header, page }: Frame, isLittle: boolean): Sums {
  return sumOf(sumOf(sums, header.subarray(0, 8), isLittle), page, isLittle);
}

function sumOf([first, second]: Sums, bytes: Buffer, isLittle: boolean): Sums {
  let [a, b] = [first, second];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, isLittle) + b) >>> 0;
    b = (b + view.getUint32(at + 4, isLittle) + a) >>> 0;
  }
  return [a, b];
}

function storedSums(header: Buffer, at: number): Sums {
  return [header.readUInt32BE(at), header.readUInt32BE(at + 4)];
}

function writeSums(header: Buffer, at: number, [first, second]: Sums): void {
  header.writeUInt32BE(first, at);
  header.writeUInt32BE(second, at + 4);
}

function isSame(left: Sums, right: Sums): boolean {
  return left[0] === right[0] && left[1] === right[1];
}
