import type { Clock } from "../clock.ts";
import type { Question } from "../delegate/engine-event.ts";
import type { EngineLimits } from "../limits.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import type { ModelCatalog } from "../model/model.ts";
import type { CommittedEvent } from "./session-event.ts";

/** What sessions share of their engine. */
export interface SessionEnvironment {
  readonly commits: GroupCommit;
  readonly models: ModelCatalog;
  readonly limits: EngineLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /** Resolves when a message may become a turn. Fails as `refused` or `draining`. */
  readonly admitMessage: (question: Question<"ai_loop.control.send_user_message">) => Promise<void>;
  /** Whether the engine ends, so that no further turn may begin. */
  readonly isDraining: () => boolean;
  /** Whether anybody is attached to a session. */
  readonly isAttended: (sessionId: string) => boolean;
  /** Told of every event once it is in the log. */
  readonly onCommitted: (committed: CommittedEvent) => void;
  /** Told that a session's commit failed and what it held in memory is void. */
  readonly onLost: (sessionId: string, fault: unknown) => void;
  /** Told of a defect. */
  readonly onError: (sessionId: string, error: unknown) => void;
}
