import { setImmediate } from "node:timers/promises";
import { mendMessages } from "./mend-message.ts";

/** The end of an event of a stream: an empty line (WHATWG, server-sent events). */
const EVENT_END = /\r\n\r\n|\n\n|\r\r|\n\r\n/;
/** A text of which parsing takes long. */
const LONG_LENGTH = 1_000_000;
/** An end of an event may begin so many characters before a piece. */
const OVERLAP = 3;

/**
 * A body that holds one JSON text, with its messages mended. A body that is no JSON is passed on as it is.
 */
export function mendJsonBody(): TransformStream<string, string> {
  const parts: string[] = [];
  return new TransformStream({
    transform: (text) => void parts.push(text),
    async flush(controller) {
      const body = mendJson(parts.join(""));
      await breathe(body);
      controller.enqueue(body);
    },
  });
}

/**
 * A stream of events, with the message of each one mended. An event that is not complete at the end is passed
 * on as it is.
 */
export function mendEventStream(): TransformStream<string, string> {
  let parts: string[] = [];
  let tail = "";
  return new TransformStream({
    async transform(text, controller) {
      // The end is looked for in the new piece only: a long message may come in many.
      const found = EVENT_END.exec(tail + text);
      parts.push(text);
      tail = (tail + text).slice(-OVERLAP);
      if (found === null) return;
      const { events, rest } = splitEvents(parts.join(""));
      for (const event of events) {
        const mended = mendEvent(event);
        await breathe(mended);
        controller.enqueue(mended);
      }
      parts = [rest];
      tail = rest.slice(-OVERLAP);
    },
    flush: (controller) => controller.enqueue(parts.join("")),
  });
}

/** Lets others run before the library parses a long text once more. */
async function breathe(text: string): Promise<void> {
  if (text.length > LONG_LENGTH) await setImmediate();
}

function splitEvents(text: string): { readonly events: readonly string[]; readonly rest: string } {
  const events: string[] = [];
  let rest = text;
  for (let end = EVENT_END.exec(rest); end !== null; end = EVENT_END.exec(rest)) {
    const length = end.index + end[0].length;
    events.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return { events, rest };
}

/** The event as it is where its message needs no mending, else an event for each message. */
function mendEvent(event: string): string {
  const lines = event.split(/\r\n|\n|\r/);
  const data = lines.filter(isData).map((line) => line.replace(/^data: ?/, ""));
  const messages = mendTexts(data.join("\n"));
  if (messages === undefined) return event;
  const others = lines.filter((line) => line !== "" && !isData(line));
  return messages.map((message) => `${[...others, `data: ${message}`].join("\n")}\n\n`).join("");
}

function isData(line: string): boolean {
  return line.startsWith("data:");
}

function mendJson(text: string): string {
  const messages = mendTexts(text);
  if (messages === undefined) return text;
  return messages.length === 1 ? messages.join() : `[${messages.join()}]`;
}

/**
 * The messages of a JSON text, mended; `undefined` for a text that needs no mending, is no JSON, or is nested
 * too deep to be written again: the library decides.
 */
function mendTexts(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const messages = mendMessages(value);
    return messages[0] === value ? undefined : messages.map((message) => JSON.stringify(message));
  } catch {
    return undefined;
  }
}
