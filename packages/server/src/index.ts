export { CloseCode } from "./connection/close-code.ts";
export type { Connection } from "./connection/connection.ts";
export { type AccessPolicy, isLoopback } from "./http/access.ts";
export { DEFAULT_SERVER_LIMITS, type ServerLimits } from "./limits.ts";
export { createMetrics, type Metrics } from "./observe/metrics.ts";
export { createTracing, hasTracer, type Tracing } from "./observe/tracing/tracing.ts";
export {
  type Plugin,
  type PluginHost,
  type RegisteredPlugins,
  registerPlugins,
} from "./plugin.ts";
export {
  type Extension,
  type ListenOptions,
  type RunningServer,
  type ServerOptions,
  startServer,
} from "./server.ts";
