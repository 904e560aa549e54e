import { type SessionParams, SessionStatus } from "@aiwhisperer/protocol";
import { changedHeader } from "../event/changed-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { EventStore } from "../log/event-log.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import { requireModel, type SessionEnvironment } from "../store/session-environment.ts";
import { admitSession } from "./admit-session.ts";
import { type ForkPlace, readForkCut } from "./fork-cut.ts";
import type { Session, StartedSession } from "./session.ts";
import type { SessionDirectory } from "./session-directory.ts";

/** The fork that a user wants of a session. */
export interface SessionFork extends ForkPlace {
  /** The user, who owns the fork. */
  readonly ownerId: string;
  readonly sessionId: string;
  /** What the fork is to have otherwise. */
  readonly params?: SessionParams | undefined;
  /** Called with the length of what was read of the log, in UTF-16 units, also where the fork fails. */
  readonly onRead?: ((length: number) => void) | undefined;
}

/** What a fork is made with. */
export interface ForkParts {
  readonly source: Session;
  readonly log: Pick<EventStore, "read" | "readStepStates">;
  readonly directory: SessionDirectory;
  readonly environment: SessionEnvironment;
}

/**
 * Starts a session with the first events of another one. What the source logs meanwhile is not in it. Fails
 * as the engine's `forkSession` does.
 */
export async function forkSession(
  { ownerId, sessionId, params = {}, onRead, ...place }: SessionFork,
  recordAnswer: RecordAnswer<StartedSession> | undefined,
  { source, log, directory, environment }: ForkParts,
): Promise<Session> {
  if (source.header.plan !== undefined)
    throw new EngineFault("refused", { reason: "The session of a plan cannot be forked." });
  const cut = await readForkCut({ log, sessionId, limits: environment.limits, onRead }, place);
  const { events, changes } = cut;
  const before = changedHeader(source.header, changes);
  const model = requireModel(environment.models, params.model ?? before.model);
  const forkedFrom = { sessionId, sequence: events.length };
  const start = {
    sessionId: environment.newId(),
    ownerId,
    userLabel: source.header.userLabel,
    params: { ...before.params, ...params, model },
    forkedFrom,
  };
  const fork = await admitSession(start, directory, environment);
  const answer = { sessionId: fork.sessionId, status: SessionStatus.Active, sequence: events.length + 1 };
  await fork.openFork(cut, forkedFrom, recordAnswer?.(answer));
  return fork;
}
