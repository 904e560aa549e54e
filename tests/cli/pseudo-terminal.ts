import { fileURLToPath } from "node:url";
import { type CliOptions, type CliProcess, startCli } from "./cli-process.ts";

const MAIN = fileURLToPath(new URL("../../packages/cli/bin/aiwhisperer.cjs", import.meta.url));

/** The program of util-linux that makes a pseudo-terminal; it may be missing. */
export const SCRIPT = "/usr/bin/script";

/** The command line as a shell reads it. Arguments may not hold single quotes. */
export function commandLine(args: readonly string[]): string {
  return [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(" ");
}

/** The command line at a pseudo-terminal. Arguments may not hold single quotes. */
export function atPseudoTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  options: Pick<CliOptions, "cwd"> = {},
): CliProcess {
  return startCli(["-qefc", commandLine(args), "/dev/null"], {
    command: [SCRIPT],
    env: { TERM: "xterm-256color", ...env },
    ...options,
  });
}
