import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type CliResult, runCli, startCli } from "../../cli/cli-process.ts";
import { temporaryFolder } from "../../cli/temporary-folder.ts";

export const CONFIG = "aiwhisperer.config.json";
export const SERVE = ["serve", "--port", "0", "--trust-local"];
export const MAIN = fileURLToPath(new URL("../../../packages/cli/bin/aiwhisperer.cjs", import.meta.url));
export const PROJECT = join(import.meta.dirname, "../../..");

/** A folder as a clone of another author has it, with a state folder of the person who cloned it. */
export async function cloneOf(files: Readonly<Record<string, string>>) {
  const [cwd, state] = [await temporaryFolder(), await temporaryFolder()];
  const env = { XDG_STATE_HOME: state };
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(join(cwd, name, ".."), { recursive: true });
    await writeFile(join(cwd, name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    cwd,
    env,
    state,
    write,
    run: (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      runCli(args, { cwd, env: { ...env, ...more } }),
    /** Starts a server there, which ends with the test. Returns its output. */
    async serve(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
      const cli = startCli([...SERVE, ...args], { cwd, env: { ...env, ...more } });
      await cli.waitFor(/listens on/);
      return cli;
    },
    async serveOnce(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) {
      const cli = startCli([...SERVE, ...args], { cwd, env: { ...env, ...more } });
      await cli.waitFor(/listens on/);
      cli.kill("SIGTERM");
      return cli.ended;
    },
    has: (name: string) => existsSync(join(cwd, name)),
  };
}

export const config = (options: object): string => JSON.stringify(options);

/** A module that leaves a trace as soon as it is loaded. */
export const LEAVES_TRACE = `
import { writeFileSync } from "node:fs";
writeFileSync(new URL("./trace", import.meta.url), "ran");
export const plugin = { name: "trace", register() {} };
`;

/** MCP servers of which one leaves a trace as soon as it is started. */
export const MCP = JSON.stringify({
  mcpServers: { tracer: { command: "sh", args: ["-c", `echo ran > "\${workspaceFolder}/trace"`] } },
});

export const isRoot = process.getuid?.() === 0;
/** A user that owns nothing. */
export const OTHER_ID = 65_534;
/** The command line as that user starts it. */
export const asNobody = [
  "setpriv",
  `--reuid=${OTHER_ID}`,
  `--regid=${OTHER_ID}`,
  "--clear-groups",
  process.execPath,
  MAIN,
] as const;

export function expectRefusal(result: CliResult, ...named: string[]): void {
  expect(result.code).toBe(1);
  expect(result.stdout).toBe("");
  for (const text of [...named, "--trust-config", "aiwhisperer trust", "AIWHISPERER_TRUST_CONFIG"]) {
    expect(result.stderr).toContain(text);
  }
}
