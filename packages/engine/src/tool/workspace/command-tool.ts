import { constants } from "node:os";
import { revealHidden, ToolDisplayKind } from "@aiwhisperer/protocol";
import type { Clock } from "../../kit/clock.ts";
import { describeConfinement, type ProgramSandbox } from "../../sandbox/confinement.ts";
import { killGroup } from "../../sandbox/process-group.ts";
import type { SandboxLimits } from "../../sandbox/sandbox.ts";
import type { Tool, ToolOutcome, ToolRunContext } from "../tool.ts";
import { toCommandEnvironment } from "./command/command-environment.ts";
import { type CommandEnd, type CommandRun, startCommand } from "./command/command-run.ts";
import { OutputWindow } from "./command/output-window.ts";
import { withFolder } from "./files/place.ts";
import { plainPath, showWholePath } from "./kit/show-path.ts";
import { countOf, formatNumber } from "./kit/text.ts";
import type { Workspace } from "./kit/workspace.ts";
import { WorkspaceFault } from "./kit/workspace-fault.ts";
import type { WorkspaceLimits } from "./kit/workspace-limits.ts";
import { TerminalOutput } from "./terminal-output.ts";

/**
 * Time that the engine waits beyond a command's own limit, so that the command is ended here and its output
 * is kept.
 */
const MARGIN_MS = 10_000;

/** What the tool for commands needs. */
export interface CommandToolOptions {
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** The server's own variables. */
  readonly environment: NodeJS.ProcessEnv;
  /** What confines commands. */
  readonly programs: ProgramSandbox;
}

interface CommandArguments {
  readonly command: string;
  readonly timeoutMs?: number;
  readonly cwd?: string;
}

/**
 * The tool `run_command`. A command starts in the workspace. Without a sandbox it is a program of the
 * server's user: it can go wherever that user can, which is why such calls ask by default. It gets a short
 * list of variables. When this process ends, so do its commands, in a sandbox also when it is killed.
 */
export function createCommandTool(options: CommandToolOptions): Tool {
  const { limits } = options.workspace;
  const { programs } = options;
  const groups = new LiveGroups();
  return {
    name: "run_command",
    description: `Runs a command with /bin/sh in the workspace folder and returns its output and exit code. It has no input, and nothing of it stays behind in the background. It is ended after ${formatNumber(limits.commandTimeoutMs)} ms unless timeoutMs says otherwise.${describeSandbox(programs)}`,
    inputSchema: inputSchema(limits),
    effect: "execute",
    isRepeatable: false,
    confinement: describeConfinement(programs),
    timeoutMs: limits.maxCommandTimeoutMs + MARGIN_MS,
    subjectOf: (args) => {
      const { command, cwd = "" } = args as CommandArguments;
      const folder = plainPath(cwd);
      const shell = process.platform === "win32" ? "other" : "posix";
      return { kind: "command", command, shell, ...(folder === "" ? {} : { folder }) };
    },
    preview: async (args) => {
      const { command, cwd } = args as CommandArguments;
      if (command.includes("\0")) throw new WorkspaceFault("A command cannot have a NUL character.");
      withFolder(options.workspace, cwd ?? "", () => {});
      return {
        kind: ToolDisplayKind.Command,
        text: revealHidden(command),
        ...(cwd === undefined ? {} : { title: showWholePath(cwd) }),
      };
    },
    run: (args, call) => runCommand(options, groups, { args: args as CommandArguments, call }),
  };
}

/** What a model must know of the sandbox to write commands that work in it. */
function describeSandbox(programs: ProgramSandbox): string {
  if (programs.sandbox === undefined) return "";
  const network = programs.network ? "" : " It has no network.";
  return ` It runs in a sandbox: it can write in the workspace folder and in /tmp only, and what it writes to /tmp or the home folder is gone when it ends. Settings of Git, its hooks and those of editors are read-only.${network}`;
}

function inputSchema({ maxCommandTimeoutMs }: WorkspaceLimits): object {
  return {
    type: "object",
    properties: {
      command: { type: "string", minLength: 1, maxLength: 100_000 },
      timeoutMs: {
        type: "integer",
        minimum: 1,
        maximum: maxCommandTimeoutMs,
        description: "Time after which it is ended.",
      },
      cwd: {
        type: "string",
        description: "The folder to run it in, relative to the workspace folder. Default: that.",
      },
    },
    required: ["command"],
    additionalProperties: false,
  };
}

async function runCommand(
  { workspace, clock, environment, programs }: CommandToolOptions,
  groups: LiveGroups,
  { args, call }: { readonly args: CommandArguments; readonly call: ToolRunContext },
): Promise<ToolOutcome> {
  const { limits } = workspace;
  const { command, cwd = "", timeoutMs = limits.commandTimeoutMs } = args;
  call.signal.throwIfAborted();
  if (command.includes("\0")) throw new WorkspaceFault("A command cannot have a NUL character.");
  const output = new TerminalOutput(new OutputWindow(limits.maxWorkspaceOutputLength));
  const run = withFolder(workspace, cwd, ({ workingDirectory }) =>
    startCommand({
      command,
      workingDirectory,
      environment: toCommandEnvironment(environment),
      timeoutMs,
      maxBytes: limits.maxCommandBytes,
      graceMs: limits.commandKillGraceMs,
      clock,
      signal: call.signal,
      onOutput: (text) => {
        output.add(text);
        call.progress({ text });
      },
      ...(programs.sandbox === undefined ? {} : { confinement: programs }),
    }),
  );
  const end = await groups.during(run);
  call.signal.throwIfAborted();
  const text = output.text();
  const separator = text === "" || text.endsWith("\n") ? "" : "\n";
  return {
    result: `${text}${separator}(${describeEnd(end, timeoutMs, { ...limits, ...programs.sandbox?.limits })})`,
    isError: end.exitCode !== 0,
  };
}

function describeEnd(
  end: CommandEnd,
  timeoutMs: number,
  limits: WorkspaceLimits & Partial<SandboxLimits>,
): string {
  switch (end.endedFor) {
    case "time":
      return `Ended after ${formatNumber(timeoutMs)} ms, its time limit. Ask for a longer timeoutMs, up to ${formatNumber(limits.maxCommandTimeoutMs)}, or for less.`;
    case "output":
      return `Ended because its output passed ${countOf(limits.maxCommandBytes, "byte")}. Send the output to a file, or ask for less.`;
    case "memory":
      return `Ended because its processes took more than ${formatNumber(limits.maxProgramMebibytes ?? 0)} MiB of memory (limit maxProgramMebibytes).`;
    case "processes":
      return `Ended because it had more than ${formatNumber(limits.maxProgramProcesses ?? 0)} processes and threads (limit maxProgramProcesses).`;
    default: {
      const how = end.exitCode === undefined ? `Ended by ${end.endSignal}` : describeExit(end.exitCode);
      return `${how}.${end.leftProcesses ? " Processes that it left in the background were ended." : ""}`;
    }
  }
}

/**
 * Shells exit with 128 plus the signal's number for a program that a signal ended; these are the signals of
 * limits.
 */
const LIMIT_SIGNALS: ReadonlyMap<number, string> = new Map([
  [128 + constants.signals.SIGKILL, ", as by SIGKILL"],
  [
    128 + constants.signals.SIGXCPU,
    ", as by SIGXCPU: a limit of processor time, such as maxCommandCpuSeconds",
  ],
  [
    128 + constants.signals.SIGXFSZ,
    ", as by SIGXFSZ: a limit of file sizes, such as maxProgramFileMebibytes",
  ],
]);

function describeExit(exitCode: number): string {
  return `Exit code ${exitCode}${LIMIT_SIGNALS.get(exitCode) ?? ""}`;
}

/** The process groups under way: those that are left when this process ends are killed then. */
class LiveGroups {
  readonly #groupIds = new Set<number>();
  readonly #killAll = (): void => {
    for (const groupId of this.#groupIds) killGroup(groupId);
  };

  /** Waits for the end of a command and keeps its group here until then. */
  async during({ groupId, ended }: CommandRun): Promise<CommandEnd> {
    if (groupId === 0) return await ended;
    if (this.#groupIds.size === 0) process.once("exit", this.#killAll);
    this.#groupIds.add(groupId);
    try {
      return await ended;
    } finally {
      this.#groupIds.delete(groupId);
      if (this.#groupIds.size === 0) process.removeListener("exit", this.#killAll);
    }
  }
}
