/** Server-Sent Events of Chat Completions, as literal as a test wants them. */

/** One event with the JSON of the value. */
export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** A chunk with one choice. */
export function chunk(delta: unknown, finish_reason: unknown = null): string {
  return data({
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason }],
  });
}

/** A chunk with the text. */
export function text(content: string): string {
  return chunk({ content });
}

/** A chunk with entries of `tool_calls`. */
export function calls(...tool_calls: readonly unknown[]): string {
  return chunk({ tool_calls });
}

export const DONE = "data: [DONE]\n\n";
/** The end of an answer that stopped by itself. */
export const STOP = chunk({}, "stop") + DONE;
/** The end of an answer that calls tools. */
export const CALLS_END = chunk({}, "tool_calls") + DONE;
