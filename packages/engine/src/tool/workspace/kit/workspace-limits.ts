import {
  defaultsOf,
  type LimitsOf,
  type LimitTable,
  MAX_COMMAND_MS,
  MAX_GRACE_MS,
  MAX_TIMER_MS,
} from "../../../kit/limit-table.ts";

/** Limits of the tools that work in the workspace. Passing one has a named consequence. */
export const WORKSPACE_LIMITS = {
  maxWorkspaceOutputLength: {
    fallback: 50_000,
    min: 100,
    description:
      "characters that one call of a built-in tool returns to the model; the rest is left out, and a notice says how to get it",
  },
  maxShownChangeLength: {
    fallback: 400_000,
    min: 1_000,
    description:
      "characters of a change that a person decides about; a longer one is refused, since it could not be shown whole",
  },
  maxShownTextLength: {
    fallback: 65_536,
    min: 0,
    description:
      "characters of a file's text before and after a change, each, that accompany its diff for clients that make their own; longer ones are left out",
  },
  maxReadLines: { fallback: 2_000, min: 1, description: "lines that one read of a file returns" },
  maxListedEntries: { fallback: 1_000, min: 1, description: "entries that one listing returns" },
  maxSearchMatches: { fallback: 200, min: 1, description: "matches after which a search ends" },
  maxFileBytes: {
    fallback: 4_194_304,
    min: 1,
    description:
      "size of a file that is searched, edited or shown as a diff; larger ones are skipped, refused and described",
  },
  fileTimeoutMs: {
    fallback: 10_000,
    min: 100,
    // Work that does not end by itself is ended after twice that.
    max: Math.floor(MAX_TIMER_MS / 2),
    description:
      "time after which a listing or search returns what it has found; work on files that continues is stopped after twice that",
  },
  maxFileThreads: {
    fallback: 4,
    min: 1,
    max: 1_024,
    description: "threads that read files at once, beside one for changes; further calls wait",
  },
  maxFileThreadMebibytes: {
    fallback: 256,
    min: 32,
    max: 1_048_576,
    description: "memory of one such thread; work that needs more fails",
  },
  commandTimeoutMs: {
    fallback: 120_000,
    min: 1,
    max: MAX_COMMAND_MS,
    description: "time of a command that does not ask for one; past it the command is killed",
  },
  maxCommandTimeoutMs: {
    fallback: 600_000,
    min: 1,
    max: MAX_COMMAND_MS,
    description: "longest time that a command may ask for",
  },
  maxCommandBytes: {
    fallback: 67_108_864,
    min: 1_000,
    description: "output of a command; past it the command is killed",
  },
  commandKillGraceMs: {
    fallback: 500,
    min: 0,
    max: MAX_GRACE_MS,
    description: "time that the processes of a command have to end before they are killed",
  },
} as const satisfies LimitTable;

/** Bounds of the tools that work in the workspace. */
export type WorkspaceLimits = LimitsOf<typeof WORKSPACE_LIMITS>;

/** Default limits. */
export const DEFAULT_WORKSPACE_LIMITS: WorkspaceLimits = defaultsOf(WORKSPACE_LIMITS);
