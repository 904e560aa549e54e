import type { ApiKey } from "@aiwhisperer/server/keys";

const HEAD = ["id", "user", "role", "state", "made", "name"] as const;

/** API keys as a table with a heading, one a line; a note where there are none. */
export function keyLines(keys: readonly ApiKey[], now: number): string {
  if (keys.length === 0)
    return "There are no API keys. Make one with `aiwhisperer keys create --user NAME`.\n";
  const rows = [HEAD, ...keys.map((key) => cellsOf(key, now))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => `${alignCells(cells, widths)}\n`).join("");
}

function cellsOf(key: ApiKey, now: number): readonly string[] {
  const { id, userId, isAdmin, createdAt, name } = key;
  return [id, userId, isAdmin ? "admin" : "user", stateOf(key, now), dayOf(createdAt), name];
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: number): string {
  if (revokedAt !== undefined) return `revoked ${dayOf(revokedAt)}`;
  if (expiresAt === undefined) return "valid";
  return Date.parse(expiresAt) > now ? `valid to ${dayOf(expiresAt)}` : `ended ${dayOf(expiresAt)}`;
}

function dayOf(time: string): string {
  return time.slice(0, "2026-01-31".length);
}

function alignCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join("  ")
    .trimEnd();
}
