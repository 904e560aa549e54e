import { hasTerminalSequences, toPlainTerminalText } from "@aiwhisperer/protocol";
import { boundDepth } from "../kit/json/bound-depth.ts";
import type { EngineLimits } from "../kit/limits.ts";

/**
 * A tool's result as it goes into the log and to the model: JSON within the bounds of depth and, as text, of
 * length. Throws for what is no JSON.
 */
export function toBoundedResult(
  whole: unknown,
  { maxToolResultLength: maxLength, maxJsonDepth }: EngineLimits,
): unknown {
  const result = boundDepth(whole, maxJsonDepth);
  const text = typeof result === "string" ? result : JSON.stringify(result);
  if (text === undefined) return null;
  if (text.length <= maxLength) return typeof result === "string" ? result.toWellFormed() : JSON.parse(text);
  const notice = `\n… cut here: ${maxLength} of ${text.length} characters (limit maxToolResultLength). Ask for a smaller part to get the rest.`;
  return `${text.slice(0, maxLength)}${notice}`.toWellFormed();
}

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
