export { ClientProvider, type ClientProviderProps, useClient } from "./client-context.ts";
export { useClientTools } from "./use-client-tools.ts";
export { useConnection } from "./use-connection.ts";
export { type UseModels, useModels } from "./use-models.ts";
export { type UsePlan, usePlan } from "./use-plan.ts";
export { useReadable } from "./use-readable.ts";
export { type UseSession, useSession } from "./use-session.ts";
export { type UseSessions, useSessions } from "./use-sessions.ts";
