import type { ToolServers, ToolSource } from "@aiwhisperer/engine";

/** Tools that the configuration gives the server. */
export interface ServerTools {
  readonly sources: readonly ToolSource[];
  /** The MCP servers, for people. */
  readonly toolServers?: ToolServers;
  /** Names of the MCP servers that are used. */
  readonly mcpServers: readonly string[];
  /** Begins to connect to MCP servers; returns at once. */
  start(): void;
  /** Ends everything that the tools have running. Never rejects. */
  close(): Promise<void>;
}
