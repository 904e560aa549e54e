import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { LogFault } from "../log-fault.ts";
import { replaceWhole } from "./new-file.ts";
import {
  differInOneByte,
  findByteChanges,
  isSame,
  type Sums,
  storedSums,
  sumOf,
  withByte,
  writeSums,
} from "./wal-checksum.ts";

/** Sizes in the WAL file format, section 4 of https://www.sqlite.org/fileformat2.html. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC_BIG_ENDIAN = 0x377f0683;
const MAGIC_LITTLE_ENDIAN = 0x377f0682;
const WAL_VERSION = 3007000;

/** A larger write-ahead file is not walked: one in use is folded into the log long before. */
const WALKED_BYTES = 512 * 1024 * 1024;

/** One frame of a write-ahead file. */
interface Frame {
  readonly header: Buffer;
  readonly page: Buffer;
}

/**
 * Walks the write-ahead file before SQLite replays it. SQLite stops silently at the first broken frame. A
 * valid frame behind a broken one, or a last one that one changed byte keeps from being valid, is damage, not
 * a torn tail: then the file is copied to `<path>-wal.damaged-<time>` and chained anew, so that no later
 * frame is lost. One wrong byte of a frame is mended by its checksum; other damage stays within the page of
 * its frame. Returns a description of the damage, or `undefined`. Throws a `LogFault` `damaged` when a frame
 * does not say to which page it belongs.
 */
export function mendWriteAhead(path: string, nowMs: number): string | undefined {
  const walPath = `${path}-wal`;
  const { size } = statSync(walPath, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > WALKED_BYTES) return `The write-ahead file has ${size} bytes: it was not searched for damage.`;
  const mended = damagedWriteAhead(path);
  if (mended === undefined) return undefined;
  const copyPath = `${walPath}.damaged-${nowMs}`;
  replaceWhole(copyPath, readFileSync(walPath));
  replaceWhole(walPath, mended);
  return `The write-ahead file was damaged; its frames were kept, and the damaged file is ${copyPath}.`;
}

/**
 * Throws a `LogFault` `damaged` when the write-ahead file is damaged in the middle: SQLite would leave out
 * what comes after that.
 */
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

/**
 * The write-ahead file with its checksums chained anew; `undefined` when it is whole or torn at its end only.
 * Changes nothing.
 */
function mendedWriteAhead(path: string): Buffer | undefined {
  const walPath = `${path}-wal`;
  if (statSync(walPath, { throwIfNoEntry: false }) === undefined) return undefined;
  const wal = readFileSync(walPath);
  if (wal.length <= HEADER_BYTES) return undefined;
  const fileHeader = wal.subarray(0, HEADER_BYTES);
  const header = mendedFileHeader(wal);
  const pageSize = pageSizeOf(path, header);
  // A log whose own header is damaged as well is refused by SQLite.
  if (!isPageSize(pageSize)) return undefined;
  const frames = framesOf(wal, pageSize);
  const isLittleEndian = endianOf(header, frames);
  const isHeaderWhole = isWholeHeader(header, pageSize);
  const salts: Buffer = isHeaderWhole ? header.subarray(16, 24) : saltsOf(frames);
  const start = { salts, pageSize, isLittleEndian, header };
  const end = endOfMendable(frames, start);
  if (end === 0) return undefined;
  const isFileWhole =
    isWholeHeader(fileHeader, pageSize) && isChained(fileHeader, frames.slice(0, end), start);
  if (isFileWhole) return undefined;
  const mended = untilLastCommit(chain(frames.slice(0, end), start), pageSize);
  return mended.equals(wal.subarray(0, mended.length)) ? undefined : mended;
}

/**
 * The file without the frames that no commit follows. A transaction that was rolled back can leave such
 * frames behind, which follow each other, but not the frames that were written over its first ones.
 */
function untilLastCommit(wal: Buffer, pageSize: number): Buffer {
  const size = FRAME_HEADER_BYTES + pageSize;
  let end = wal.length;
  while (end > HEADER_BYTES && wal.readUInt32BE(end - size + 4) === 0) end -= size;
  return wal.subarray(0, end);
}

/** The header of the file; where one byte of it or of its checksum is wrong, with the right one. */
function mendedFileHeader(wal: Buffer): Buffer {
  const header = wal.subarray(0, HEADER_BYTES);
  const pageSize = header.readUInt32BE(8);
  if (isWholeHeader(header, pageSize)) return header;
  for (const isLittle of [true, false]) {
    const resummed = Buffer.from(header);
    writeSums(resummed, 24, sumOf([0, 0], header.subarray(0, 24), isLittle));
    if (isWholeHeader(resummed, pageSize) && beginsChain(wal, resummed)) return resummed;
    for (const change of findByteChanges(header.subarray(0, 24), {
      before: [0, 0],
      wanted: storedSums(header, 24),
      isLittle,
    })) {
      const mended = withByte(header, change);
      if (isWholeHeader(mended, mended.readUInt32BE(8)) && beginsChain(wal, mended)) return mended;
    }
  }
  return header;
}

/** Whether the first frame follows a header. */
function beginsChain(wal: Buffer, header: Buffer): boolean {
  const [first] = framesOf(wal, header.readUInt32BE(8));
  if (first === undefined) return false;
  const isLittle = header.readUInt32BE(0) === MAGIC_LITTLE_ENDIAN;
  return isSame(sumOfFrame(storedSums(header, 24), first, isLittle), storedSums(first.header, 16));
}

/** The page size that the write-ahead file states, or the log itself where that is damaged. */
function pageSizeOf(path: string, header: Buffer): number {
  const stated = header.readUInt32BE(8);
  return isWholeHeader(header, stated) ? stated : pageSizeInLog(path);
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

/** Whether SQLite has pages of that size: a power of two. */
function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
}

function isWholeHeader(header: Buffer, pageSize: number): boolean {
  const magic = header.readUInt32BE(0);
  if (magic !== MAGIC_BIG_ENDIAN && magic !== MAGIC_LITTLE_ENDIAN) return false;
  if (!isPageSize(pageSize)) return false;
  if (header.readUInt32BE(4) !== WAL_VERSION || header.readUInt32BE(8) !== pageSize) return false;
  return isSame(sumOf([0, 0], header.subarray(0, 24), magic === MAGIC_LITTLE_ENDIAN), storedSums(header, 24));
}

/** The byte order of the checksums: that of the magic number, unless only the other one fits. */
function endianOf(header: Buffer, frames: readonly Frame[]): boolean {
  const magic = header.readUInt32BE(0);
  if (magic === MAGIC_LITTLE_ENDIAN || magic === MAGIC_BIG_ENDIAN) {
    const isLittle = magic === MAGIC_LITTLE_ENDIAN;
    return frames.some((_, index) => follows(frames, index, isLittle)) ? isLittle : !isLittle;
  }
  return !frames.some((_, index) => follows(frames, index, false));
}

/**
 * The salts that most neighbouring frames agree on: the first pair that occurs twice in a row, else those of
 * the first frame.
 */
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
 * Number of frames up to the last one that belongs to this generation: it follows the frame before it, and
 * one of the two has the salts. The frame before it may have a broken checksum of its own. Frames of older
 * generations have other salts.
 */
function endOfChain(frames: readonly Frame[], salts: Buffer, isLittle: boolean): number {
  const hasSalts = (frame: Frame | undefined) => frame !== undefined && saltIn(frame.header).equals(salts);
  for (let index = frames.length - 1; index > 0; index -= 1) {
    const isOfGeneration = hasSalts(frames[index]) || hasSalts(frames[index - 1]);
    const isValid = follows(frames, index, isLittle) || followsTwo(frames, index, isLittle);
    if (isOfGeneration && isValid) return index + 1;
  }
  return 0;
}

/**
 * Number of frames up to the last one that is distinguishable from a torn one: the last frame of the chain,
 * and a frame after it that a single changed byte makes invalid. A frame that was torn while it was written
 * lacks a part of its page.
 */
function endOfMendable(frames: readonly Frame[], start: ChainStart): number {
  const { salts, isLittleEndian, header } = start;
  const end = endOfChain(frames, salts, isLittleEndian);
  const [before, frame] = [frames[end - 1], frames[end]];
  if (frame === undefined || !saltIn(frame.header).equals(salts)) return end;
  const sums = before === undefined ? storedSums(header, 24) : storedSums(before.header, 16);
  return mendFrame(frame, { sums, next: undefined, isLittleEndian }).isWhole ? end + 1 : end;
}

/** Whether a frame's checksum continues the one that is stored in the frame before. */
function follows(frames: readonly Frame[], index: number, isLittle: boolean): boolean {
  const [before, frame] = [frames[index - 1], frames[index]];
  if (before === undefined || frame === undefined) return false;
  return isSame(sumOfFrame(storedSums(before.header, 16), frame, isLittle), storedSums(frame.header, 16));
}

/**
 * Whether a frame and the content of the one before it continue the checksum that is stored two frames
 * before.
 */
function followsTwo(frames: readonly Frame[], index: number, isLittle: boolean): boolean {
  const [first, before, frame] = [frames[index - 2], frames[index - 1], frames[index]];
  if (first === undefined || before === undefined || frame === undefined) return false;
  const sums = sumOfFrame(storedSums(first.header, 16), before, isLittle);
  return isSame(sumOfFrame(sums, frame, isLittle), storedSums(frame.header, 16));
}

/** Whether every frame has the salts and follows the one before it. */
function isChained(
  fileHeader: Buffer,
  frames: readonly Frame[],
  { salts, isLittleEndian }: ChainStart,
): boolean {
  let sums = storedSums(fileHeader, 24);
  return frames.every((frame) => {
    sums = sumOfFrame(sums, frame, isLittleEndian);
    return saltIn(frame.header).equals(salts) && isSame(sums, storedSums(frame.header, 16));
  });
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
  // The sums as they were before the damage: each frame is judged by them.
  let before = storedSums(start.header, 24);
  for (const [index, frame] of frames.entries()) {
    const mended = mendFrame(frame, { sums: before, next: frames[index + 1], isLittleEndian });
    before = mended.sums;
    const frameHeader = Buffer.from(mended.header);
    salts.copy(frameHeader, 8);
    sums = sumOfFrame(sums, { header: frameHeader, page: mended.page }, isLittleEndian);
    writeSums(frameHeader, 16, sums);
    parts.push(frameHeader, mended.page);
  }
  return Buffer.concat(parts);
}

/** A frame as it was written, as far as that can be determined. */
interface MendedFrame extends Frame {
  /** The sums up to and with it. */
  readonly sums: Sums;
  /**
   * Whether all of it was written, one wrong byte aside. Where that byte is not known it stays: the rows on
   * the page have checksums of their own.
   */
  readonly isWhole: boolean;
}

interface FramePlace {
  /** The sums up to the frame. */
  readonly sums: Sums;
  readonly next: Frame | undefined;
  readonly isLittleEndian: boolean;
}

/**
 * Mends one wrong byte of a frame's page, page number or commit size by its checksum, or leaves a frame whose
 * checksum alone is damaged as it is.
 */
function mendFrame(frame: Frame, { sums: before, next, isLittleEndian }: FramePlace): MendedFrame {
  const { header, page } = frame;
  const wanted = storedSums(header, 16);
  const sums = sumOfFrame(before, frame, isLittleEndian);
  const isContinued =
    next === undefined
      ? differInOneByte(sums, wanted)
      : isSame(sumOfFrame(sums, next, isLittleEndian), storedSums(next.header, 16));
  if (isSame(sums, wanted) || isContinued) return { header, page, sums, isWhole: true };
  const bytes = Buffer.concat([header.subarray(0, 8), page]);
  const changes = findByteChanges(bytes, { before, wanted, isLittle: isLittleEndian });
  const [change] = changes;
  if (change !== undefined && changes.length === 1) {
    const mended = withByte(bytes, change);
    const mendedHeader = Buffer.concat([mended.subarray(0, 8), header.subarray(8)]);
    return { header: mendedHeader, page: mended.subarray(8), sums: wanted, isWhole: true };
  }
  if (header.readUInt32BE(0) === 0) {
    throw new LogFault(
      "damaged",
      "A frame of the write-ahead file is overwritten: run `aiwhisperer repair`.",
    );
  }
  return { header, page, sums: wanted, isWhole: change !== undefined };
}

function sumOfFrame(sums: Sums, { header, page }: Frame, isLittle: boolean): Sums {
  return sumOf(sumOf(sums, header.subarray(0, 8), isLittle), page, isLittle);
}
