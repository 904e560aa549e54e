import type { Sandbox, SandboxLimits } from "./sandbox.ts";

/** Bounds that a shell sets for what it starts. Absent ones are not set. */
export interface ShellLimits extends Pick<SandboxLimits, "maxProgramFileMebibytes"> {
  readonly maxProgramMebibytes?: number;
  readonly maxProgramProcesses?: number;
  readonly maxCommandCpuSeconds?: number;
}

/** Processor time that a process has after SIGXCPU. */
const KILL_SECONDS = 5;

/**
 * Memory that a runtime may reserve without using it: 512 MiB for the code of Node. The server counts what is
 * used.
 */
const UNUSED_MEBIBYTES = 1_024;

/** Shells count files in blocks of 512 bytes (POSIX, `ulimit`) and memory in kibibytes. */
const BLOCKS_PER_MEBIBYTE = 2_048;
const KIBIBYTES_PER_MEBIBYTE = 1_024;

/**
 * Lines of a shell script that set limits for the shell and what it starts, which cannot be raised again.
 * Memory is the private writable memory of one process (`-d`): runtimes such as Node reserve far more address
 * space (`-v`) than they use. A limit that is lower already stays.
 */
export function limitLines(limits: ShellLimits): readonly string[] {
  const { maxProgramFileMebibytes, maxProgramMebibytes, maxProgramProcesses, maxCommandCpuSeconds } = limits;
  return [
    ulimit(["-f"], maxProgramFileMebibytes * BLOCKS_PER_MEBIBYTE),
    ulimit(["-c"], 0),
    ...(maxProgramMebibytes === undefined
      ? []
      : [ulimit(["-d"], maxProgramMebibytes * KIBIBYTES_PER_MEBIBYTE)]),
    // Most shells call it -u, dash and BusyBox call it -p, which is the size of pipes for others.
    ...(maxProgramProcesses === undefined ? [] : [ulimit(["-u", "-p"], maxProgramProcesses)]),
    // The lower bound sends SIGXCPU, which says more than the SIGKILL of the upper one.
    ...(maxCommandCpuSeconds === undefined
      ? []
      : [ulimit(["-S -t"], maxCommandCpuSeconds), ulimit(["-H -t"], maxCommandCpuSeconds + KILL_SECONDS)]),
  ];
}

/**
 * The limits that a shell can set for a program in a sandbox. Where that has no user of its own, the system
 * counts all processes of the server's user.
 */
export function shellLimits({
  limits,
  hasOwnProcesses,
}: Pick<Sandbox, "limits" | "hasOwnProcesses">): ShellLimits {
  const { maxProgramFileMebibytes, maxProgramMebibytes, maxProgramProcesses } = limits;
  return hasOwnProcesses
    ? {
        maxProgramFileMebibytes,
        maxProgramMebibytes: maxProgramMebibytes + UNUSED_MEBIBYTES,
        maxProgramProcesses,
      }
    : { maxProgramFileMebibytes };
}

/** Tries it in a subshell first: a shell may end itself on a limit that it does not know or cannot set. */
function ulimit(flags: readonly string[], value: number): string {
  const attempts = flags.map((flag) => `{ (ulimit ${flag} ${value}) && ulimit ${flag} ${value}; }`);
  return `{ ${attempts.join(" || ")}; } 2>/dev/null`;
}
