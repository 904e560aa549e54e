import { crc32 } from "node:zlib";
import { type EventText, packTexts, unpackTexts } from "../event-text.ts";

/** Events of one session that go into a row of the journal. */
export interface JournalEntry {
  /** The session's key in the file. */
  readonly key: number;
  readonly firstSequence: number;
  readonly events: readonly EventText[];
}

/** A row of the journal: the events of one commit, of all sessions that brought a few. */
export interface JournalRow {
  readonly text: string;
  readonly checksum: number;
}

/** Separates entries; texts of events never contain it. */
const BETWEEN = "\f";

/** Puts entries into a row: each a line with its key and first sequence, and the packed texts after it. */
export function toJournalRow(entries: readonly JournalEntry[]): JournalRow {
  const parts = entries.map(
    ({ key, firstSequence, events }) => `${key} ${firstSequence}\n${packTexts(events)}`,
  );
  const text = parts.join(BETWEEN);
  return { text, checksum: crc32(text) };
}

/** The entries of a row; `undefined` where it is not as it was written. */
export function entriesOf({ text, checksum }: JournalRow): readonly JournalEntry[] | undefined {
  if (crc32(text) !== checksum) return undefined;
  return text.split(BETWEEN).map((part) => {
    const end = part.indexOf("\n");
    const [key, firstSequence] = part.slice(0, end).split(" ");
    return {
      key: Number(key),
      firstSequence: Number(firstSequence),
      events: unpackTexts(part.slice(end + 1)),
    };
  });
}

/** The keys of a row's sessions, with their own checksum: they name the sessions when the text is damaged. */
export function keysOf(entries: readonly JournalEntry[]): string {
  const keys = entries.map(({ key }) => key).join(" ");
  return `${crc32(keys)} ${keys}`;
}

/** The keys in a damaged row: those of its list when that is whole, else whatever its text still names. */
export function keysIn(list: unknown, text: string): readonly number[] {
  const [sum, ...keys] = String(list).split(" ");
  if (Number(sum) === crc32(keys.join(" "))) return keys.map(Number);
  const named = text.split(BETWEEN).map((part) => Number(part.split(/[ \n]/)[0]));
  return named.filter(Number.isSafeInteger);
}
