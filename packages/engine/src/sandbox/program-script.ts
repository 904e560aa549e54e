import { limitLines, type ShellLimits } from "./limit-script.ts";

/** Descriptor over which the first shell in a sandbox and the server talk. */
export const CONTROL_FD = 3;

/** Descriptor that reaches its end when the server has exited, which the supervisor waits for. */
export const LIFE_FD = 4;

/** Descriptor that the sandbox's program reads its filter of system calls from. */
export const FILTER_FD = 5;

/** What the server sends once the sandbox has been set up, to let the program start. */
export const GO = "go\n";

/** What the shell sends when the sandbox has been set up. */
export const STARTED = "started";

/** What it sends when the command has ended and left processes behind. */
export const LEFT_PROCESSES = "left";

const GRACE_STEPS = 20;

/** Where the supervisor keeps its standard error. */
const ERRORS_FD = 6;

/**
 * A sandbox that is still being made does not notice the server's death. So nothing starts without a word of
 * the server.
 */
const AWAIT_GO = `echo ${STARTED} >&${CONTROL_FD}; read -r go <&${CONTROL_FD} || exit 1`;

/**
 * A shell script that runs the sandbox's program in its arguments as the leader of a process group, and kills
 * the group when the server has exited. It does not kill a sandbox during its setup: a part of it could
 * outlive the rest, and the setup ends by itself when the server does not release it.
 */
export const SUPERVISOR = [
  `(read -r go && { read -r end; kill -KILL 0; }) <&${LIFE_FD} >/dev/null 2>&1 ${CONTROL_FD}>&- ${LIFE_FD}<&- ${FILTER_FD}<&- &`,
  // Shells report on their standard error which signal ended a program.
  `exec ${ERRORS_FD}>&2 2>/dev/null`,
  `(exec "$@" 2>&${ERRORS_FD} ${ERRORS_FD}>&- ${LIFE_FD}>&-)`,
  "code=$?",
  "kill -KILL $!",
  "exit $code",
].join("\n");

/** How a command's script runs. */
export interface CommandScriptOptions {
  readonly limits: ShellLimits;
  /** Time that processes have to end which the command leaves behind. */
  readonly graceMs: number;
  /** Whether the shell sees no processes but those in the sandbox. */
  readonly hasOwnProcesses: boolean;
}

/**
 * A shell script that runs the command in `$1` with limits. Where it sees its own processes only, it ends
 * those that the command leaves behind. SIGTERM is for the processes of the command then: the shell stays
 * until they have ended.
 */
export function commandScript({ limits, graceMs, hasOwnProcesses }: CommandScriptOptions): string {
  const run = `exec /bin/sh -c -- "$1" 2>&1 ${CONTROL_FD}>&-`;
  // Shells report on their standard error which signal ended a command.
  const start = [AWAIT_GO, ...limitLines(limits), "exec 2>/dev/null"];
  if (!hasOwnProcesses) return [...start, run].join("\n");
  return [
    "trap : TERM",
    ...start,
    `(${run})`,
    "code=$?",
    // -1 is every process but the shell itself and the first one of the namespace.
    "if kill -0 -1; then",
    `  echo ${LEFT_PROCESSES} >&${CONTROL_FD}`,
    "  kill -TERM -1",
    "  step=0",
    `  while kill -0 -1 && [ $step -lt ${GRACE_STEPS} ]; do`,
    `    step=$((step + 1)); sleep ${(graceMs / GRACE_STEPS / 1_000).toFixed(4)} || step=${GRACE_STEPS}`,
    "  done",
    "fi",
    "exit $code",
  ].join("\n");
}

/** A shell script that becomes the program in its arguments, with limits. */
export function programScript(limits: ShellLimits): string {
  return [AWAIT_GO, ...limitLines(limits), `exec ${CONTROL_FD}>&-`, 'exec "$@"'].join("\n");
}
