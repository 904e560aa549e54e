import {
  type Handlers,
  interactive,
  PlanStatus,
  QuestionResolution,
  type QuestionResolvedNotification,
  rpcError,
  SessionStatus,
} from "@aiwhisperer/protocol";
import type { MemoryLine } from "./memory-server.ts";
import type { MemorySession } from "./memory-session.ts";

/** What the methods need of their server. */
export interface MemoryToolsHost {
  session(sessionId: string): MemorySession;
  addSession(): MemorySession;
  /** Does the work of a key once, and repeats its answer from then on. */
  once<T extends object>(key: string | undefined, work: () => T): T;
}

type InteractiveHandlers = Handlers<typeof interactive, MemoryLine>;

/**
 * The methods of tools and approvals, with their exactly-once rules, over logs in arrays. The test chooses
 * the client of a lease.
 */
export function toolMethods({ session, once }: MemoryToolsHost) {
  return {
    listTools: () => ({ tools: [] }),
    listToolServers: () => ({ servers: [] }),
    offerTools: ({ sessionId, clientId, tools }, call) => {
      const names = tools.map(({ name }) => name);
      session(sessionId).takeOffer(call.context, { clientId, names });
      return {};
    },
    provideToolResult: ({ sessionId, toolCallId, result, isError = false, idempotencyKey }, call) => {
      const remote = session(sessionId);
      return once(idempotencyKey, () => {
        refuseWhereResolved(remote, toolCallId, "ToolResultNotification");
        const { turnId } = remote.callOf(toolCallId);
        call.afterAnswer(() =>
          remote.append("ToolResultNotification", { toolCallId, turnId, result, isError }),
        );
        return { status: 0 };
      });
    },
    decideToolCall: ({ sessionId, toolCallId, decision, reason, idempotencyKey }, call) => {
      const remote = session(sessionId);
      return once(idempotencyKey, () => {
        refuseWhereResolved(remote, toolCallId, "ToolApprovalResolvedNotification");
        const { turnId } = remote.callOf(toolCallId);
        const fields = { toolCallId, turnId, decision, decidedBy: "local" };
        call.afterAnswer(() =>
          remote.append(
            "ToolApprovalResolvedNotification",
            reason === undefined ? fields : { ...fields, reason },
          ),
        );
        return { status: 0 };
      });
    },
    listGrants: () => ({ grants: [] }),
    revokeGrant: ({ idempotencyKey }) => once(idempotencyKey, () => ({ revoked: false })),
    askAnswer: ({ sessionId, questionId, answer, declined, idempotencyKey }, call) => {
      const remote = session(sessionId);
      return once(idempotencyKey, () => {
        const asked = remote.events.find(({ params }) => params.questionId === questionId);
        if (asked === undefined)
          throw rpcError(interactive.errors.ToolCallNotFound, { toolCallId: questionId });
        const said = answer === undefined ? { declined: declined === true } : { answer };
        const fields: Omit<QuestionResolvedNotification, "sessionId" | "sequence"> = {
          questionId,
          turnId: String(asked.params.turnId),
          ...said,
          answeredBy: "local",
          resolution: QuestionResolution.Decided,
        };
        call.afterAnswer(() =>
          remote.append("QuestionResolvedNotification", {
            ...fields,
            resolution: QuestionResolution.Decided,
          }),
        );
        return { status: 0 };
      });
    },
  } satisfies Partial<InteractiveHandlers>;
}

/** The methods that pause and resume sessions. */
export function pauseMethods({ session, once }: MemoryToolsHost) {
  const change = (sessionId: string, key: string | undefined, status: SessionStatus) =>
    once(key, () => {
      session(sessionId).append("SessionStatusNotification", { status });
      return { status };
    });
  return {
    pauseSession: ({ sessionId, idempotencyKey }) => change(sessionId, idempotencyKey, SessionStatus.Paused),
    resumeSession: ({ sessionId, idempotencyKey }) => change(sessionId, idempotencyKey, SessionStatus.Active),
  } satisfies Partial<InteractiveHandlers>;
}

/** The methods of plans: they change a plan's status and nothing else. */
export function planMethods({ session, addSession, once }: MemoryToolsHost) {
  const change = (planId: string, key: string | undefined, status: PlanStatus) =>
    once(key, () => {
      session(planId).append("PlanStatusNotification", { planId, status });
      return { planId, status };
    });
  return {
    startPlan: ({ plan, idempotencyKey }, call) => {
      const answer = once(idempotencyKey, () => {
        const { sessionId: planId } = addSession();
        session(planId).append("PlanStatusNotification", { planId, status: PlanStatus.Running, plan });
        return { planId, status: PlanStatus.Running, sequence: 1 };
      });
      call.afterAnswer(() => session(answer.planId).attach(call.context, 0));
      return answer;
    },
    pausePlan: ({ planId, idempotencyKey }) => change(planId, idempotencyKey, PlanStatus.Paused),
    resumePlan: ({ planId, idempotencyKey }) => change(planId, idempotencyKey, PlanStatus.Running),
    stopPlan: ({ planId, idempotencyKey }) => change(planId, idempotencyKey, PlanStatus.Stopped),
    getPlan: ({ planId }) => {
      const plan = { name: "a plan", tasks: [{ id: "one", kind: "no_op" }] };
      return {
        planId,
        status: PlanStatus.Running,
        plan,
        tasks: [],
        sequence: session(planId).events.length,
      };
    },
  } satisfies Partial<InteractiveHandlers>;
}

function refuseWhereResolved(
  session: MemorySession,
  toolCallId: string,
  method: "ToolResultNotification" | "ToolApprovalResolvedNotification",
): void {
  const { ToolCallNotFound, ToolCallAlreadyResolved } = interactive.errors;
  const ofCall = session.events.filter(({ params }) => params.toolCallId === toolCallId);
  if (ofCall.length === 0) throw rpcError(ToolCallNotFound, { toolCallId });
  if (ofCall.every((event) => event.method !== method)) return;
  throw rpcError(ToolCallAlreadyResolved, { toolCallId, resolution: "result" });
}
