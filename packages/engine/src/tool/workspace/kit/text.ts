/**
 * The bytes as text, a byte order mark included; `undefined` for what is no UTF-8 text, files with NUL bytes
 * among it.
 */
export function toText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Number of lines; an end of line at the end begins no further one. */
export function countLines(text: string): number {
  let count = 0;
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) count += 1;
  return text === "" || text.endsWith("\n") ? count : count + 1;
}

/**
 * A number with its noun, such as `1 line` or `2,000 lines`; the plural is made with an s unless it is given.
 */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number as people read it: `5,321`. */
export function formatNumber(value: number): string {
  // Not by `toLocaleString`, which takes 50 ms the first time: descriptions of tools are made at every start.
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
