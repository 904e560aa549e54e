import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CliProcess } from "./cli-process.ts";
import { atPseudoTerminal, SCRIPT } from "./pseudo-terminal.ts";
import { type SpawnedServer, spawnServer } from "./spawn-server.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const CTRL_C = "\u0003";
const ESCAPE = "\u001b";
const DIMMED_WORD = new RegExp(`${ESCAPE}\\[2mThe ${ESCAPE}\\[22m`);
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`);

const PASTE_START = `${ESCAPE}[200~`;
const PASTE_END = `${ESCAPE}[201~`;
const ADDED = (text: string) => `${ESCAPE}[32m+${text}${ESCAPE}[39m`;
const ALLOW = /Allow\? [^?]*: [^\n]*$/;

let workspace: string;
let server: SpawnedServer;
beforeAll(async () => {
  workspace = await makeTemporaryFolder();
  server = await spawnServer(["--workspace", workspace]);
});
afterAll(async () => {
  await server.stop();
  await rm(workspace, { recursive: true });
});

/** The client at a pseudo-terminal. */
function atTerminal(env: Readonly<Record<string, string>> = {}, message: readonly string[] = []): CliProcess {
  return atPseudoTerminal(["chat", "--url", server.url, ...message], env);
}

describe.skipIf(!existsSync(SCRIPT) && !process.env.CI)(
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

    it("takes what is pasted as one message, with what is typed behind it", async () => {
      const cli = atTerminal();
      await cli.waitFor(/> /);
      cli.write(`${PASTE_START}repeat first\rsecond\r\rthird\r${PASTE_END}`);
      await cli.waitFor(/third/);
      cli.write("fourth\r");
      await cli.waitFor(/^first\r?\nsecond\r?\n\r?\nthird\r?\nfourth\r?$/m);
      cli.write("/history\r");
      await cli.waitFor(/> repeat first\r?\nsecond\r?\n\r?\nthird\r?\nfourth/);
      cli.write("/quit\r");
      expect((await cli.ended).code).toBe(0);
      // The terminal is left as it was found.
      expect(cli.stdout.lastIndexOf(`${ESCAPE}[?2004l`)).toBeGreaterThan(
        cli.stdout.lastIndexOf(`${ESCAPE}[?2004h`),
      );
    });

    it("shows the arguments of a tool call, dimmed, while the model writes them", async () => {
      const cli = atTerminal();
      await cli.waitFor(/> /);
      const words = Array.from({ length: 60 }, (_, index) => `w${index}`).join(" ");
      cli.write(`write drafted.txt: ${words}\r`);
      await cli.waitFor(ALLOW);
      expect(cli.stdout).toMatch(/○ write_file [^●]*w59[^●]*● write_file/);
      cli.write(CTRL_C);
      await cli.waitFor(/Stopped\./);
      cli.write("/quit\r");
      expect((await cli.ended).code).toBe(0);
    });

    it("takes back what was pasted on Ctrl-C, and stays", async () => {
      const cli = atTerminal();
      await cli.waitFor(/> /);
      cli.write(`${PASTE_START}repeat wrong\rthing${PASTE_END}`);
      await cli.waitFor(/thing/);
      cli.write(CTRL_C);
      cli.write("repeat right\r");
      await cli.waitFor(/^right\r?$/m);
      expect(cli.stdout).not.toMatch(/^wrong/m);
      cli.write("/quit\r");
      expect((await cli.ended).code).toBe(0);
    });

    it("asks about a tool call with a coloured diff", async () => {
      const cli = atTerminal();
      await cli.waitFor(/> /);
      cli.write("write talk.txt: hello\r");
      await cli.waitFor(ALLOW);
      expect(cli.stdout).toContain(ADDED("hello"));
      cli.write("y\r");
      await cli.waitFor(/talk\.txt` is written/);
      expect(await readFile(join(workspace, "talk.txt"), "utf8")).toBe("hello");
      cli.write("/quit\r");
      await cli.ended;
    });

    it("asks about a tool call of a single message, and takes nothing but an answer for one", async () => {
      const cli = atTerminal({}, ["write once.txt: hello"]);
      await cli.waitFor(ALLOW);
      cli.write("\r");
      await cli.waitFor(/Allow\?[\s\S]*Allow\? [^?]*: $/);
      cli.write("y\r");
      expect((await cli.ended).code).toBe(0);
      expect(await readFile(join(workspace, "once.txt"), "utf8")).toBe("hello");
    });

    it("stops an answer on Ctrl-C at the question", async () => {
      const cli = atTerminal({}, ["write not.txt: hello"]);
      await cli.waitFor(ALLOW);
      cli.write(CTRL_C);
      expect((await cli.ended).code).toBe(130);
      expect(existsSync(join(workspace, "not.txt"))).toBe(false);
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
