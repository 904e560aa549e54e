import { backup, DatabaseSync } from "node:sqlite";
import { createWhole } from "../new-file.ts";
import { toLogFault } from "./sqlite-fault.ts";
import { checkSchema } from "./sqlite-schema.ts";
import { checkWriteAhead } from "./sqlite-wal.ts";
import { renewOrigin } from "./sqlite-wal-origin.ts";

/** Pages of one step: more than a file that is within reason can have. */
const everyPage = 0x7fffffff;

/**
 * Copies a stored log, as it is at this moment, to a new file, while this or another process writes it. The
 * owner stays the owner: nothing is taken over. Rejects with a `LogFault`, `io` when the target exists,
 * `damaged` when last events would be left out; a failed copy leaves nothing behind.
 */
export async function copyStoredLog(path: string, targetPath: string): Promise<void> {
  try {
    checkWriteAhead(path);
    await createWhole(targetPath, (unfinishedPath) => copyFile(path, unfinishedPath));
  } catch (error) {
    throw toLogFault(error, targetPath);
  }
}

/**
 * A connection of its own and a single step make one snapshot that commits do not disturb. Steps on the
 * writing connection fail when they meet a transaction, and steps of a second one begin again at every
 * commit.
 */
async function copyFile(path: string, unfinishedPath: string): Promise<void> {
  const source = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    checkSchema(source, path);
    await backup(source, unfinishedPath, { rate: everyPage });
  } finally {
    source.close();
  }
  renewOrigin(unfinishedPath);
}
