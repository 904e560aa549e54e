import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, startCli } from "../cli/cli-process.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { createBuildContext } from "./support/build-context.ts";
import { findProgram } from "./support/find-program.ts";
import { isRegistryReachable } from "./support/registry.ts";
import { replaceAll } from "./support/replace-all.ts";
import { runShell } from "./support/run-shell.ts";
import { parseUnit, settingOf } from "./support/unit-file.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const INSTALLED = "/opt/aiwhisperer";
/** Time for a test that starts a program whose code is compiled for the first time. */
const TIMEOUT_MS = 60_000;
const text = readFileSync(join(PROJECT, "deploy/aiwhisperer.service"), "utf8");
const unit = parseUnit(text);
const analyze = findProgram("systemd-analyze");

describe.skipIf(analyze === undefined)(
  "deploy/aiwhisperer.service (skipped where the machine has no systemd-analyze)",
  () => {
    /** Writes the unit for a machine that has nothing in /opt. */
    const writeUnit = async (): Promise<string> => {
      const file = join(await temporaryFolder(), "aiwhisperer.service");
      await writeFile(file, replaceAll(text, { [`${INSTALLED}/node_modules/.bin/node`]: process.execPath }));
      return file;
    };

    it("is a unit that systemd has nothing to say against", async () => {
      const args = ["verify", "--man=no", "--recursive-errors=no", await writeUnit()];
      expect(await promisify(execFile)(analyze ?? "", args)).toEqual({ stdout: "", stderr: "" });
    });

    it("leaves the server few rights, by systemd's own count", async () => {
      // From 0 for a service that may nothing to 10 for one that may everything; what lets the network in
      // counts most of it.
      const args = ["security", "--offline=true", "--no-pager", await writeUnit()];
      const { stdout } = await promisify(execFile)(analyze ?? "", args);
      const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
      expect(Number(exposure)).toBeLessThanOrEqual(2);
    });
  },
);

describe.skipIf(!isRegistryReachable())(
  "an installation for the unit (skipped where no npm registry can be reached)",
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "aiwhisperer-install-"));
      const copy = createBuildContext(PROJECT, "**/node_modules\n**/dist\n");
      const { workspaces } = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8"));
      const members = (workspaces as string[]).map((glob) => dirname(glob));
      const files = ["package.json", "package-lock.json", ".npmrc", "tsconfig.base.json"];
      for (const name of [...files, ...members]) await copy(name, join(folder, name));
      await runShell("npm ci --omit=dev && npm run prestart", folder);
    }, 600_000);
    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** How the unit starts its program, but for what has to be the test's own. */
    const startService = async (own: Readonly<Record<string, string>>) => {
      const [program = "", ...args] = settingOf(unit, "Service.ExecStart")
        .replaceAll(INSTALLED, folder)
        .split(" ");
      const set = Object.fromEntries(
        (unit.get("Service.Environment") ?? []).map((pair) => pair.split("=", 2)),
      );
      const env = { ...set, AIWHISPERER_DATA_DIR: join(folder, "data"), ...own };
      return { command: [program] as const, args, env, cwd: folder };
    };

    it(
      "runs the unit's command by the Node that the project brings, with its page",
      async () => {
        const { args, ...options } = await startService({ AIWHISPERER_PORT: "0" });
        const server = startCli(args, options);
        const [, url = ""] = await server.waitFor(/listens on (http:\S+)\n/);
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
        expect((await fetch(url)).headers.get("content-type")).toContain("text/html");
        server.kill("SIGTERM");
        expect(await server.ended).toMatchObject({ code: 0, stderr: "" });
      },
      TIMEOUT_MS,
    );

    it(
      "ends with a code that the unit starts it again for, when it cannot run",
      async () => {
        const blocked = join(folder, "blocked");
        await mkdir(blocked);
        await writeFile(
          join(blocked, "log.sqlite"),
          "no database at all, but long enough to be taken for one",
        );
        const { args, ...options } = await startService({
          AIWHISPERER_PORT: "0",
          AIWHISPERER_DATA_DIR: blocked,
        });
        const result = await runCli(args, options);
        expect(settingOf(unit, "Service.Restart")).toBe("on-failure");
        expect(result).toMatchObject({ code: 1 });
      },
      TIMEOUT_MS,
    );
  },
);
