export { AuthorizationFault } from "./tool/mcp/authorization/authorization-fault.ts";
export {
  type AuthorizationStore,
  MemoryAuthorizationStore,
} from "./tool/mcp/authorization/authorization-store.ts";
export { FileAuthorizationStore } from "./tool/mcp/authorization/file-authorization-store.ts";
export type { ConfigPlaces } from "./tool/mcp/config/config-places.ts";
export { McpConfigFault, type McpServerConfig } from "./tool/mcp/mcp-config.ts";
export { McpServers } from "./tool/mcp/mcp-servers.ts";
export type { McpServerStatus } from "./tool/mcp/mcp-status.ts";
export { parseMcpConfig } from "./tool/mcp/parse-mcp-config.ts";
