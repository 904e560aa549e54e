import {
  emptySessionState,
  parseSessionEvent,
  reduceSession,
  type SessionEvent,
  toMarkdown,
} from "@aiwhisperer/client";
import type { SessionSummary } from "@aiwhisperer/protocol";

/** What is exported: what is known of a session, and its events in order. */
export interface ExportedSession {
  readonly session: SessionSummary;
  readonly events: readonly Pick<SessionEvent, "method" | "params">[];
}

/**
 * A session as JSON lines: first `{"session":…}`, then one line an event, `{"method":…,"params":…}`, as it
 * was sent live.
 */
export function toJsonLines({ session, events }: ExportedSession): string {
  const lines = [
    JSON.stringify({ session }),
    ...events.map(({ method, params }) => JSON.stringify({ method, params })),
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * An exported session as a person reads it: its title, what is known of it, and every message in order,
 * reasoning included.
 */
export function toMarkdownDocument({ session, events }: ExportedSession): string {
  const state = events.reduce((before, { method, params }) => {
    const event = parseSessionEvent(method, params);
    return event === undefined ? before : reduceSession(before, event);
  }, emptySessionState(session.sessionId));
  const about = [
    `- Session: \`${session.sessionId}\``,
    `- Model: \`${session.model}\``,
    `- Started: ${new Date(session.createdAt).toISOString()}`,
    `- Last used: ${new Date(session.updatedAt).toISOString()}`,
  ].join("\n");
  return toMarkdown(state, { title: session.title || "Session", about, hasReasoning: true });
}
