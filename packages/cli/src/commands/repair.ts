import { checkStoredLog, type DamageReport, repairStoredLog } from "@aiwhisperer/engine";
import { Command } from "commander";
import type { CommandHost } from "../command-host.ts";
import { requireConfig } from "../config/require-config.ts";
import { explainingLogFaults, logPath } from "../serve/open-log.ts";

interface LogFlags {
  readonly dataDir?: string;
}

const FOOTER = `
Stop the server first. Exit codes: 0 no damage, 3 damage was found and reported, 1 the log cannot be opened.`;

/** `aiwhisperer check`: reads the whole log and reports its damage; changes nothing. */
export function checkCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return logCommand("check", "read the whole event log and report damage").action(async (flags: LogFlags) => {
    const path = pathOf(host, flags);
    report(host, end, await explainingLogFaults(() => checkStoredLog(path)));
  });
}

/** `aiwhisperer repair`: copies the log, repairs what it can, and reports what is left. */
export function repairCommand(host: CommandHost, end: (exitCode: number) => void): Command {
  return logCommand("repair", "copy the event log, then repair it").action(async (flags: LogFlags) => {
    const path = pathOf(host, flags);
    report(host, end, await explainingLogFaults(() => repairStoredLog(path, Date.now())));
  });
}

function logCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--data-dir <folder>", "folder of the log (default: that of the configuration)")
    .addHelpText("after", FOOTER);
}

function pathOf(host: CommandHost, flags: LogFlags): string {
  return logPath(requireConfig({ flags: { ...flags }, env: host.env, cwd: host.cwd }).config);
}

function report(host: CommandHost, end: (exitCode: number) => void, found: DamageReport): void {
  const { damage, sessions, backupPath } = found;
  if (backupPath !== undefined) host.stdout.write(`The log from before the repair is ${backupPath}.\n`);
  for (const line of damage) host.stdout.write(`Damage: ${line}\n`);
  for (const sessionId of sessions) host.stdout.write(`Unreadable session: ${sessionId}\n`);
  if (damage.length + sessions.length === 0) host.stdout.write("No damage was found.\n");
  else end(3);
}
