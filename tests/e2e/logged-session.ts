import { createClient, emptySessionState, reduceSession, type SessionState } from "@aiwhisperer/client";

/** A session as its log has it, whatever any screen shows. */
export interface LoggedSession {
  /** Names of its events in order. */
  readonly events: readonly string[];
  /** What the person said, in order. */
  readonly questions: readonly string[];
  /** What was answered, in order, without what was discarded. */
  readonly answers: readonly string[];
}

/**
 * Reads a session by `getHistory`, over a line of its own, as the user of a token where the server asks for
 * one.
 */
export async function readLoggedSession(
  wsUrl: string,
  sessionId: string,
  token?: string,
): Promise<LoggedSession> {
  const client = createClient({ url: wsUrl, ...(token === undefined ? {} : { token: () => token }) });
  try {
    let state = emptySessionState(sessionId);
    const events: string[] = [];
    for await (const event of client.session(sessionId).history()) {
      state = reduceSession(state, event);
      events.push(event.method ?? event.name);
    }
    return { events, questions: textsOf(state, "user"), answers: textsOf(state, "assistant") };
  } finally {
    client.close();
  }
}

function textsOf({ messages }: SessionState, role: "user" | "assistant"): readonly string[] {
  return messages.filter((message) => message.role === role).map(({ text }) => text);
}
