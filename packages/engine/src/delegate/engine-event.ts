import type { CommittedEvent, SessionEventName } from "../session/session-event.ts";

/** What tells that a session's event is in the log. */
interface SessionTold<Name extends SessionEventName> {
  readonly committed: CommittedEvent<Name>;
}

/**
 * Every event that the engine announces, by name, with what it carries. Names that AIWhisperer has are kept.
 * The events that carry `committed` are announced once each, in the order of the session's log, after the commit.
 */
export interface EngineEventMap {
  readonly engine_started: { readonly recoveredSessions: number };
  readonly engine_stopped: object;
  /** A fault of the engine itself, such as a log that cannot be written. */
  readonly engine_error_occurred: { readonly error: unknown; readonly sessionId?: string };
  readonly "ai_loop.session_started": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.session_ended": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.status.paused": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.status.resumed": SessionTold<"SessionStatusNotification">;
  readonly "ai_loop.message.user_processed": SessionTold<"UserMessageNotification">;
  readonly "ai_loop.message.ai_chunk_received": SessionTold<"AIMessageChunkNotification">;
  readonly "ai_loop.message.discarded": SessionTold<"MessageDiscardedNotification">;
  readonly "ai_loop.turn.status_changed": SessionTold<"TurnStatusNotification">;
  /** A turn failed; told instead of `ai_loop.turn.status_changed` for that status. */
  readonly "ai_loop.error": SessionTold<"TurnStatusNotification">;
  /** A delegate threw, rejected, or was too slow for its queue; the event it was told of is lost to it alone. */
  readonly "delegate.failed": { readonly delegate: string; readonly event: string; readonly error: unknown };
}

/** Name of an engine event. */
export type EngineEventName = keyof EngineEventMap;

/** An announced event: its name with what that name carries. */
export type EngineEvent<Name extends EngineEventName = EngineEventName> = {
  readonly [N in Name]: { readonly name: N } & EngineEventMap[N];
}[Name];

/** Answer of a control delegate that admits or refuses something. */
export type Admission = { readonly admit: true } | { readonly admit: false; readonly reason: string };

/** Every decision that the engine asks control delegates for: the question, and the shape of an answer. */
export interface ControlMap {
  /** Whether a session may start. Default: it may. */
  readonly "ai_loop.control.start": {
    readonly question: { readonly userId: string; readonly model: string };
    readonly answer: Admission;
  };
  /** Whether a message may become a turn. Default: it may. */
  readonly "ai_loop.control.send_user_message": {
    readonly question: { readonly userId: string; readonly sessionId: string; readonly message: string };
    readonly answer: Admission;
  };
}

/** Name of a control. */
export type ControlName = keyof ControlMap;
/** What a control asks. */
export type Question<Name extends ControlName> = ControlMap[Name]["question"];
/** What answers it. */
export type Answer<Name extends ControlName> = ControlMap[Name]["answer"];
