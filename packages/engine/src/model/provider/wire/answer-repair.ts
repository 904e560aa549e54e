import { EventReader } from "./events/event-reader.ts";
import type { WireEvent } from "./events/wire-event.ts";
import { toObject, toObjects } from "./repair/loose-json.ts";
import { CallsTooLong, type StreamRepair, UnreadableEvent, type WireLimits } from "./repair/stream-repair.ts";

/** What no package can read: it reports the answer as malformed, after what came before. */
const UNREADABLE = "data: unreadable\n\n";

/** Repairs the bytes of one answer to Server-Sent Events that the provider's package reads. */
export class AnswerRepair {
  readonly #repair: StreamRepair;
  readonly #reader: EventReader;
  readonly #maxEventLength: number;
  #read = 0;
  #dropped = 0;
  #isOver = false;

  constructor(repair: StreamRepair, { maxEventLength }: WireLimits) {
    this.#repair = repair;
    this.#reader = new EventReader(maxEventLength);
    this.#maxEventLength = maxEventLength;
  }

  /** Whether nothing that follows is part of the answer. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether losing the connection now loses nothing of the answer. */
  get isComplete(): boolean {
    return this.#isOver || this.#repair.hasReason;
  }

  /** Events and lines that were left out because they are no part of any answer. */
  get dropped(): number {
    return this.#dropped + this.#reader.dropped;
  }

  push(bytes: Uint8Array): string {
    return this.#isOver ? "" : this.#takeAll(this.#reader.push(bytes));
  }

  /** The end of the body. An answer of which nothing could be read is none. */
  end(): string {
    if (this.#isOver) return "";
    const text = this.#takeAll(this.#reader.end().filter(isFinished));
    if (this.#isOver) return text;
    this.#isOver = true;
    const isNothing = this.#read === 0 && this.dropped > 0;
    return text + (isNothing ? UNREADABLE : this.#repair.end().map(write).join(""));
  }

  #takeAll(events: readonly WireEvent[]): string {
    let text = "";
    for (const event of events) {
      if (this.#isOver) break;
      text += this.#take(event);
    }
    if (this.#isOver || !this.#reader.isTooLong) return text;
    return (
      text +
      this.#fail(
        `The answer has a piece of more than ${this.#maxEventLength} characters (limit maxModelEventLength).`,
      )
    );
  }

  #take({ name, data }: WireEvent): string {
    const trimmed = data.trim();
    try {
      if (trimmed.startsWith("[DONE]")) return this.#finish();
      if (!/^[{[]/.test(trimmed)) return this.#takeWords(trimmed, name);
      const value = parse(trimmed);
      const objects = Array.isArray(value) ? toObjects(value) : [toObject(value) ?? {}];
      return objects.map((object) => this.#takeObject(object, name)).join("");
    } catch (error) {
      this.#isOver = true;
      if (error instanceof UnreadableEvent) return UNREADABLE;
      if (!(error instanceof CallsTooLong)) throw error;
      return this.#fail(error.message);
    }
  }

  #fail(message: string): string {
    this.#isOver = true;
    return write(this.#repair.fail({ message, code: 502 }));
  }

  /** Text where JSON belongs: keep-alive words, or the text of an error. */
  #takeWords(text: string, name: string | undefined): string {
    if (name === "error" && text !== "") return this.#takeObject({ error: text }, name);
    this.#dropped += text === "" ? 0 : 1;
    return "";
  }

  #takeObject(object: object, name: string | undefined): string {
    if (this.#isOver) return "";
    const repaired = this.#repair.take({ ...object }, name);
    if (repaired === undefined) this.#dropped += 1;
    else this.#read += 1;
    this.#isOver ||= this.#repair.isOver;
    return (repaired ?? []).map(write).join("");
  }

  #finish(): string {
    this.#isOver = true;
    return this.#repair.finish().map(write).join("");
  }
}

/** An event at the end of the body that broke off is none. */
function isFinished({ data }: WireEvent): boolean {
  const text = data.trim();
  if (!/^[{[]/.test(text) || text.startsWith("[DONE]")) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableEvent();
  }
}

/** Members that the packages refuse, and with them the whole event. */
const REFUSED_MEMBERS = new Set(["__proto__", "constructor"]);
const omitRefused = (name: string, value: unknown): unknown =>
  REFUSED_MEMBERS.has(name) ? undefined : value;

/** Values that are nested too deeply can be read but not written. */
function write(event: object): string {
  try {
    const text = JSON.stringify(event);
    const isRefused = text.includes('"__proto__":') || text.includes('"constructor":');
    return `data: ${isRefused ? JSON.stringify(event, omitRefused) : text}\n\n`;
  } catch {
    throw new UnreadableEvent();
  }
}
