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

/** Answers of so many pieces, streamed as fast as they are read, one after the other on each connection. */
export interface BurstTask extends LoadTimes {
  readonly kind: "burst";
  readonly connections: number;
  readonly pieces: number;
}

/** A message a second from each session, whose answer has so many pieces, evenly over the second. */
export interface PaceTask extends LoadTimes {
  readonly kind: "pace";
  readonly sessions: number;
  readonly pieces: number;
}

/** What a generator is to do. */
export type LoadTask = RequestTask | BurstTask | PaceTask;

/** What was measured, by the names of `FIGURES`. */
export type Figures = Readonly<Record<string, number>>;
