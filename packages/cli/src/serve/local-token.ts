import { link, lstat, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createLocalToken, isLocalToken } from "@aiwhisperer/server";
import type { Config } from "../config/option-table.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import { TOKEN_FILE } from "../kit/data-files.ts";
import { shellPath } from "../kit/shell-path.ts";
import { visibleLine } from "../trust/trust-subject.ts";

/** Longest file that can be a token. */
const MAX_BYTES = 256;

/**
 * Returns the token of a data folder, and makes one where there is none. A log in memory has no folder: its
 * token is new at each start. Rejects with a `CommandFailure` where the file is no token, or can be read by
 * other users of the machine.
 */
export async function openLocalToken({ dataDir, durability }: Config): Promise<string> {
  if (durability === "none") return createLocalToken();
  const path = join(dataDir, TOKEN_FILE);
  const stored = await readToken(path);
  if (stored !== undefined) return stored;
  await writeToken(path);
  const written = await readToken(path);
  if (written === undefined)
    throw new CommandFailure(`${visibleLine(path)}: the file was removed while it was written.`);
  return written;
}

async function readToken(path: string): Promise<string | undefined> {
  try {
    const { mode, size } = await lstat(path).then(requirePlainFile(path));
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new CommandFailure(
        `${visibleLine(path)} can be read by other users of this machine. Delete it, so that a new token is made, or run: chmod 600 ${shellPath(path)}`,
      );
    }
    const text = size > MAX_BYTES ? "" : (await readFile(path, "utf8")).trim();
    if (isLocalToken(text)) return text;
    throw new CommandFailure(`${visibleLine(path)} has no token. Delete it, so that a new one is made.`);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function requirePlainFile(path: string) {
  return <Stats extends { isFile(): boolean }>(stats: Stats): Stats => {
    if (stats.isFile()) return stats;
    throw new CommandFailure(
      `${visibleLine(path)} is not a file, or is a link. Delete it, so that a token is made.`,
    );
  };
}

/**
 * Writes a whole file or none. Of two programs that start at once, the second finds the first one's token.
 */
async function writeToken(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}`;
  await rm(temporary, { force: true });
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(`${createLocalToken()}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
