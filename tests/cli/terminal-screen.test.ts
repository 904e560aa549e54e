import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCRIPT } from "./pseudo-terminal.ts";
import { type SpawnedServer, spawnServer } from "./spawn-server.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { TerminalView } from "./terminal-view.ts";

const CTRL_C = "\u0003";
const UP = "\u001b[A";
const WIDE = { columns: 60, rows: 16 };

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer([]);
});
afterAll(() => server.stop());

const isPrompting = (rows: readonly string[]): boolean => rows.at(-1) === ">";
const ends =
  (...last: readonly string[]) =>
  (rows: readonly string[]): boolean =>
    JSON.stringify(rows.slice(-last.length)) === JSON.stringify(last);

async function open(size = WIDE, env: Readonly<Record<string, string>> = {}): Promise<TerminalView> {
  const view = await TerminalView.start(["chat", "--url", server.url], size, env);
  await view.until(isPrompting);
  return view;
}

describe.skipIf(!existsSync(SCRIPT) && !process.env.CI)(
  "a chat at a terminal (skipped where util-linux's script is missing)",
  () => {
    it("shows what is typed while an answer comes below it, never in it", async () => {
      const view = await open();
      view.type("slowly count to 30\r");
      await view.until((rows) => rows.some((row) => row.includes("1, 2, 3")));
      view.type("what next");
      const during = await view.until((rows) => rows.at(-1) === "> what next");
      expect(during.at(-2)).toMatch(/^[\d, ]+$/);
      const done = await view.until(
        (rows) => rows.some((row) => /, 30\.$/.test(row)) && rows.at(-1) === "> what next",
      );
      const counted = done.filter((row) => /^\d+,/.test(row)).join(" ");
      expect(counted.replaceAll(/\s+/g, " ")).toBe(
        Array.from({ length: 30 }, (_, index) => index + 1)
          .join(", ")
          .concat("."),
      );
      expect(done.filter((row) => row.includes("what"))).toEqual(["> what next"]);
    });

    it("clears what is typed on the first Ctrl-C, and leaves on the second", async () => {
      const view = await open();
      view.type("half a thought");
      await view.until((rows) => rows.at(-1) === "> half a thought");
      view.type(CTRL_C);
      await view.until(isPrompting);
      view.type(CTRL_C);
      expect((await view.process.ended).code).toBe(0);
    });

    it("keeps what is typed over Ctrl-Z", async () => {
      const view = await open();
      view.type("half a thought");
      await view.until((rows) => rows.at(-1) === "> half a thought");
      view.type("\u001a");
      await view.process.waitFor(/\[\?2004l[\s\S]*\[\?2004h/);
      view.type("!");
      await view.until((rows) => rows.at(-1) === "> half a thought!");
    });

    it("sends nothing of what a terminal pastes without marking it, until Enter is pressed", async () => {
      const view = await open();
      view.type("repeat one\rtwo\rthree\r");
      await view.until(ends("> repeat one", "… two", "… three", "…"));
      view.type("\r");
      await view.until(ends("one", "two", "three", ">"));
    });

    it("breaks lines between words, with wide, combined and joined characters", async () => {
      const view = await open({ columns: 20, rows: 12 });
      view.type("repeat the families 👨‍👩‍👧 漢字漢字漢字 e\u0301tude internationalization\r");
      await view.until(ends("the families 👨‍👩‍👧 漢字", "漢字漢字 e\u0301tude", "internationalization", ">"));
    });

    it("leaves no fragments when the size changes", async () => {
      const view = await open();
      view.type("repeat alpha beta gamma delta epsilon zeta eta theta iota kappa\r");
      await view.until(ends("alpha beta gamma delta epsilon zeta eta theta iota kappa", ">"));
      view.type("a draft that is longer than the narrow screen");
      await view.until((rows) => rows.at(-1)?.endsWith("narrow screen") ?? false);
      await view.resize({ columns: 24, rows: 16 });
      const narrow = await view.until(ends("> a draft that is longer", " than the narrow screen"));
      expect(narrow.slice(-5, -2)).toEqual([
        "alpha beta gamma delta",
        "epsilon zeta eta theta",
        "iota kappa",
      ]);
      await view.resize(WIDE);
      const wide = await view.until(
        (rows) => rows.at(-1) === "> a draft that is longer than the narrow screen",
      );
      expect(wide.at(-2)).toBe("alpha beta gamma delta epsilon zeta eta theta iota kappa");
      expect(wide.filter((row) => row.includes("draft"))).toHaveLength(1);
      expect((await view.cursor()).column).toBe("> a draft that is longer than the narrow screen".length);
    });

    it("keeps what was typed for later runs, but nothing that begins with a space", async () => {
      const state = await makeTemporaryFolder();
      const token = { XDG_STATE_HOME: state };
      const first = await open(WIDE, token);
      first.type("repeat kept\r");
      await first.until(ends("kept", ">"));
      first.type(" repeat secret\r");
      await first.until(ends("secret", ">"));
      first.type(CTRL_C);
      await first.process.ended;
      const second = await open(WIDE, token);
      second.type(`draft${UP}`);
      await second.until((rows) => rows.at(-1) === "> repeat kept");
      second.type("\u001b[B");
      await second.until((rows) => rows.at(-1) === "> draft");
      const folder = join(state, "aiwhisperer/history");
      const [name = ""] = await readdir(folder);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, name), "utf8")).toBe('"repeat kept"\n');
    });

    it("leaves at once on /quit although the server is away, and says what was not sent", async () => {
      const own = await spawnServer([]);
      const view = await TerminalView.start(["chat", "--url", own.url], WIDE);
      await view.until(isPrompting);
      await own.stop();
      await view.until((rows) => rows.some((row) => /lost|away|again/i.test(row)));
      view.type("hello?\r");
      await view.process.waitFor(/> hello\?\r\n/);
      const before = performance.now();
      view.type("/quit\r");
      expect((await view.process.ended).code).toBe(0);
      expect(performance.now() - before).toBeLessThan(5_000);
      expect(view.process.stdout).toContain("The last message has not reached the server.");
    });
  },
);
