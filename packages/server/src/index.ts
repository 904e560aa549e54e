export type { AdminOptions } from "./admin/admin.ts";
export { ADMIN_LIMITS, type AdminLimits, DEFAULT_ADMIN_LIMITS } from "./admin/admin-limits.ts";
export { parseAdminClaim } from "./auth/admin-claim.ts";
export { ApiKeyError } from "./auth/api-key-record.ts";
export { AUTH_LIMITS, type AuthLimits, DEFAULT_AUTH_LIMITS } from "./auth/auth-limits.ts";
export {
  type Authentication,
  type AuthenticationOptions,
  openAuthentication,
} from "./auth/authentication.ts";
export {
  createLocalToken,
  DEFAULT_LOCAL_ACCESS_LIMITS,
  isLocalToken,
  type LocalAccess,
  type LocalAccessLimits,
} from "./auth/local-access.ts";
export type { Connection } from "./connection/connection.ts";
export { type CompleteSignIn, SIGN_IN_CALLBACK_PATH } from "./http/sign-in-callback.ts";
export { type AccessPolicy, isKeySetUrl, isLoopback } from "./kit/access.ts";
export {
  BUDGET_LIMITS,
  type BudgetLimits,
  CONNECTION_LIMITS,
  type ConnectionLimits,
  DEFAULT_SERVER_LIMITS,
  OVERLOAD_LIMITS,
  type OverloadLimits,
  type ServerLimits,
  USER_LIMITS,
  type UserLimits,
} from "./kit/limits.ts";
export { createMetrics, type Metrics } from "./observe/metrics.ts";
export type { Tracing } from "./observe/tracing/tracing.ts";
export {
  type Plugin,
  type PluginHost,
  type RegisteredPlugins,
  registerPlugins,
} from "./plugin.ts";
export { isNetwork } from "./proxy/address.ts";
export { type ModelPrice, parseModelPrice } from "./quota/model-price.ts";
export {
  type Extension,
  type ListenOptions,
  type RunningServer,
  type ServerOptions,
  startServer,
} from "./server.ts";
