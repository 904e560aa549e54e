import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { TextDecoder } from "node:util";
import type { Clock } from "../../clock.ts";
import { endGroup, isGroupGone } from "./process-group.ts";
import { systemCode, WorkspaceFault } from "./workspace-fault.ts";

/** What is in the pipe when the processes are gone is read in this time; whoever has left the group and holds it is not waited for. */
const LAST_OUTPUT_MS = 250;

/** Errors and output go the same way, so that they stay in order; then the shell becomes the one that runs the command, which is no option of it. */
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
}

/** How a command ended. */
export interface CommandEnd {
  /** Absent when a signal ended it. */
  readonly exitCode?: number;
  readonly endSignal?: string;
  /** Why it was ended; absent when it ended by itself. */
  readonly endedFor?: "time" | "output" | "abort";
  /** Whether it left processes behind, which were ended. */
  readonly leftProcesses: boolean;
}

type CommandProcess = ChildProcessByStdio<null, Readable, null>;

/** A command under way. */
export interface CommandRun {
  /** Its process group. */
  readonly groupId: number;
  /** Resolves when every process of the group is gone. */
  readonly ended: Promise<CommandEnd>;
}

/**
 * Starts a command in a shell of its own process group, without input. The working directory is taken before this returns. When its signal
 * aborts, its time is over or its output is too much, the group is ended; so is what it leaves in the group when it ends by
 * itself. Throws a `WorkspaceFault` when it cannot be started; `ended` rejects so when the system finds out later.
 */
export function startCommand(options: CommandRunOptions): CommandRun {
  const child = spawnShell(options);
  const groupId = child.pid;
  if (groupId === undefined) return { groupId: 0, ended: lateFailure(child) };
  return { groupId, ended: waitForEnd(child, groupId, options) };
}

function spawnShell({ command, workingDirectory, environment }: CommandRunOptions): CommandProcess {
  try {
    return spawn("/bin/sh", [...SHELL_ARGUMENTS, command], {
      cwd: workingDirectory,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    throw toStartFault(error);
  }
}

async function lateFailure(child: CommandProcess): Promise<never> {
  const [error] = await once(child, "error");
  throw toStartFault(error);
}

function toStartFault(error: unknown): WorkspaceFault {
  const code = systemCode(error) ?? "unknown reason";
  const hint = code === "E2BIG" ? " The command is too long: write it to a file and run that." : "";
  return new WorkspaceFault(`The command could not be started (${code}).${hint}`, { cause: error });
}

async function waitForEnd(
  child: CommandProcess,
  groupId: number,
  options: CommandRunOptions,
): Promise<CommandEnd> {
  const { clock, graceMs, signal, timeoutMs } = options;
  let endedFor: CommandEnd["endedFor"];
  let ending: Promise<void> | undefined;
  const end = (reason: CommandEnd["endedFor"]): void => {
    endedFor ??= reason;
    ending ??= endGroup(groupId, graceMs);
  };
  const onAbort = (): void => end("abort");
  const timer = clock.setTimer(timeoutMs, () => end("time"));
  signal.addEventListener("abort", onAbort, { once: true });
  const closed = readOutput(child.stdout, options, () => end("output"));
  try {
    const [exitCode, endSignal]: [number | null, string | null] = await exitOf(child);
    const leftProcesses = ending === undefined && !(await isGroupGone(groupId));
    await (ending ?? endGroup(groupId, graceMs));
    await atMost(LAST_OUTPUT_MS, closed);
    return {
      leftProcesses,
      ...(exitCode === null ? {} : { exitCode }),
      ...(endSignal === null ? {} : { endSignal }),
      ...(endedFor === undefined ? {} : { endedFor }),
    };
  } finally {
    timer.cancel();
    signal.removeEventListener("abort", onAbort);
    child.stdout.destroy();
  }
}

async function exitOf(child: CommandProcess): Promise<[number | null, string | null]> {
  const [exitCode, endSignal] = await once(child, "exit");
  return [exitCode, endSignal];
}

/** Resolves when everybody has closed the pipe, or it cannot be read any further. */
function readOutput(stdout: Readable, options: CommandRunOptions, onTooMuch: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const decoder = new TextDecoder();
  let bytes = 0;
  stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > options.maxBytes) return onTooMuch();
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") options.onOutput(text);
  });
  stdout.once("error", () => resolve());
  stdout.once("close", () => resolve());
  return promise;
}

/** Waits for it, but no longer than that. */
async function atMost(timeMs: number, event: Promise<void>): Promise<void> {
  const done = new AbortController();
  const time = setTimeout(timeMs, undefined, { signal: done.signal });
  await Promise.race([event, time]);
  done.abort();
  await time.catch(() => undefined);
}
