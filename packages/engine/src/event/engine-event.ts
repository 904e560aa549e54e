import type { CompactionReason } from "@aiwhisperer/protocol";
import type { ModelMessage, ModelUsage } from "../model/model.ts";
import type { ToolEffect } from "../tool/tool.ts";
import type { ToolPolicy } from "../tool/tool-policy.ts";
import type { CommittedEvent, SessionEventName } from "./session-event.ts";

/** Announces that an event of a session is in the log. */
interface SessionTold<Name extends SessionEventName> {
  readonly committed: CommittedEvent<Name>;
}

/** What a model has used for one step, and whose session it was for. */
export interface UsageReport {
  /** Whose session it is. */
  readonly userId: string;
  readonly sessionId: string;
  readonly turnId: string;
  /** `provider:model`, of the model that was asked. */
  readonly model: string;
  readonly usage: ModelUsage;
}

/** Which model a step asks. */
export interface ModelRequest {
  readonly sessionId: string;
  readonly turnId: string;
  /** `provider:model`. */
  readonly model: string;
}

/**
 * Every event that the engine announces, by name, with what it carries. Names that AIWhisperer has are kept.
 * The events that carry `committed` are announced once each, in the order of the session's log, after the
 * commit.
 */
export interface EngineEventMap {
  readonly engine_started: { readonly recoveredSessions: number };
  readonly engine_stopped: object;
  /** A fault of the engine itself, such as a log that cannot be written. */
  readonly engine_error_occurred: {
    readonly error: unknown;
    readonly sessionId?: string;
    readonly turnId?: string;
  };
  /**
   * A session was deleted: by its owner's request, or by the retention for its age or for the size of the
   * log.
   */
  readonly session_deleted: {
    readonly userId: string;
    readonly sessionId: string;
    readonly reason: "request" | "age" | "size";
    /**
     * Time of its last use; only with a deletion by the retention. Milliseconds since 1970-01-01T00:00:00Z.
     */
    readonly updatedAt?: number;
  };
  /** The wall clock has jumped, forward or back; `wallMs` is what it says now. */
  readonly clock_jumped: { readonly wallMs: number };
  readonly "ai_loop.session_started": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.session_ended": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.status.paused": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.status.resumed": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.message.user_processed": SessionTold<"UserMessageNotification">;
  readonly "ai_loop.message.ai_chunk_received": SessionTold<"AIMessageChunkNotification">;
  readonly "ai_loop.message.discarded": SessionTold<"MessageDiscardedNotification">;
  /** A user message is left out of later requests to models. */
  readonly "ai_loop.message.excluded": SessionTold<"MessageExcludedNotification">;
  readonly "ai_loop.turn.status_changed": SessionTold<"TurnStatusNotification">;
  /** A turn failed; announced instead of `ai_loop.turn.status_changed` for that status. */
  readonly "ai_loop.error": SessionTold<"TurnStatusNotification">;
  /** A model writes the arguments of a tool call. */
  readonly "ai_loop.tool_call.chunk_received": SessionTold<"ToolCallChunkNotification">;
  /** A tool call of which chunks have come is not made. */
  readonly "ai_loop.tool_call.discarded": SessionTold<"ToolCallDiscardedNotification">;
  /** A model wants a tool to be run. */
  readonly "ai_loop.tool_call.identified": SessionTold<"ToolCallNotification">;
  readonly "ai_loop.tool_call.approval_requested": SessionTold<"ToolApprovalRequestNotification">;
  readonly "ai_loop.tool_call.approval_resolved": SessionTold<"ToolApprovalResolvedNotification">;
  readonly "ai_loop.tool_call.grant_revoked": SessionTold<"GrantRevokedNotification">;
  /** A client's tool call is for another client than before. */
  readonly "ai_loop.tool_call.leased": SessionTold<"ToolCallLeaseNotification">;
  readonly "ai_loop.tool_call.started": SessionTold<"ToolStartedNotification">;
  readonly "ai_loop.tool_call.progress": SessionTold<"ToolProgressNotification">;
  readonly "ai_loop.tool_call.result_processed": SessionTold<"ToolResultNotification">;
  /** A running tool asks a person. */
  readonly "ai_loop.question.asked": SessionTold<"QuestionNotification">;
  readonly "ai_loop.question.resolved": SessionTold<"QuestionResolvedNotification">;
  /** The owner of a session let a user in, or took the access back. */
  readonly "ai_loop.session_shared": SessionTold<"SessionSharedNotification">;
  /** A session began with the events of another one, which are not announced again. */
  readonly "ai_loop.session_forked": SessionTold<"SessionForkedNotification">;
  /** The title, the model or something else of a session was changed. */
  readonly "ai_loop.session_changed": SessionTold<"SessionChangedNotification">;
  /** Models get a summary in place of the oldest part of a conversation. */
  readonly "ai_loop.context_compacted": SessionTold<"ContextCompactedNotification">;
  /** A model has answered a step of a turn. */
  readonly "ai_loop.step_ended": SessionTold<"StepEndedNotification">;
  readonly plan_status_changed: SessionTold<"PlanStatusNotification">;
  /** A task of a plan runs; also after a pause. */
  readonly task_execution_started: SessionTold<"TaskStatusNotification">;
  /** A task of a plan has ended: completed, failed or skipped. */
  readonly task_execution_completed: SessionTold<"TaskStatusNotification">;
  /** A task of a plan waits or is paused. */
  readonly task_status_changed: SessionTold<"TaskStatusNotification">;
  /** A step of a turn begins: it asks a model, perhaps several times. It is not in the log. */
  readonly "ai_loop.model.requested": ModelRequest;
  /**
   * A step has ended for which the model reported its usage, also if the turn fails or is cancelled later.
   * It is not in the log.
   */
  readonly "ai_loop.usage_reported": UsageReport;
  /**
   * A delegate threw, rejected, or was too slow for its queue; only this delegate loses the event.
   */
  readonly "delegate.failed": { readonly delegate: string; readonly event: string; readonly error: unknown };
}

/** Name of an engine event. */
export type EngineEventName = keyof EngineEventMap;

/** An announced event: its name with what that name carries. */
export type EngineEvent<Name extends EngineEventName = EngineEventName> = {
  readonly [N in Name]: { readonly name: N } & EngineEventMap[N];
}[Name];

/** Answer of a control delegate that admits or refuses something. */
export type Admission = { readonly admit: true } | Refusal;

/** Why something is not admitted. */
export interface Refusal {
  readonly admit: false;
  /** In words for a person. */
  readonly reason: string;
  /** The limit that was reached; without one it is a policy that refuses. */
  readonly limit?: ReachedLimit;
}

/** A named limit that was reached. */
export interface ReachedLimit {
  /** As the configuration has it. */
  readonly name: string;
  readonly value: number;
  /** When the same would be admitted; absent where time alone does not help. */
  readonly retryAfterMs?: number;
}

/** Which session a question is about, and whose it is. */
interface SessionQuestion {
  readonly userId: string;
  readonly sessionId: string;
}

/** Which task a question is about, and whose plan it is in. */
interface TaskQuestion {
  readonly userId: string;
  readonly planId: string;
  readonly taskId: string;
}

/** Every decision that the engine asks control delegates for: the question, and the shape of an answer. */
export interface ControlMap {
  /** Whether a session may start. Default: it may. */
  readonly "ai_loop.control.start": {
    readonly question: { readonly userId: string; readonly model: string };
    readonly answer: Admission;
  };
  /** Whether a message may become a turn. Default: it may. */
  readonly "ai_loop.control.send_user_message": {
    readonly question: SessionQuestion & { readonly message: string };
    readonly answer: Admission;
  };
  /** Whether a client may stop a session. Default: it may. */
  readonly "ai_loop.control.stop": { readonly question: SessionQuestion; readonly answer: Admission };
  /** Whether a client may pause a session. Default: it may. */
  readonly "ai_loop.control.pause": { readonly question: SessionQuestion; readonly answer: Admission };
  /** Whether a client may resume a session. Default: it may. */
  readonly "ai_loop.control.resume": { readonly question: SessionQuestion; readonly answer: Admission };
  /** Whether a client's tool result is taken. Default: it is. */
  readonly "ai_loop.control.provide_tool_result": {
    readonly question: SessionQuestion & { readonly toolCallId: string; readonly result: unknown };
    readonly answer: Admission;
  };
  /** Which model a turn asks, by name. Default: the session's. */
  readonly "ai_loop.control.choose_model": {
    readonly question: SessionQuestion & { readonly turnId: string; readonly model: string };
    readonly answer: { readonly model: string };
  };
  /**
   * The summary that replaces a part of a conversation for models. Default, and with an empty one: the
   * session's model writes it.
   */
  readonly "ai_loop.control.compact": {
    readonly question: SessionQuestion & {
      readonly reason: CompactionReason;
      /** The part, oldest first, with the summary before. */
      readonly messages: readonly ModelMessage[];
      /** What the summary is to keep, where a person has said so. */
      readonly instructions?: string;
    };
    readonly answer: { readonly summary: string };
  };
  /** What happens to a tool call. Default: the policy in the question. */
  readonly "ai_loop.control.approve_tool_call": {
    readonly question: SessionQuestion & {
      readonly turnId: string;
      readonly toolCallId: string;
      readonly toolName: string;
      readonly arguments: unknown;
      readonly effect: ToolEffect;
      readonly policy: ToolPolicy;
    };
    readonly answer: { readonly policy: ToolPolicy; readonly reason?: string };
  };
  /** Whether a plan is to be held before a task begins. Default: no. */
  readonly engine_request_pause: {
    readonly question: TaskQuestion;
    readonly answer: { readonly pause: boolean };
  };
  /** Whether a plan is to end before a task begins. Default: no. */
  readonly engine_request_stop: {
    readonly question: TaskQuestion;
    readonly answer: { readonly stop: boolean };
  };
}

/** Name of a control. */
export type ControlName = keyof ControlMap;
/** Names of the controls that admit or refuse something. */
export type AdmissionControl = {
  [Name in ControlName]: ControlMap[Name]["answer"] extends Admission ? Name : never;
}[ControlName];
/** What a control asks. */
export type Question<Name extends ControlName> = ControlMap[Name]["question"];
/** What answers it. */
export type Answer<Name extends ControlName> = ControlMap[Name]["answer"];
