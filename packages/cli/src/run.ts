import { Command, CommanderError } from "commander";
import { CommandFailure } from "./command-failure.ts";
import type { CommandHost } from "./command-host.ts";
import { backupCommand } from "./commands/backup.ts";
import { chatCommand } from "./commands/chat.ts";
import { defCommand } from "./commands/def.ts";
import { deleteCommand } from "./commands/delete.ts";
import { exportCommand } from "./commands/export.ts";
import { serveCommand } from "./commands/serve.ts";
import { VERSION } from "./version.ts";

/** Runs the command that the arguments name, and resolves with the exit code. Never rejects for a fault that a person can act on. */
export async function run(host: CommandHost): Promise<number> {
  let exitCode = 0;
  const program = createProgram(host, (code) => {
    exitCode = code;
  });
  if (host.args.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync([...host.args], { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said what it had to say.
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof CommandFailure)) throw error;
    host.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function createProgram(host: CommandHost, end: (exitCode: number) => void): Command {
  const program = new Command("aiwhisperer")
    .description("Interactive AI sessions: a server, a terminal client, and the compiler of their contract")
    .version(VERSION)
    .addCommand(serveCommand(host, end))
    .addCommand(chatCommand(host, end))
    .addCommand(exportCommand(host))
    .addCommand(deleteCommand(host))
    .addCommand(backupCommand(host))
    .addCommand(
      defCommand({
        writeOut: (text) => host.stdout.write(text),
        writeError: (text) => host.stderr.write(text),
        setExitCode: end,
      }),
    );
  prepare(program, host);
  return program;
}

/** Makes a command and all below it throw instead of ending the process, and write where the host says. */
function prepare(command: Command, host: CommandHost): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => host.stdout.write(text),
    writeErr: (text) => host.stderr.write(text),
  });
  for (const child of command.commands) prepare(child, host);
}
