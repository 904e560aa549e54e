/**
 * Bounds of the tools that work in the workspace folder. Every one has a default, and passing it has a named
 * consequence.
 */
export interface WorkspaceLimits {
  /**
   * Length of a tool's output for the model, in UTF-16 units, without notices; the rest is omitted and the
   * notice says how to get it. Default 50,000.
   */
  readonly maxWorkspaceOutputLength: number;
  /**
   * Length of a change that a person decides about, in UTF-16 units; a longer one is refused, since it could
   * not be shown whole. Default 400,000.
   */
  readonly maxShownChangeLength: number;
  /** Lines that one read returns. Default 2,000. */
  readonly maxReadLines: number;
  /** Entries that one listing returns. Default 1,000. */
  readonly maxListedEntries: number;
  /** Matches that one search returns. Default 200. */
  readonly maxSearchMatches: number;
  /**
   * Size of a file that is searched, edited or shown as a diff; larger ones are skipped, refused and
   * described. Default 4,194,304.
   */
  readonly maxFileBytes: number;
  /**
   * Time after which a listing or search returns what it has found; work on files that does not end by itself
   * is ended after twice that. Default 10,000.
   */
  readonly fileTimeoutMs: number;
  /** Threads that work on files at a time, beside one for changes; further calls wait. Default 4. */
  readonly maxFileThreads: number;
  /** Memory of such a thread; work that needs more fails. Default 256. */
  readonly maxFileThreadMebibytes: number;
  /** Time of a command that asks for none. Default 120,000. */
  readonly commandTimeoutMs: number;
  /** Longest time that a command may ask for. Default 600,000. */
  readonly maxCommandTimeoutMs: number;
  /** Output that ends a command. Default 67,108,864. */
  readonly maxCommandBytes: number;
  /** Time that the processes of a command have to end before they are killed. Default 500. */
  readonly commandKillGraceMs: number;
}

/** The limits that hold where the caller says nothing. */
export const DEFAULT_WORKSPACE_LIMITS: WorkspaceLimits = {
  maxWorkspaceOutputLength: 50_000,
  maxShownChangeLength: 400_000,
  maxReadLines: 2_000,
  maxListedEntries: 1_000,
  maxSearchMatches: 200,
  maxFileBytes: 4_194_304,
  fileTimeoutMs: 10_000,
  maxFileThreads: 4,
  maxFileThreadMebibytes: 256,
  commandTimeoutMs: 120_000,
  maxCommandTimeoutMs: 600_000,
  maxCommandBytes: 67_108_864,
  commandKillGraceMs: 500,
};
