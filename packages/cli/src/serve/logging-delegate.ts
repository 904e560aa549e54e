import type { EngineEvent, NotificationDelegate } from "@aiwhisperer/engine";
import type { Logger } from "pino";

/**
 * Makes the delegate that writes the engine's failures, deletions of sessions, its start and its end to the
 * log. What people and models say is not written.
 */
export function createLoggingDelegate(logger: Logger): NotificationDelegate {
  return {
    name: "log",
    events: [
      "engine_started",
      "engine_stopped",
      "engine_error_occurred",
      "session_deleted",
      "clock_jumped",
      "delegate.failed",
      "ai_loop.error",
    ],
    handle: (event) => logEvent(logger, event),
  };
}

function logEvent(logger: Logger, event: EngineEvent): void {
  switch (event.name) {
    case "engine_started":
      logger.info({ recoveredSessions: event.recoveredSessions }, "the engine has started");
      return;
    case "engine_stopped":
      logger.info("the engine has stopped");
      return;
    case "engine_error_occurred": {
      const { sessionId, turnId, error: err } = event;
      logger.error({ sessionId, ...(turnId === undefined ? {} : { turnId }), err }, "the engine met a fault");
      return;
    }
    case "session_deleted": {
      const { name: _, reason, ...session } = event;
      if (reason === "request") logger.info(session, "a session was deleted by its owner");
      else logger.warn({ ...session, reason }, "the retention deleted a session");
      return;
    }
    case "clock_jumped":
      logger.warn({ clock: new Date(event.wallMs).toISOString() }, "the clock of the machine has jumped");
      return;
    case "delegate.failed":
      logger.error({ delegate: event.delegate, event: event.event, err: event.error }, "a delegate failed");
      return;
    case "ai_loop.error": {
      const { sessionId, event: told } = event.committed;
      logger.warn({ sessionId, turnId: told.params.turnId, error: told.params.error }, "a turn failed");
      return;
    }
    default:
      // Only the events above are asked for.
      return;
  }
}
