import type { SessionEvent } from "@aiwhisperer/client";
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
