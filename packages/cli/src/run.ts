import { Command, CommanderError } from "commander";
import { CommandFailure } from "./kit/command-failure.ts";
import type { CommandHost } from "./kit/command-host.ts";
import { VERSION } from "./kit/version.ts";

/** Makes a command; it reports its exit code with `end`. */
type Loader = (host: CommandHost, end: (exitCode: number) => void) => Promise<Command>;

/**
 * Every command, loaded only when it is needed: a server has no use for the compiler, nor the compiler for a
 * server.
 */
const LOADERS: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ["serve", async (host, end) => (await import("./commands/serve.ts")).serveCommand(host, end)],
  ["chat", async (host, end) => (await import("./commands/chat.ts")).chatCommand(host, end)],
  ["plan", async (host, end) => (await import("./commands/plan.ts")).planCommand(host, end)],
  ["export", async (host) => (await import("./commands/export.ts")).exportCommand(host)],
  ["search", async (host) => (await import("./commands/search.ts")).searchCommand(host)],
  ["delete", async (host) => (await import("./commands/delete.ts")).deleteCommand(host)],
  ["keys", async (host) => (await import("./keys/keys-command.ts")).keysCommand(host)],
  ["open", async (host) => (await import("./commands/open.ts")).openCommand(host)],
  ["trust", async (host) => (await import("./commands/trust.ts")).trustCommand(host)],
  ["backup", async (host) => (await import("./commands/backup.ts")).backupCommand(host)],
  ["check", async (host, end) => (await import("./commands/repair.ts")).checkCommand(host, end)],
  ["repair", async (host, end) => (await import("./commands/repair.ts")).repairCommand(host, end)],
  ["def", loadDef],
]);

async function loadDef(host: CommandHost, end: (exitCode: number) => void): Promise<Command> {
  const { defCommand } = await import("./commands/def.ts");
  return defCommand({
    writeOut: (text) => host.stdout.write(text),
    writeError: (text) => host.stderr.write(text),
    setExitCode: end,
  });
}

/**
 * Runs the command that the arguments name, and resolves with the exit code. Never rejects for a fault that a
 * person can act on.
 */
export async function run(host: CommandHost): Promise<number> {
  let exitCode = 0;
  const program = await createProgram(host, (code) => {
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

async function createProgram(host: CommandHost, end: (exitCode: number) => void): Promise<Command> {
  const program = new Command("aiwhisperer")
    .description("Interactive AI sessions: a server, a terminal client, and the compiler of their contract")
    .version(VERSION);
  const named = LOADERS.get(host.args[0] ?? "");
  // Help, and what to say of a command that does not exist, take them all.
  const loaders = named === undefined ? [...LOADERS.values()] : [named];
  for (const load of loaders) program.addCommand(await load(host, end));
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
