import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import type { Clock } from "../../../kit/clock.ts";
import { waitAtMost } from "../../../kit/deadline.ts";
import { systemCode } from "../../../kit/system-code.ts";
import { ConfinedProgram } from "../../../sandbox/confined-program.ts";
import { shellLimits } from "../../../sandbox/limit-script.ts";
import { endGroup, isGroupGone } from "../../../sandbox/process-group.ts";
import { commandScript } from "../../../sandbox/program-script.ts";
import type { Excess } from "../../../sandbox/program-watch.ts";
import { type Sandbox, SandboxFault } from "../../../sandbox/sandbox.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";

/**
 * Time to read the rest of the pipe after the processes have ended. Processes that left the group and still
 * hold the pipe are not waited for.
 */
const LAST_OUTPUT_MS = 250;

/** What a sandbox says of its failure. */
const MAX_WORDS_LENGTH = 500;

/**
 * Errors and output go the same way, so that they stay in order; then the shell becomes the one that runs the
 * command, which is no option of it.
 */
const SHELL_ARGUMENTS = ["-c", 'exec 2>&1; exec /bin/sh -c -- "$1"', "sh"];

/** A command to run. */
export interface CommandRunOptions {
  readonly command: string;
  readonly workingDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly graceMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
  /** The sandbox that it runs in. Default: none. */
  readonly confinement?: { readonly sandbox: Sandbox; readonly network: boolean };
}

/** Why a command is ended. */
export type EndReason = "time" | "output" | "abort" | Excess;

/** How a command ended. */
export interface CommandEnd {
  /** Absent when a signal ended it. */
  readonly exitCode?: number;
  readonly endSignal?: string;
  /** Why it was ended; absent when it ended by itself. */
  readonly endedFor?: EndReason;
  /** Whether it left processes behind, which were ended. */
  readonly leftProcesses: boolean;
}

/** A command under way. */
export interface CommandRun {
  /** Its process group. */
  readonly groupId: number;
  /** Resolves when every process of the group is gone. */
  readonly ended: Promise<CommandEnd>;
}

/** The processes of a command. */
interface CommandProcesses {
  /** The group that must be killed when this process ends; 0 where that happens by itself. */
  readonly groupId: number;
  readonly child: ChildProcess;
  /** Ends them; resolves when they are gone. */
  end(graceMs: number): Promise<void>;
  /** Whether any was left when the command had ended. */
  hasLeft(): Promise<boolean>;
  /** Resolves when all is known of its end. */
  readonly reported: Promise<void>;
  /** Throws a `WorkspaceFault` when the command has not started although its process has. */
  checkStart(): void;
}

/** Called with the reason to end a command. */
type OnEndReason = (reason: EndReason) => void;

/**
 * Starts a command in a shell of its own process group, without input, in a sandbox where there is one. The
 * working directory is taken before this returns. When its signal aborts, its time is over or its output is
 * too much, the group is ended; so is what it leaves in the group when it ends by itself. Throws a
 * `WorkspaceFault` when it cannot be started; `ended` rejects so when the system finds out later.
 */
export function startCommand(options: CommandRunOptions): CommandRun {
  const reason = Promise.withResolvers<EndReason>();
  const processes = startProcesses(options, reason.resolve);
  const { child } = processes;
  const groupId = child.pid;
  if (groupId === undefined) return { groupId: 0, ended: lateFailure(child) };
  return { groupId: processes.groupId, ended: waitForEnd(processes, options, reason) };
}

function startProcesses(options: CommandRunOptions, onEndReason: OnEndReason): CommandProcesses {
  try {
    return options.confinement === undefined
      ? startShell(options)
      : startInSandbox(options, options.confinement, onEndReason);
  } catch (error) {
    throw toStartFault(error);
  }
}

function startShell({ command, workingDirectory, environment }: CommandRunOptions): CommandProcesses {
  const child = spawn("/bin/sh", [...SHELL_ARGUMENTS, command], {
    cwd: workingDirectory,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const groupId = child.pid ?? 0;
  return {
    child,
    groupId,
    end: (graceMs) => endGroup(groupId, graceMs),
    hasLeft: async () => !(await isGroupGone(groupId)),
    reported: Promise.resolve(),
    checkStart() {},
  };
}

function startInSandbox(
  { command, workingDirectory, environment, graceMs }: CommandRunOptions,
  { sandbox, network }: { readonly sandbox: Sandbox; readonly network: boolean },
  onEndReason: OnEndReason,
): CommandProcesses {
  const { limits, hasOwnProcesses } = sandbox;
  const { maxCommandCpuSeconds } = limits;
  const script = commandScript({
    limits: { ...shellLimits(sandbox), maxCommandCpuSeconds },
    graceMs,
    hasOwnProcesses,
  });
  const start = {
    sandbox,
    network,
    program: { file: "/bin/sh", args: ["-c", script, "sh", command] },
    workingDirectory,
    environment,
    stdio: ["ignore", "pipe", "pipe"],
  } as const;
  const program = new ConfinedProgram(start, onEndReason);
  const { child } = program;
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = `${words}${text}`.slice(-MAX_WORDS_LENGTH);
  });
  return {
    child,
    groupId: 0,
    end: (time) => program.end(time),
    reported: program.reported,
    hasLeft: async () => (hasOwnProcesses ? program.hasLeftProcesses : !(await isGroupGone(child.pid ?? 0))),
    checkStart() {
      if (!program.hasStarted) throw new WorkspaceFault(`The sandbox could not be set up. ${words}`.trim());
    },
  };
}

async function lateFailure(child: ChildProcess): Promise<never> {
  const [error] = await once(child, "error");
  throw toStartFault(error);
}

function toStartFault(error: unknown): WorkspaceFault {
  if (error instanceof SandboxFault) {
    return new WorkspaceFault(`The sandbox could not be set up. ${error.message}`, { cause: error });
  }
  const code = systemCode(error) ?? "unknown reason";
  const hint = code === "E2BIG" ? " The command is too long: write it to a file and run that." : "";
  return new WorkspaceFault(`The command could not be started (${code}).${hint}`, { cause: error });
}

async function waitForEnd(
  processes: CommandProcesses,
  options: CommandRunOptions,
  reason: PromiseWithResolvers<EndReason>,
): Promise<CommandEnd> {
  const { clock, graceMs, signal, timeoutMs } = options;
  const { child } = processes;
  let endedFor: EndReason | undefined;
  let ending: Promise<void> | undefined;
  void reason.promise.then((why) => {
    endedFor = why;
    ending = processes.end(graceMs);
  });
  const onAbort = (): void => reason.resolve("abort");
  const timer = clock.setTimer(timeoutMs, () => reason.resolve("time"));
  signal.addEventListener("abort", onAbort, { once: true });
  const closed = readOutput(child.stdout, options, () => reason.resolve("output"));
  try {
    const [exitCode, endSignal]: [number | null, string | null] = await exitOf(child);
    await waitAtMost(clock, LAST_OUTPUT_MS, processes.reported);
    const leftProcesses = ending === undefined && (await processes.hasLeft());
    await (ending ?? processes.end(graceMs));
    await waitAtMost(clock, LAST_OUTPUT_MS, closed);
    if (endedFor === undefined) processes.checkStart();
    return {
      leftProcesses,
      ...(exitCode === null ? {} : { exitCode }),
      ...(endSignal === null ? {} : { endSignal }),
      ...(endedFor === undefined ? {} : { endedFor }),
    };
  } finally {
    timer.cancel();
    signal.removeEventListener("abort", onAbort);
    child.stdout?.destroy();
  }
}

async function exitOf(child: ChildProcess): Promise<[number | null, string | null]> {
  const [exitCode, endSignal] = await once(child, "exit");
  return [exitCode, endSignal];
}

/** Resolves when everybody has closed the pipe, or it cannot be read any further. */
function readOutput(
  stdout: Readable | null,
  options: CommandRunOptions,
  onTooMuch: () => void,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const decoder = new TextDecoder();
  let bytes = 0;
  stdout?.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > options.maxBytes) return onTooMuch();
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") options.onOutput(text);
  });
  stdout?.once("error", () => resolve());
  stdout?.once("close", () => resolve());
  return promise;
}
