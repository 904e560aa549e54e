import type { SessionSummary } from "@aiwhisperer/protocol";

const maxLength = 80;

/** What a conversation is called: the start of its first message, as the server keeps it. */
export function sessionTitle({ title }: Pick<SessionSummary, "title">): string {
  return title || "Untitled";
}

/** A title that fits into a sentence. */
export function shortTitle(title: string): string {
  return title.length > maxLength ? `${title.slice(0, maxLength - 1).trimEnd()}…` : title;
}
