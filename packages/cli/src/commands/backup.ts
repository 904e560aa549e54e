import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Command } from "commander";
import type { CommandHost } from "../kit/command-host.ts";
import { copyLog } from "../serve/open-log.ts";
import { requireTrustedConfig } from "../trust/require-trusted-config.ts";

interface BackupFlags {
  readonly dataDir?: string;
}

const FOOTER = `
The copy is whole, also while a server writes the log: it has everything up to one moment. To go back to it, end the server and put the copy in
the place of log.sqlite, without the files log.sqlite-wal and log.sqlite-shm beside it.`;

/** `aiwhisperer backup`: copies the log of a server, running or not. */
export function backupCommand(host: CommandHost): Command {
  return new Command("backup")
    .description("copy the event log, also while a server uses it")
    .argument("<file>", "where to; it must not exist")
    .option("--data-dir <folder>", "folder of the log (default: that of the configuration)")
    .addHelpText("after", FOOTER)
    .action(async (file: string, flags: BackupFlags) => {
      const { config } = await requireTrustedConfig({ ...flags }, host, ["dataDir", "log", "durability"]);
      const target = resolve(host.cwd, file);
      await mkdir(dirname(target), { recursive: true });
      await copyLog(config, target);
      host.stderr.write(`The log has been copied to ${target}.\n`);
    });
}
