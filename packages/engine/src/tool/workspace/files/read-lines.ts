import { TextDecoder } from "node:util";
import { showPath } from "../kit/show-path.ts";
import { countOf, formatNumber } from "../kit/text.ts";
import type { Workspace } from "../kit/workspace.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import { LineRange } from "./line-range.ts";
import { type OpenFile, withFile } from "./open-file.ts";
import { withPlace } from "./place.ts";

const PIECE_BYTES = 65_536;

/** Lines further back in a file cannot be read. */
const MAX_READ_BYTES = 268_435_456;

/** Which lines of which file. */
export interface ReadArguments {
  readonly path: string;
  /** From 1 on. Default: the first. */
  readonly startLine?: number;
  /** Included. Default: the last. */
  readonly endLine?: number;
}

/**
 * The wanted lines of a text file, as many as the limits allow, with a last line that says where they are
 * from unless they are all. Throws a `WorkspaceFault` for what is no regular file, no UTF-8 text, or has no
 * such lines.
 */
export function readLines(workspace: Workspace, { path, startLine = 1, endLine }: ReadArguments): string {
  if (endLine !== undefined && endLine < startLine) {
    throw new WorkspaceFault(`endLine ${endLine} comes before startLine ${startLine}.`);
  }
  return withPlace(workspace, path, ({ folder, name }) =>
    withFile(folder, name, (file) => {
      const bounds = { startLine, endLine: endLine ?? Number.POSITIVE_INFINITY };
      const range = new LineRange(bounds, workspace.limits);
      const isWhole = readPieces(file, (text) => range.add(text));
      if (range.lineCount === 0) return "(The file is empty.)";
      if (range.lineCount < startLine) throw beyondEnd(file, range.lineCount, isWhole);
      return range.finish(isWhole);
    }),
  );
}

/** Yields the file's text piece by piece. Returns whether that was all of it. */
function readPieces(file: OpenFile, onText: (text: string) => void): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const buffer = new Uint8Array(PIECE_BYTES);
  for (let total = 0; total < MAX_READ_BYTES; ) {
    const count = file.read(buffer);
    const piece = buffer.subarray(0, count);
    onText(decodePiece(decoder, piece, file));
    if (count === 0) return true;
    total += count;
  }
  return false;
}

function decodePiece(decoder: TextDecoder, piece: Uint8Array, { path, stats }: OpenFile): string {
  try {
    if (!piece.includes(0)) return decoder.decode(piece, { stream: piece.length > 0 });
  } catch (error) {
    // The decoder's way to say that the bytes are no UTF-8.
    if (!(error instanceof TypeError)) throw error;
  }
  const size = countOf(Number(stats.size), "byte");
  throw new WorkspaceFault(
    `${showPath(path)} is no UTF-8 text but binary data (${size}), which cannot be read.`,
  );
}

function beyondEnd({ path }: OpenFile, lineCount: number, isWhole: boolean): WorkspaceFault {
  const lines = isWhole
    ? `has ${countOf(lineCount, "line")}`
    : `can be read up to line ${formatNumber(lineCount)} only`;
  return new WorkspaceFault(`${showPath(path)} ${lines}. Ask for a smaller startLine.`);
}
