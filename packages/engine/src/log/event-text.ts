/**
 * The text of an event: whole, or in two parts. Neighbours that have the same first part, as the deltas of an
 * answer have, are stored with that once. Neither part has a line break, a form feed or a tab in it, which
 * JSON text never needs (RFC 8259 section 7).
 */
export type EventText = string | SplitText;

/** An event's text in two parts that follow each other. */
export interface SplitText {
  readonly head: string;
  readonly tail: string;
}

/** Marks a line of packed texts that declares the prefix of the lines after it. */
const MARK = "\t";

/** Characters that no text contains: the separators between and before packed texts. */
const CONTROLS = ["\n", "\f", MARK] as const;

/** The text in one piece. */
export function wholeText(text: EventText): string {
  return typeof text === "string" ? text : text.head + text.tail;
}

/** Length of the text in UTF-16 units. */
export function lengthOfText(text: EventText): number {
  return typeof text === "string" ? text.length : text.head.length + text.tail.length;
}

/** Length of all the texts, in UTF-16 units. */
export function lengthOfTexts(texts: readonly EventText[]): number {
  let length = 0;
  for (const text of texts) length += lengthOfText(text);
  return length;
}

/** Whether this text can be packed with others and separated from them again. */
export function isPackable(text: EventText): boolean {
  if (typeof text === "string") return text !== "" && isPlain(text);
  return text.tail !== "" && isPlain(text.head) && isPlain(text.tail);
}

/** Texts as one, in order, a line each. */
export function packTexts(texts: readonly EventText[]): string {
  const lines: string[] = [];
  let head = "";
  for (const text of texts) {
    const next = typeof text === "string" ? "" : text.head;
    if (next !== head) {
      lines.push(MARK + next);
      head = next;
    }
    lines.push(typeof text === "string" ? text : text.tail);
  }
  return lines.join("\n");
}

/**
 * The texts again, whole. Also of texts that were joined by line breaks before there was anything to pack.
 */
export function unpackTexts(packed: string): readonly string[] {
  const lines = packed.split("\n");
  if (!packed.includes(MARK)) return lines;
  const texts: string[] = [];
  let head = "";
  for (const line of lines) {
    if (line.startsWith(MARK)) head = line.slice(MARK.length);
    else texts.push(head + line);
  }
  return texts;
}

/**
 * Separates the first part that packed texts have in common from their second parts, which are a line each.
 * `undefined` where they do not all have the same.
 */
export function splitPacked(packed: string): SplitText | undefined {
  const end = packed.indexOf("\n");
  const isShared = packed.startsWith(MARK) && end !== -1 && !packed.includes(MARK, end);
  return isShared ? { head: packed.slice(MARK.length, end), tail: packed.slice(end + 1) } : undefined;
}

function isPlain(text: string): boolean {
  return !CONTROLS.some((control) => text.includes(control));
}
