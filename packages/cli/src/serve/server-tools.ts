import type { ProgramSandbox, PromptSource, ToolServers, ToolSource } from "@aiwhisperer/engine";
import type { CompleteSignIn } from "@aiwhisperer/server";

/** Tools of the server by its configuration. */
export interface ServerTools {
  readonly sources: readonly ToolSource[];
  /** What confines commands. */
  readonly programs: ProgramSandbox;
  /** Prompts for people; absent without MCP servers. */
  readonly prompts?: PromptSource;
  /** The MCP servers, for people. */
  readonly toolServers?: ToolServers;
  /** Names of the MCP servers that are used. */
  readonly mcpServers: readonly string[];
  /** Begins to connect to MCP servers; returns at once. */
  start(): void;
  /** Where browsers reach this server, once it listens: authorization servers send people back there. */
  onListening(baseUrl: string): void;
  /** Ends a sign-in of a person at an MCP server; absent without MCP servers. */
  readonly completeSignIn?: CompleteSignIn;
  /** Ends everything that the tools have running. Never rejects. */
  close(): Promise<void>;
}
