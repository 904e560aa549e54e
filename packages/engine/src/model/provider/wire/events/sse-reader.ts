import type { WireEvent } from "./wire-event.ts";

const LINE_END = /\r\n|\n|\r/g;

/**
 * Reads Server-Sent Events from text in pieces of any size, and forgives what servers do to them: lines end
 * with CR, LF or both, `data:` has no space, an empty line between two events or the last line's end is
 * missing, a line is a bare JSON object, a line is no field at all.
 */
export class SseReader {
  readonly #maxLength: number;
  #rest: string[] = [];
  #restLength = 0;
  /** Whether the text so far ended with CR: an LF that follows belongs to it. */
  #endedWithCr = false;
  #name: string | undefined;
  #data: string[] = [];
  #dataLength = 0;
  /** Lines that are neither fields nor comments. */
  dropped = 0;
  /** Whether an event was longer than the limit: nothing is read from there on. */
  isTooLong = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The events that the text completes. */
  push(text: string): readonly WireEvent[] {
    if (text === "" || this.isTooLong) return [];
    const from = this.#endedWithCr && text.startsWith("\n") ? 1 : 0;
    this.#endedWithCr = text.endsWith("\r");
    const events: WireEvent[] = [];
    let start = from;
    LINE_END.lastIndex = from;
    for (let end = LINE_END.exec(text); end !== null && !this.isTooLong; end = LINE_END.exec(text)) {
      const next = end.index + end[0].length;
      this.#takeLine(this.#joinRest(text.slice(start, end.index)), events);
      start = next;
      LINE_END.lastIndex = next;
    }
    this.#keepRest(text.slice(start));
    return events;
  }

  /** The event that the end of the stream completes. */
  end(): readonly WireEvent[] {
    const events: WireEvent[] = [];
    if (this.isTooLong) return events;
    const line = this.#joinRest("");
    if (line !== "") this.#takeLine(line, events);
    this.#dispatch(events);
    return events;
  }

  #joinRest(text: string): string {
    if (this.#restLength === 0) return text;
    const line = this.#rest.join("") + text;
    this.#rest = [];
    this.#restLength = 0;
    return line;
  }

  #keepRest(text: string): void {
    if (text === "" || this.isTooLong) return;
    this.#rest.push(text);
    this.#restLength += text.length;
    this.#checkLength(this.#restLength);
  }

  #takeLine(line: string, events: WireEvent[]): void {
    if (this.#checkLength(line.length)) return;
    const [, field, value = ""] = /^(data|event|id|retry)(?:: ?|$)(.*)$/s.exec(line.trimStart()) ?? [];
    if (line === "") this.#dispatch(events);
    else if (field === "data") this.#takeData(value, events);
    else if (field === "event") this.#takeName(value, events);
    else if (/^\s*[{[]/.test(line)) this.#takeBareJson(line, events);
    else if (field === undefined && !line.startsWith(":")) this.dropped += 1;
  }

  #takeName(value: string, events: WireEvent[]): void {
    if (this.#data.length > 0) this.#dispatch(events);
    this.#name = value.trim();
  }

  #takeData(value: string, events: WireEvent[]): void {
    // Some servers leave out the empty line between events. An event of more lines is looked at once only, at
    // its second one.
    const [first] = this.#data;
    if (first !== undefined && this.#data.length === 1 && isWhole(first)) this.#dispatch(events);
    this.#data.push(value);
    this.#dataLength += value.length + 1;
  }

  #takeBareJson(line: string, events: WireEvent[]): void {
    this.#dispatch(events);
    events.push({ data: line.trim() });
  }

  #dispatch(events: WireEvent[]): void {
    const name = this.#name;
    this.#name = undefined;
    if (this.#data.length === 0) return;
    const data = this.#data.join("\n");
    this.#data = [];
    this.#dataLength = 0;
    events.push(name === undefined || name === "" ? { data } : { name, data });
  }

  /** Whether a line of this length, with the event's lines before it, is too long. */
  #checkLength(length: number): boolean {
    this.isTooLong ||= length + this.#dataLength > this.#maxLength;
    return this.isTooLong;
  }
}

/** Whether the data of an event needs no further line. */
function isWhole(data: string): boolean {
  const text = data.trim();
  if (text.startsWith("[DONE]")) return true;
  const end = text.at(-1);
  if (!(text.startsWith("{") && end === "}") && !(text.startsWith("[") && end === "]")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
