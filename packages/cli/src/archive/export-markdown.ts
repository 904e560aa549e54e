import { emptySessionState, parseSessionEvent, reduceSession, toMarkdown } from "@aiwhisperer/client";
import type { ExportedSession } from "./export-lines.ts";

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
