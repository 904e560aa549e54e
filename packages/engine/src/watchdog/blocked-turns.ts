import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";

/** A turn during which the event loop was blocked. */
export interface BlockedTurn {
  readonly turnId: string;
  /** How often it was blocked. */
  readonly blocks: number;
  /** How often the turn was resumed since, without a shutdown in good order between. */
  readonly resumes: number;
}

/** Reads the record of blocked turns. A file that is missing or damaged is an empty record. */
export function readBlockedTurns(path: string): readonly BlockedTurn[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Array.isArray(value) ? value.filter(isBlockedTurn) : [];
  } catch {
    return [];
  }
}

/**
 * Replaces the record as a whole, durably; without turns, removes the file. Throws when the file cannot be
 * written.
 */
export function writeBlockedTurns(path: string, turns: readonly BlockedTurn[]): void {
  if (turns.length === 0) {
    rmSync(path, { force: true });
    return;
  }
  const draft = `${path}.new`;
  const file = openSync(draft, "w", 0o600);
  try {
    writeSync(file, `${JSON.stringify(turns)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function isBlockedTurn(value: unknown): value is BlockedTurn {
  if (typeof value !== "object" || value === null) return false;
  const { turnId, blocks, resumes } = value as Partial<Record<keyof BlockedTurn, unknown>>;
  return typeof turnId === "string" && typeof blocks === "number" && typeof resumes === "number";
}
