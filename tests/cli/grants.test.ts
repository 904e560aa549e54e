import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { atPseudoTerminal, SCRIPT } from "./pseudo-terminal.ts";
import { startServing } from "./spawn-server.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const ALLOW = /Allow\? [^?]*: [^\n]*$/;
const PROMPT = /> [^\n]*$/;

describe.skipIf(!existsSync(SCRIPT) && !process.env.CI)(
  "grants at a terminal (skipped where util-linux's script is missing)",
  () => {
    it("are made by words, listed, revoked, and asked about again", async () => {
      const workspace = await makeTemporaryFolder();
      onTestFinished(() => rm(workspace, { recursive: true, force: true }));
      const server = await startServing(["--workspace", workspace]);
      const cli = atPseudoTerminal(["chat", "--url", server.url]);
      await cli.waitFor(PROMPT);

      cli.write("Run echo one\r");
      await cli.waitFor(ALLOW);
      expect(cli.stdout).toContain("always (echo …)");
      expect(cli.stdout).toContain("exact (echo one)");
      expect(cli.stdout).toContain("every (every command)");
      cli.write("y\r");
      await cli.waitFor(/I ran .echo one.[\s\S]*> [^\n]*$/);

      cli.write("Run echo two\r");
      await cli.waitFor(/echo two[\s\S]*Allow\? [^?]*: [^\n]*$/);
      cli.write("a\r");
      await cli.waitFor(/I ran .echo two.[\s\S]*> [^\n]*$/);
      cli.write("Run echo three\r");
      await cli.waitFor(/I ran .echo three.[\s\S]*> [^\n]*$/);

      cli.write("/grants\r");
      await cli.waitFor(/run_command: echo …[\s\S]*> [^\n]*$/);
      cli.write("/revoke 1\r");
      await cli.waitFor(/revoked[\s\S]*> [^\n]*$/i);
      cli.write("Run echo four\r");
      await cli.waitFor(/echo four[\s\S]*Allow\? [^?]*: [^\n]*$/);
      cli.write("every\r");
      await cli.waitFor(/I ran .echo four.[\s\S]*> [^\n]*$/);
      cli.write("Run bash -c 'echo five'\r");
      await cli.waitFor(/I ran .bash -c 'echo five'.[\s\S]*> [^\n]*$/);
      cli.write("/quit\r");
      expect((await cli.ended).code).toBe(0);
    });
  },
);
