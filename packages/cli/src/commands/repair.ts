import { existsSync } from "node:fs";
import {
  checkStoredLog,
  type DamageReport,
  type OnProgress,
  type RepairReport,
  repairStoredLog,
} from "@aiwhisperer/engine";
import { Command } from "commander";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";

import { lockUnservedFolder } from "../serve/folder-claim.ts";
import { explainingLogFaults, logPath } from "../serve/open-log.ts";
import { requireTrustedConfig } from "../trust/require-trusted-config.ts";

interface LogFlags {
  readonly dataDir?: string;
}

/** Exit code of a check or a repair that leaves damage in the log. */
const DAMAGED_EXIT_CODE = 3;

const FOOTER = `
Stop the server first. The report goes to standard output, progress to standard error.
Exit codes: 0 no damage (left), 3 damage (left), 1 the log is in use, is missing or cannot be opened.`;

/** `aiwhisperer check`: reads the whole log and reports its damage; changes nothing. */
export function checkCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return logCommand("check", "read the whole event log and report damage").action(async (flags: LogFlags) => {
    const found = await withLog(host, flags, checkStoredLog);
    report(host, end, found, "run `aiwhisperer repair`, or restore a backup");
  });
}

/** `aiwhisperer repair`: copies the log, repairs what it can, and reports what is left. */
export function repairCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return logCommand("repair", "copy the event log, then repair it").action(async (flags: LogFlags) => {
    const found: RepairReport = await withLog(host, flags, (path, onProgress) =>
      repairStoredLog(path, Date.now(), onProgress),
    );
    host.stdout.write(`The log from before the repair is ${found.backupPath}.\n`);
    for (const line of found.found) host.stdout.write(`Found: ${line}\n`);
    report(host, end, found, "restore a backup, or delete the damaged sessions");
  });
}

function logCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--data-dir <folder>", "folder of the log (default: that of the configuration)")
    .addHelpText("after", FOOTER);
}

/** Works on the log while no server can start on its folder. */
async function withLog<T>(
  host: CommandHost,
  flags: LogFlags,
  work: (path: string, onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const { config } = await requireTrustedConfig({ ...flags }, host, ["dataDir"]);
  const path = logPath(config);
  if (!existsSync(path)) throw new CommandFailure(`There is no event log at ${path}.`);
  const lock = await lockUnservedFolder(config.dataDir);
  try {
    return await explainingLogFaults(() => work(path, (step) => host.stderr.write(`${step}\n`)));
  } finally {
    lock.release();
  }
}

function report(
  host: CommandHost,
  end: (exitCode: number) => void,
  { sessionCount, damage, sessions }: DamageReport,
  advice: string,
): void {
  const write = (line: string): boolean => host.stdout.write(`${line}\n`);
  for (const line of damage) write(`Damage: ${line}`);
  for (const sessionId of sessions) write(`Unreadable session: ${sessionId}`);
  if (damage.length + sessions.length === 0) {
    write(`No damage in ${sessionCount} sessions.`);
    return;
  }
  write(`${sessions.length} of ${sessionCount} sessions are unreadable: ${advice}.`);
  end(DAMAGED_EXIT_CODE);
}
