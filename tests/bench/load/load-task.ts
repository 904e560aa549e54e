import type { Figures } from "../measure/figure.ts";

/** Time before a measurement in which the server's code becomes warm, and the time of the measurement. */
export interface LoadTimes {
  readonly warmMs: number;
  readonly measureMs: number;
}

/** Requests that are answered, each connection with so many on the way. */
export interface RequestTask extends LoadTimes {
  readonly kind: "requests";
  readonly method: "getSession" | "interactive.echo";
  readonly connections: number;
  readonly depth: number;
}

/**
 * Answers of so many pieces, streamed as fast as they are read, one after the other in each session, to all
 * the connections that follow it.
 */
export interface BurstTask extends LoadTimes {
  readonly kind: "bursts";
  readonly sessions: number;
  /** Connections that follow each session. */
  readonly screens: number;
  readonly pieces: number;
}

/** A message a second from each session, whose answer has so many pieces, evenly over the second. */
export interface PaceTask extends LoadTimes {
  readonly kind: "paced";
  readonly sessions: number;
  readonly pieces: number;
}

/** Paced sessions, first alone and then beside connections that follow a long session and read nothing. */
export interface SilentTask {
  readonly kind: "silent";
  readonly healthy: PaceTask;
  readonly silent: number;
  readonly sessionId: string;
}

/** Connections that do nothing, after their upgrade or after they have begun a session that they follow. */
export interface IdleTask {
  readonly kind: "idle";
  readonly connections: number;
  readonly haveSessions: boolean;
}

/** Short answers, so many at a time, in one session after the other. */
export interface TurnTask extends LoadTimes {
  readonly kind: "turns";
  /** Sessions that are begun, where there are none yet. */
  readonly sessions: number;
  readonly existing: readonly SeededSession[];
  readonly atOnce: number;
  readonly pieces: number;
}

/** Sessions that are to be there, and the messages that each is sent. */
export interface SeedTask {
  readonly kind: "seed";
  readonly sessions: number;
  readonly messages: readonly string[];
}

/** New connections that attach to a session with one answer, one after the other, and read it whole. */
export interface ReplayTask {
  readonly kind: "replay";
  readonly session: SeededSession;
  readonly times: number;
}

/**
 * A client for each session, all at the same time: it connects, attaches after half of the session's events
 * and reads the other half.
 */
export interface ReattachTask {
  readonly kind: "reattach";
  readonly sessions: readonly SeededSession[];
}

/** What a generator is to do and to measure. */
export type MeasuredTask =
  | RequestTask
  | BurstTask
  | PaceTask
  | SilentTask
  | IdleTask
  | TurnTask
  | ReplayTask
  | ReattachTask;

/** What a generator is to do. */
export type LoadTask = MeasuredTask | SeedTask;

/** A session that a seed has made. */
export interface SeededSession {
  readonly sessionId: string;
  /** Which of the target's credentials is its owner's. */
  readonly owner: number;
  /** Events that it has. */
  readonly sequence: number;
  /** Pieces of its last answer. */
  readonly pieces: number;
}

/** The result of a task. */
export interface LoadOutcome {
  readonly figures: Figures;
  /** Those of a seed. */
  readonly sessions: readonly SeededSession[];
}
