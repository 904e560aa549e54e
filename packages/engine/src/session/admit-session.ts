import type { SessionHeader } from "../event/session-header.ts";
import { requireModel, requireOpen, type SessionEnvironment } from "../store/session-environment.ts";
import { Session } from "./session.ts";
import type { SessionDirectory } from "./session-directory.ts";

/** What a session is started with, before it is known when and with which model. */
export type UnadmittedSession = Omit<SessionHeader, "createdAt" | "model">;

/**
 * A session with a place in the directory, of which nothing is in the log yet.
 * Fails as `model_unavailable`, `refused`, `limit_exceeded`, `rate_limited` or `draining`.
 */
export async function admitSession(
  start: UnadmittedSession,
  directory: SessionDirectory,
  environment: SessionEnvironment,
): Promise<Session> {
  requireOpen(environment.isDraining());
  const model = requireModel(environment.models, start.params.model);
  await environment.admit("ai_loop.control.start", { userId: start.ownerId, model });
  const session = new Session({ ...start, model, createdAt: environment.clock.now() }, environment);
  directory.add(session);
  return session;
}
