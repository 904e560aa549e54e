import { execFile } from "node:child_process";
import { delimiter, dirname } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

/**
 * Runs a command line in a folder as a new machine would: by this Node, without the variables of npm and the
 * test runner. Rejects with its output.
 */
export async function runShell(line: string, cwd: string): Promise<void> {
  await promisify(execFile)("sh", ["-c", line], { cwd, env: cleanEnvironment() });
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const isForeign = (name: string) =>
    !/^npm_(?!config_(registry|cache)$)|^NODE_ENV$|^VITEST|^INIT_CWD$/.test(name);
  const kept = Object.entries(process.env).filter(([name]) => isForeign(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    // Nothing is fetched twice on one machine.
    npm_config_prefer_offline: "true",
  };
}
