import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliProcess, startCli } from "./cli-process.ts";
import { type SpawnedServer, spawnServer } from "./spawn-server.ts";

const MAIN = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const SCRIPT = "/usr/bin/script";
const CTRL_C = "\u0003";
const ESCAPE = "\u001b";
const DIMMED_WORD = new RegExp(`${ESCAPE}\\[2mThe ${ESCAPE}\\[22m`);
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`);

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(async () => {
  await server.stop();
});

/** The client at a pseudo-terminal, which util-linux's `script` makes. */
function atTerminal(env: Readonly<Record<string, string>> = {}): CliProcess {
  const line = `'${process.execPath}' '${MAIN}' chat --url ${server.url}`;
  return startCli(["-qefc", line, "/dev/null"], {
    command: [SCRIPT],
    env: { TERM: "xterm-256color", ...env },
  });
}

describe.skipIf(!existsSync(SCRIPT))(
  "aiwhisperer chat at a terminal (skipped where util-linux's script is missing)",
  () => {
    it("asks for a line, dims the reasoning, stops an answer on Ctrl-C, and leaves on Ctrl-C at the prompt", async () => {
      const cli = atTerminal();
      await cli.waitFor(/> /);
      cli.write("think then repeat done\r");
      await cli.waitFor(DIMMED_WORD);
      await cli.waitFor(/^done\r?$/m);
      cli.write("slowly count to 500\r");
      await cli.waitFor(/, 3, /);
      cli.write(CTRL_C);
      await cli.waitFor(/Stopped\.[^>]*> /);
      cli.write(CTRL_C);
      expect((await cli.ended).code).toBe(0);
    });

    it("shows no colours with NO_COLOR", async () => {
      const cli = atTerminal({ NO_COLOR: "1" });
      await cli.waitFor(/> /);
      cli.write("think then repeat done\r");
      await cli.waitFor(/^done\r?$/m);
      cli.write("/quit\r");
      await cli.ended;
      // Moving the cursor is what a prompt does; setting colours ends with an m.
      expect(cli.stdout).not.toMatch(COLOUR);
    });
  },
);
