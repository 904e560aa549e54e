import { SessionStatus, type SessionSummary } from "@aiwhisperer/protocol";
import { EngineFault } from "../engine-fault.ts";
import type { EventLog, SessionQuery } from "../log/event-log.ts";
import type { SessionDirectory } from "./session-directory.ts";
import { decodeShares } from "./session-header.ts";
import { summariseStored, toViewer } from "./summary.ts";

/** A page of a user's sessions. */
export interface SummaryPage {
  readonly sessions: readonly SessionSummary[];
  readonly nextCursor?: string;
}

/** What users are told of sessions without bringing them into memory. */
export class SessionSummaries {
  readonly #log: EventLog;
  readonly #directory: SessionDirectory;

  constructor(log: EventLog, directory: SessionDirectory) {
    this.#log = log;
    this.#directory = directory;
  }

  /** What is known of a session, for a user who may observe it. Fails as `session_not_found`. */
  async describe(userId: string, sessionId: string): Promise<SessionSummary> {
    const live = this.#directory.liveTo(userId, sessionId);
    if (live !== undefined) return this.#told(toViewer(live.summary(), live, userId));
    await this.#directory.requireAccess(userId, sessionId, "observe");
    const stored = await this.#log.findSession(sessionId);
    if (stored === undefined) throw new EngineFault("session_not_found", { sessionId });
    const access = { ownerId: stored.userId, shares: decodeShares(stored) };
    return this.#told(toViewer(summariseStored(stored), access, userId));
  }

  /** A user's sessions, the one used last first. Fails as `invalid_cursor`. */
  async list(query: SessionQuery): Promise<SummaryPage> {
    const { sessions, nextCursor } = await this.#log.listSessions(query);
    return {
      sessions: sessions.map((stored) =>
        this.#told(this.#directory.live(stored.sessionId)?.summary() ?? summariseStored(stored)),
      ),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }

  /** A session as it is told: one that can neither be read nor goes on in memory is in status Error. */
  #told(summary: SessionSummary): SessionSummary {
    if (!this.#directory.isUnusable(summary.sessionId)) return summary;
    return { ...summary, status: SessionStatus.Error };
  }
}
