import type {
  Failure,
  OfferedTool,
  PlanHandle,
  PlanState,
  SessionHandle,
  SessionState,
} from "@aiwhisperer/client";
import { useEffect, useMemo } from "react";
import { useClient } from "./client-context.ts";
import { paceByFrame } from "./frame-pace.ts";
import { useReadable } from "./use-readable.ts";

/** A session on a screen. Everything is undefined while there is no session. */
export interface UseSession {
  /** Sends, cancels, stops and listens. */
  readonly session: SessionHandle | undefined;
  readonly state: SessionState | undefined;
  /** The reason why the session cannot be followed. `session.follow()` retries. */
  readonly error: Failure | undefined;
}

/** A session on a screen that always shows one. */
export interface UsedSession extends UseSession {
  readonly session: SessionHandle;
  readonly state: SessionState;
}

/** Options of `useSession` and `usePlan`. */
export interface UseSessionOptions {
  /**
   * "change" renders at every change that the client announces. "frame" renders once a frame of the page at
   * most, and twice a second while the past is read. Default "change".
   */
  readonly pace?: "change" | "frame";
}

/**
 * Follows a session while the component is mounted. Any number of components may follow the same session.
 * Some time after the last of them has unmounted, the session is detached; it continues from there when a
 * component follows it again.
 */
export function useSession(sessionId: string, options?: UseSessionOptions): UsedSession;
export function useSession(sessionId: string | undefined, options?: UseSessionOptions): UseSession;
export function useSession(
  sessionId: string | undefined,
  { pace = "change" }: UseSessionOptions = {},
): UseSession {
  const client = useClient();
  const session = useMemo(
    () => (sessionId === undefined ? undefined : client.session(sessionId)),
    [client, sessionId],
  );
  const shown = useMemo(
    () => (session !== undefined && pace === "frame" ? paceByFrame(session) : session),
    [session, pace],
  );
  const state = useReadable(shown);
  useEffect(() => session?.retain(), [session]);
  return { session, state, error: state?.error };
}

/** A plan on a screen. Everything is undefined while there is no plan. */
export interface UsePlan {
  /** Pauses, resumes and stops the plan. */
  readonly plan: PlanHandle | undefined;
  /** Undefined also before the plan's first event has arrived. */
  readonly state: PlanState | undefined;
  /** The reason why the plan cannot be followed. */
  readonly error: Failure | undefined;
}

/** A plan on a screen that always shows one. */
export interface UsedPlan extends UsePlan {
  readonly plan: PlanHandle;
}

/** Follows a plan while the component is mounted, as `useSession` follows the plan's session. */
export function usePlan(planId: string, options?: UseSessionOptions): UsedPlan;
export function usePlan(planId: string | undefined, options?: UseSessionOptions): UsePlan;
export function usePlan(planId: string | undefined, options?: UseSessionOptions): UsePlan {
  const client = useClient();
  const plan = useMemo(() => (planId === undefined ? undefined : client.plan(planId)), [client, planId]);
  const { state, error } = useSession(planId, options);
  return { plan, state: state?.plan, error };
}

/**
 * Offers tools to a session while the component is mounted, and runs them; nothing while there is no session.
 * Another array offers them anew: create it outside of the component, or with `useMemo`.
 */
export function useClientTools(session: SessionHandle | undefined, tools: readonly OfferedTool[]): void {
  useEffect(() => session?.offerTools(tools), [session, tools]);
}
