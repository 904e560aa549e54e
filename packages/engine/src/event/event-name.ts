import { SessionStatus, TaskStatus, TurnStatus } from "@aiwhisperer/protocol";
import type { EngineEventName } from "./engine-event.ts";
import type { CommittedEvent, SessionEvent } from "./session-event.ts";

/** Returns the name under which delegates receive an event of the log. */
export function engineEventName({ event, sequence }: CommittedEvent): EngineEventName {
  switch (event.method) {
    case "UserMessageNotification":
      return "ai_loop.message.user_processed";
    case "AIMessageChunkNotification":
      return "ai_loop.message.ai_chunk_received";
    case "MessageDiscardedNotification":
      return "ai_loop.message.discarded";
    case "MessageExcludedNotification":
      return "ai_loop.message.excluded";
    case "TurnStatusNotification":
      return event.params.status === TurnStatus.Failed ? "ai_loop.error" : "ai_loop.turn.status_changed";
    case "SessionStatusNotification":
      return sessionStatusEventName(event, sequence);
    case "ToolCallChunkNotification":
      return "ai_loop.tool_call.chunk_received";
    case "ToolCallDiscardedNotification":
      return "ai_loop.tool_call.discarded";
    case "ToolCallNotification":
      return "ai_loop.tool_call.identified";
    case "ToolApprovalRequestNotification":
      return "ai_loop.tool_call.approval_requested";
    case "ToolApprovalResolvedNotification":
      return "ai_loop.tool_call.approval_resolved";
    case "GrantRevokedNotification":
      return "ai_loop.tool_call.grant_revoked";
    case "ToolCallLeaseNotification":
      return "ai_loop.tool_call.leased";
    case "ToolStartedNotification":
      return "ai_loop.tool_call.started";
    case "ToolProgressNotification":
      return "ai_loop.tool_call.progress";
    case "ToolResultNotification":
      return "ai_loop.tool_call.result_processed";
    case "QuestionNotification":
      return "ai_loop.question.asked";
    case "QuestionResolvedNotification":
      return "ai_loop.question.resolved";
    case "SessionSharedNotification":
      return "ai_loop.session_shared";
    case "SessionForkedNotification":
      return "ai_loop.session_forked";
    case "SessionChangedNotification":
      return "ai_loop.session_changed";
    case "ContextCompactedNotification":
      return "ai_loop.context_compacted";
    case "StepEndedNotification":
      return "ai_loop.step_ended";
    case "PlanStatusNotification":
      return "plan_status_changed";
    case "TaskStatusNotification":
      return taskStatusEventName(event);
  }
}

function taskStatusEventName(event: SessionEvent<"TaskStatusNotification">): EngineEventName {
  switch (event.params.status) {
    case TaskStatus.Running:
      return "task_execution_started";
    case TaskStatus.Completed:
    case TaskStatus.Failed:
    case TaskStatus.Skipped:
      return "task_execution_completed";
    case TaskStatus.Pending:
    case TaskStatus.Paused:
      return "task_status_changed";
  }
}

/** A session's first event starts it; only the end of a pause makes it active again. */
function sessionStatusEventName(
  event: SessionEvent<"SessionStatusNotification">,
  sequence: number,
): EngineEventName {
  switch (event.params.status) {
    case SessionStatus.Paused:
      return "ai_loop.status.paused";
    case SessionStatus.Stopped:
    case SessionStatus.Error:
      return "ai_loop.session_ended";
    case SessionStatus.Starting:
    case SessionStatus.Active:
      return sequence === 1 ? "ai_loop.session_started" : "ai_loop.status.resumed";
  }
}
