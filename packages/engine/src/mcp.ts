export type { ConfigPlaces } from "./tool/mcp/config/config-places.ts";
export { McpConfigFault, type McpServerConfig } from "./tool/mcp/mcp-config.ts";
export { McpServers } from "./tool/mcp/mcp-servers.ts";
export { parseMcpConfig } from "./tool/mcp/parse-mcp-config.ts";
