import type { McpLimits } from "./kit/mcp-limits.ts";

const CUT = " […]";

/**
 * A server's instructions as models receive them: well-formed, without surrounding blanks and not longer than
 * the limit; `undefined` when nothing is left.
 */
export function boundInstructions(text: string, { maxMcpInstructionsLength }: McpLimits): string | undefined {
  const clean = text.toWellFormed().trim();
  if (clean === "" || maxMcpInstructionsLength === 0) return undefined;
  if (clean.length <= maxMcpInstructionsLength) return clean;
  // The cut may leave half of a surrogate pair.
  const kept = clean
    .slice(0, maxMcpInstructionsLength)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
  return `${kept}${CUT}`;
}
