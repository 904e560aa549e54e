import { hasTerminalSequences, toPlainTerminalText } from "@aiwhisperer/protocol";

/**
 * A tool's result as a model reads it: texts that were made for a terminal are plain, without control
 * sequences and without progress that was overwritten. Everything else is the same.
 */
export function toModelResult(result: unknown): unknown {
  if (typeof result === "string") return hasTerminalSequences(result) ? toPlainTerminalText(result) : result;
  if (typeof result !== "object" || result === null) return result;
  if (Array.isArray(result)) return result.map(toModelResult);
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, toModelResult(value)]));
}
