import { setImmediate } from "node:timers/promises";
import type { ReadLimits } from "./event-log.ts";

/** Bounds of one page: what is decoded before other work gets its turn. */
export const PAGE: ReadLimits = { maxEvents: 500, maxLength: 128 * 1024 };

/** An entry of a session that has a place in its sequence. */
interface PageEntry {
  readonly sequence: number;
  readonly text: string;
}

/** Which entries are read. */
export interface PageRange {
  /** Sequence of the entry before the first one. Default: 0. */
  readonly after?: number;
  /** Sequence of the last entry. Default: the last one of the session. */
  readonly through?: number;
}

/**
 * Reads entries of a session in order, page by page; no page is empty. After each full page other work gets
 * its turn, however long the session is. Rejects as `read` does.
 */
export async function* readPages<Entry extends PageEntry>(
  read: (afterSequence: number, limits: ReadLimits) => Promise<readonly Entry[]>,
  { after = 0, through = Number.POSITIVE_INFINITY }: PageRange = {},
): AsyncGenerator<readonly Entry[], void> {
  let sequence = after;
  while (sequence < through) {
    const maxEvents = Math.min(PAGE.maxEvents, through - sequence);
    const page = await read(sequence, { ...PAGE, maxEvents });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    sequence = last.sequence;
    if (isFull(page)) await setImmediate();
  }
}

/** Whether a page ended at its bounds; the last one of a session seldom does. */
function isFull(page: readonly PageEntry[]): boolean {
  const length = page.reduce((sum, { text }) => sum + text.length, 0);
  return page.length >= PAGE.maxEvents || length >= PAGE.maxLength / 2;
}
