export { ClientProvider, type ClientProviderProps, useClient, useConnection } from "./client-context.ts";
export { type UseModels, type UseSessions, useModels, useSessions } from "./use-lists.ts";
export { useReadable, useSelected } from "./use-readable.ts";
export {
  type UsedPlan,
  type UsedSession,
  type UsePlan,
  type UseSession,
  type UseSessionOptions,
  useClientTools,
  usePlan,
  useSession,
} from "./use-session.ts";
