import { type ClientTool, defaultsOfClientTool } from "@aiwhisperer/protocol";
import type { ToolDescription } from "./tool.ts";
import { fromWireEffect } from "./tool-policy.ts";

/** A tool that clients run, with everything it left to the defaults. */
export interface ClientToolDescription extends ToolDescription {
  /** Time that a client has to return the result. */
  readonly timeoutMs: number;
}

const ANY_OBJECT = { type: "object" };
/**
 * Part of the definition: what a person allowed of a client's tool does not count for a server's tool that
 * looks the same.
 */
const HINTS = { runsOn: "client" };

/** Reads what a client declared; a name that comes twice counts once, the first time. */
export function describeClientTools(
  declared: readonly ClientTool[],
  maxTimeoutMs: number,
): readonly ClientToolDescription[] {
  const byName = new Map<string, ClientToolDescription>();
  for (const {
    name,
    description,
    inputSchema,
    effect = defaultsOfClientTool.effect,
    timeoutMs,
  } of declared) {
    if (byName.has(name)) continue;
    byName.set(name, {
      name,
      description,
      inputSchema: (inputSchema as object | undefined) ?? ANY_OBJECT,
      effect: fromWireEffect(effect),
      hints: HINTS,
      timeoutMs: Math.min(timeoutMs ?? maxTimeoutMs, maxTimeoutMs),
    });
  }
  return [...byName.values()];
}
