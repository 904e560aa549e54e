import { SessionStatus, type SessionSummary } from "@aiwhisperer/protocol";
import { decodeShares } from "../event/session-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { SessionIndex, SessionQuery, StoredSession } from "../log/event-log.ts";
import { type AccessibleSession, accessOf } from "../state/access.ts";
import { summariseStored, toViewer } from "../state/summary.ts";
import type { SessionDirectory } from "./session-directory.ts";

/** A page of a user's sessions. */
export interface SummaryPage {
  readonly sessions: readonly SessionSummary[];
  readonly nextCursor?: string;
}

/** Whose sessions to list. */
export type OwnSessions = Required<Pick<SessionQuery, "userId">> & Pick<SessionQuery, "limit" | "cursor">;

/** Summaries of sessions that are not loaded into memory. */
export class SessionSummaries {
  readonly #log: SessionIndex;
  readonly #directory: SessionDirectory;

  constructor(log: SessionIndex, directory: SessionDirectory) {
    this.#log = log;
    this.#directory = directory;
  }

  /** What is known of a session, for a user who may observe it. Fails as `session_not_found`. */
  async describe(userId: string, sessionId: string): Promise<SessionSummary> {
    const live = this.#directory.liveTo(userId, sessionId);
    if (live !== undefined) return this.#shown(toViewer(live.summary(), live, userId));
    await this.#directory.requireAccess(userId, sessionId, "observe");
    const stored = await this.#log.findSession(sessionId);
    if (stored === undefined) throw new EngineFault("session_not_found", { sessionId });
    return this.#shown(toViewer(summariseStored(stored), toAccessible(stored), userId));
  }

  /** A user's sessions, the one used last first. Fails as `invalid_cursor`. */
  list(query: OwnSessions): Promise<SummaryPage> {
    return this.#page(query, (stored) => this.#summaryOf(stored));
  }

  /**
   * Sessions of others that are shared with a user, the one used last first, each with what the user may do.
   * Fails as `invalid_cursor`.
   */
  listShared({ userId, ...page }: OwnSessions): Promise<SummaryPage> {
    return this.#page({ ...page, sharedWith: userId }, (stored) => {
      const access = this.#directory.live(stored.sessionId) ?? toAccessible(stored);
      // The sharing of a session may have ended since the log was read.
      if (accessOf(access, userId) === undefined) return undefined;
      return toViewer(this.#summaryOf(stored), access, userId);
    });
  }

  async #page(
    query: SessionQuery,
    summarise: (stored: StoredSession) => SessionSummary | undefined,
  ): Promise<SummaryPage> {
    const { sessions, nextCursor } = await this.#log.listSessions(query);
    return {
      sessions: sessions.flatMap((stored) => summarise(stored) ?? []),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }

  #summaryOf(stored: StoredSession): SessionSummary {
    return this.#shown(this.#directory.live(stored.sessionId)?.summary() ?? summariseStored(stored));
  }

  /**
   * The summary as users see it: a session that can neither be read nor runs in memory is in status Error.
   */
  #shown(summary: SessionSummary): SessionSummary {
    if (!this.#directory.isUnusable(summary.sessionId)) return summary;
    return { ...summary, status: SessionStatus.Error };
  }
}

function toAccessible(stored: StoredSession): AccessibleSession {
  return { sessionId: stored.sessionId, ownerId: stored.userId, shares: decodeShares(stored) };
}
