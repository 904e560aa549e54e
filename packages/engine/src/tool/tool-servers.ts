import type { ToolServerInfo } from "@aiwhisperer/protocol";

/** The servers that tools come from, for people. */
export interface ToolServers {
  /** Every configured server, in the order of the configuration. */
  list(): readonly ToolServerInfo[];
  /** Ends a server and starts it again at once; returns whether there is a running one of that name. */
  restart(name: string): boolean;
}

/** Where nothing is configured. */
export const NO_TOOL_SERVERS: ToolServers = { list: () => [], restart: () => false };
