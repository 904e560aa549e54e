import { JsonReader } from "./json-reader.ts";
import { SseReader } from "./sse-reader.ts";
import type { WireEvent } from "./wire-event.ts";

/**
 * Reads the bytes of an answer as events, whether it is a stream of Server-Sent Events or plain JSON: the
 * first character decides. Bytes may be split anywhere, inside a character, too; a byte order mark is left
 * out.
 */
export class EventReader {
  readonly #maxLength: number;
  readonly #decoder = new TextDecoder();
  #reader: SseReader | JsonReader | undefined;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Lines that were no part of any event. */
  get dropped(): number {
    return this.#reader instanceof SseReader ? this.#reader.dropped : 0;
  }

  /** Whether an event was longer than the limit: the events before it have been read, nothing is after it. */
  get isTooLong(): boolean {
    return this.#reader?.isTooLong ?? false;
  }

  /** The events that the bytes complete. */
  push(bytes: Uint8Array): readonly WireEvent[] {
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The events that the end of the body completes. */
  end(): readonly WireEvent[] {
    const events = this.#take(this.#decoder.decode());
    return [...events, ...(this.#reader?.end() ?? [])];
  }

  #take(text: string): readonly WireEvent[] {
    if (this.#reader !== undefined) return this.#reader.push(text);
    const begun = text.trimStart();
    if (begun === "") return [];
    const Reader = begun.startsWith("{") || begun.startsWith("[") ? JsonReader : SseReader;
    this.#reader = new Reader(this.#maxLength);
    return this.#reader.push(begun);
  }
}
