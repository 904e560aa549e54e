import type { GrantOffer } from "@aiwhisperer/protocol";
import type { Tool, ToolDescription, ToolSubject } from "../tool/tool.ts";
import { offerScopes } from "./offer-scopes.ts";

/** A tool of the server or of a client, as far as grants for it depend on it. */
export type GrantableTool = ToolDescription & Pick<Tool, "subjectOf">;

/** The command or path that a call is about; `undefined` where the tool has none or fails to say it. */
export function subjectOf({ subjectOf: read }: GrantableTool, args: unknown): ToolSubject | undefined {
  try {
    return read?.(args);
  } catch {
    return undefined;
  }
}

/**
 * The scopes to offer with a question about a call. A tool that should say what the call is about and does
 * not has none.
 */
export function scopesOf(tool: GrantableTool, args: unknown): readonly GrantOffer[] {
  const subject = subjectOf(tool, args);
  return tool.subjectOf !== undefined && subject === undefined ? [] : offerScopes(tool.name, subject);
}
