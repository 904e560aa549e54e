import process from "node:process";
import type { CommandHost, StopSignal } from "./command-host.ts";

const STOP_SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

/** This process as commands see it. */
export function createProcessHost(): CommandHost {
  const failure = Promise.withResolvers<unknown>();
  process.on("uncaughtException", (error) => failure.resolve(error));
  process.on("unhandledRejection", (reason) => failure.resolve(reason));
  return {
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    failure: failure.promise,
    onStopSignal(listener) {
      for (const signal of STOP_SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of STOP_SIGNALS) process.off(signal, listener);
      };
    },
  };
}
