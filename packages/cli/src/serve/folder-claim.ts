import { describeOwner, type FolderInUse, type FolderLock, lockFolder } from "@aiwhisperer/engine";
import type { Config } from "../config/option-table.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import { visibleLine } from "../trust/trust-subject.ts";
import { explainingLogFaults, isLogStored } from "./open-log.ts";
import { requirePrivateFolder } from "./private-folder.ts";

/** Time that an owner which is about to end gets before the folder counts as in use. */
const OWNER_END_MS = 2_000;

/** Time in which a deposed owner has to release its lock before this process stops waiting for it. */
const DEPOSED_END_MS = 30_000;

/** A data folder that this process serves. */
export interface FolderClaim {
  /**
   * Records where this process listens; `onDeposed` is called once another process has taken the folder over.
   */
  announce(url: string, onDeposed: () => void): void;
  release(): void;
}

/**
 * Claims a data folder before anything in it is opened. Rejects with a `CommandFailure` that names the
 * process that serves it, unless `--take-over` is set: then the log's new epoch fences that process.
 */
export async function claimFolder(config: Config): Promise<FolderClaim | undefined> {
  if (!isLogStored(config)) return undefined;
  const { dataDir, takeOver } = config;
  await requirePrivateFolder(dataDir);
  const found = await lock(dataDir, OWNER_END_MS);
  if (!("inUse" in found)) return createClaim(dataDir, Promise.resolve(found));
  if (!takeOver) throw new CommandFailure(describeUse(dataDir, found));
  return createClaim(
    dataDir,
    lock(dataDir, DEPOSED_END_MS).then((later) => ("inUse" in later ? undefined : later)),
  );
}

function lock(folder: string, waitMs: number): Promise<FolderLock | FolderInUse> {
  return explainingLogFaults(() => lockFolder(folder, waitMs));
}

function createClaim(dataDir: string, lock: Promise<FolderLock | undefined>): FolderClaim {
  let stopLooking = (): void => undefined;
  let isReleased = false;
  void lock.then(
    (held) => isReleased && held?.release(),
    () => undefined,
  );
  return {
    announce(url, onDeposed) {
      const owner = { pid: process.pid, startedAt: Date.now(), url };
      stopLooking = describeOwner(dataDir, owner, onDeposed);
    },
    release() {
      isReleased = true;
      stopLooking();
      void lock.then(
        (held) => held?.release(),
        () => undefined,
      );
    },
  };
}

/**
 * Locks a data folder that no process serves. Rejects with a `CommandFailure` that names the process which
 * does.
 */
export async function lockUnservedFolder(dataDir: string): Promise<FolderLock> {
  const found = await lock(dataDir, 0);
  if (!("inUse" in found)) return found;
  throw new CommandFailure(
    `The data folder ${visibleLine(dataDir)} is served by ${describeOwnerOf(found)}: stop that server first.`,
  );
}

function describeUse(dataDir: string, found: FolderInUse): string {
  return (
    `The data folder ${visibleLine(dataDir)} is served by ${describeOwnerOf(found)}. Use that one, end it first, choose another folder with --data-dir, ` +
    "or take the folder over with --take-over: the other process then ends."
  );
}

function describeOwnerOf({ owner }: FolderInUse): string {
  const facts = [
    ...(owner.pid === undefined ? [] : [`process ${owner.pid}`]),
    ...(owner.url === undefined ? [] : [owner.url]),
  ];
  return facts.length === 0 ? "another aiwhisperer" : `another aiwhisperer (${facts.join(", ")})`;
}
