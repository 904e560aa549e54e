import type { LeftOutTool } from "./listing/read-tool.ts";

/**
 * The state of a configured server. Reasons are the rest of a sentence that begins with the server, and hold
 * no secrets.
 */
export type McpServerStatus = { readonly name: string } & (
  | { readonly state: "disabled" }
  /** Its entry in the configuration cannot be used. */
  | { readonly state: "invalid"; readonly reason: string }
  /** It is being started, again where a reason says how it was lost. */
  | { readonly state: "connecting"; readonly reason?: string }
  | { readonly state: "ready"; readonly tools: number; readonly leftOut: readonly LeftOutTool[] }
  /** It is started again at that time, in milliseconds since 1970. */
  | { readonly state: "failed"; readonly reason: string; readonly nextAttemptAt: number }
  /**
   * A person has to open the link; it works until that time, in milliseconds since 1970, and is then replaced
   * by a new one.
   */
  | {
      readonly state: "sign-in";
      readonly reason: string;
      readonly url: string;
      readonly expiresAt: number;
    }
  | { readonly state: "closed" }
);

/** Why its tools cannot be used now; `undefined` when they can. */
export function describeOutage(status: McpServerStatus): string | undefined {
  switch (status.state) {
    case "ready":
      return undefined;
    case "connecting": {
      const before = status.reason === undefined ? "" : `; before that it ${status.reason}`;
      return `The MCP server ${status.name} is being started${before}.`;
    }
    case "failed": {
      const time = new Date(status.nextAttemptAt).toISOString();
      return `The MCP server ${status.name} ${status.reason}. It is started again at ${time}.`;
    }
    case "sign-in":
      return `The MCP server ${status.name} needs a person to sign in; the link is in its status.`;
    case "invalid":
      return `The MCP server ${status.name} is not configured correctly: ${status.reason}.`;
    case "disabled":
    case "closed":
      return `The MCP server ${status.name} is ${status.state}.`;
  }
}
