import type { ModelSettings, ResponseFormat, SessionChangedNotification } from "@aiwhisperer/protocol";

/**
 * What was changed of a session since its start, each value whole; null is what was reset to nothing. Later
 * changes replace the object, so that a turn can keep the one that it began with.
 */
export type SessionChanges = Readonly<
  Omit<SessionChangedNotification, "sessionId" | "sequence" | "changedBy">
>;

/** The changes of a session that was never changed. */
export const NO_CHANGES: SessionChanges = {};

/** How one turn asks a model, where its message says so. */
export interface TurnChoice {
  readonly model?: string;
  readonly settings?: ModelSettings;
  readonly responseFormat?: ResponseFormat;
}
