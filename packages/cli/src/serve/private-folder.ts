import { type Stats, statSync } from "node:fs";
import { lstat } from "node:fs/promises";
import { CommandFailure } from "../kit/command-failure.ts";
import { shellPath } from "../kit/shell-path.ts";
import { visibleLine } from "../trust/trust-subject.ts";

/** Permissions of the group and of others. */
const OF_OTHERS = 0o077;

/**
 * Checks that a data folder, if it exists, is a folder of this user that no other user can enter: it holds
 * conversations, keys and the token of the server. Rejects with a `CommandFailure` that has the command which
 * fixes it. Windows has no such permissions; the folder inherits those of the user's profile there.
 */
export async function requirePrivateFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(missingAsUndefined);
  if (found === undefined || process.platform === "win32") return;
  const [word, shown] = [shellPath(folder), visibleLine(folder)];
  if (found.isSymbolicLink()) {
    const target = statSync(folder, { throwIfNoEntry: false });
    const advice = target === undefined ? `rm ${word}` : `--data-dir "$(readlink -f ${word})"`;
    throw new CommandFailure(
      `The data folder ${shown} is a symbolic link. Name its target instead: ${advice}`,
    );
  }
  if (!found.isDirectory())
    throw new CommandFailure(`The data folder ${shown} is not a folder. Name another with --data-dir.`);
  if (isForeign(found)) {
    throw new CommandFailure(
      `The data folder ${shown} belongs to another user. Run: sudo chown -R "$(id -un)" ${word}`,
    );
  }
  if ((found.mode & OF_OTHERS) === 0) return;
  throw new CommandFailure(
    `Other users of this machine can enter the data folder ${shown}. Run: chmod 700 ${word}`,
  );
}

function isForeign({ uid }: Stats): boolean {
  const own = process.getuid?.();
  return own !== undefined && own !== 0 && uid !== own;
}

function missingAsUndefined(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
