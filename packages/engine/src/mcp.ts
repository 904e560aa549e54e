export {
  type AuthorizationStore,
  MemoryAuthorizationStore,
} from "./tool/mcp/authorization/authorization-store.ts";
export { FileAuthorizationStore } from "./tool/mcp/authorization/file-authorization-store.ts";
export type { ConfigPlaces } from "./tool/mcp/config/expand-variables.ts";
export { parseMcpConfig } from "./tool/mcp/config/parse-mcp-config.ts";
export { AuthorizationFault } from "./tool/mcp/kit/authorization-fault.ts";
export { McpConfigFault, type McpServerConfig } from "./tool/mcp/kit/mcp-config.ts";
export { McpServers } from "./tool/mcp/mcp-servers.ts";
export type { McpServerStatus } from "./tool/mcp/mcp-status.ts";
