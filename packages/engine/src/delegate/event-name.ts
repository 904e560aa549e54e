import { SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { RESUMED, type SessionEvent } from "../session/session-event.ts";
import type { EngineEventName } from "./engine-event.ts";

/** The name under which delegates are told of an event. */
export function engineEventName(event: SessionEvent): EngineEventName {
  switch (event.method) {
    case "UserMessageNotification":
      return "ai_loop.message.user_processed";
    case "AIMessageChunkNotification":
      return "ai_loop.message.ai_chunk_received";
    case "MessageDiscardedNotification":
      return "ai_loop.message.discarded";
    case "TurnStatusNotification":
      return event.params.status === TurnStatus.Failed ? "ai_loop.error" : "ai_loop.turn.status_changed";
    case "SessionStatusNotification":
      return sessionStatusEventName(event);
  }
}

function sessionStatusEventName(event: SessionEvent<"SessionStatusNotification">): EngineEventName {
  switch (event.params.status) {
    case SessionStatus.Paused:
      return "ai_loop.status.paused";
    case SessionStatus.Stopped:
    case SessionStatus.Error:
      return "ai_loop.session_ended";
    case SessionStatus.Starting:
    case SessionStatus.Active:
      return event.params.reason === RESUMED ? "ai_loop.status.resumed" : "ai_loop.session_started";
  }
}
