export { McpConfigFault } from "./tool/mcp/mcp-config.ts";
export { McpServers } from "./tool/mcp/mcp-servers.ts";
export { parseMcpConfig } from "./tool/mcp/parse-mcp-config.ts";
