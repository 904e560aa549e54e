import process from "node:process";
import type { CommandHost, StopSignal } from "./command-host.ts";

const STOP_SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

const AFTER_HALT_MS = 50;

/** This process as commands see it. */
export function createProcessHost(): CommandHost {
  return {
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    ...(process.platform === "win32" ? {} : { suspend }),
    onFailure(listener) {
      // An unhandled rejection arrives here as well: Node throws it as an uncaught exception.
      process.on("uncaughtException", listener);
      return () => {
        process.off("uncaughtException", listener);
      };
    },
    onStopSignal(listener) {
      for (const signal of STOP_SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of STOP_SIGNALS) process.off(signal, listener);
      };
    },
  };
}

/**
 * Without a shell that could let it run again, the system does not halt a process: the timer ends the wait in
 * both cases.
 */
function suspend(): Promise<void> {
  process.kill(process.pid, "SIGTSTP");
  return new Promise((resolve) => setTimeout(resolve, AFTER_HALT_MS));
}
