import type { FetchLike } from "@modelcontextprotocol/client";
import { openTransport } from "../../../http/transport.ts";
import { mendEventStream, mendJsonBody } from "../wire/mend-body.ts";

const LF = 10;
const CR = 13;

/** What one message of a server may have. */
export interface MessageBound {
  readonly maxBytes: number;
  /** Called when a message exceeds the limit; reading it fails. */
  readonly onExcess: () => void;
}

/**
 * A fetch whose answers hold no message longer than the bound, and none that the MCP library refuses for its
 * envelope. The messages of an event stream end with an empty line, any other body is one message. An answer
 * may be silent for as long as it likes, as that of a call is while a person is asked.
 */
export function createBoundedFetch({ maxBytes, onExcess }: MessageBound): FetchLike {
  return async (url, init) => {
    const fetch = await openTransport();
    const response = await fetch(url, init);
    if (response.body === null) return response;
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
    const counter = new MessageCounter(isStream);
    const bounded = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(bytes, controller) {
          if (counter.longestWith(bytes) <= maxBytes) return controller.enqueue(bytes);
          controller.error(new Error("message too long"));
          onExcess();
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(mendBody(bounded, headers), { status, statusText, headers });
  };
}

/** Mends the messages of a body; one that holds none, such as a page, is left alone. */
function mendBody(body: ReadableStream<Uint8Array>, headers: Headers): ReadableStream<Uint8Array> {
  const type = headers.get("content-type") ?? "";
  if (!/^(application\/json|text\/event-stream)/i.test(type)) return body;
  const mend = /^text/i.test(type) ? mendEventStream() : mendJsonBody();
  const text = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
  return text.pipeThrough(mend).pipeThrough(new TextEncoderStream() as TransformStream<string, Uint8Array>);
}

/** Counts the bytes of each message of a body that comes in pieces. */
class MessageCounter {
  readonly #isStream: boolean;
  #messageLength = 0;
  #lineLength = 0;
  #lastByte: number | undefined;

  constructor(isStream: boolean) {
    this.#isStream = isStream;
  }

  /** The length, so far, of the longest message that these further bytes are part of. */
  longestWith(bytes: Uint8Array): number {
    let longest = 0;
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      longest = Math.max(longest, this.#add(end + 1 - start));
      this.#endLine(end > 0 ? bytes[end - 1] : this.#lastByte);
      start = end + 1;
    }
    longest = Math.max(longest, this.#add(bytes.length - start));
    this.#lastByte = bytes.at(-1);
    return longest;
  }

  #add(count: number): number {
    this.#messageLength += count;
    this.#lineLength += count;
    return this.#messageLength;
  }

  /** An empty line ends a message of a stream; a line ends with LF or CR LF. */
  #endLine(byteBefore: number | undefined): void {
    const isEmpty = this.#lineLength === 1 || (this.#lineLength === 2 && byteBefore === CR);
    if (this.#isStream && isEmpty) this.#messageLength = 0;
    this.#lineLength = 0;
  }
}
