import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient, TurnStatus } from "@aiwhisperer/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type CliOptions, runCli, startCli } from "../cli/cli-process.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { createBuildContext } from "./support/build-context.ts";
import { instructionValue, parseDockerfile, parseExecForm, readEnvironment } from "./support/dockerfile.ts";
import { findFreePort } from "./support/free-port.ts";
import { listInstalled, readDevelopmentPackages } from "./support/installed-packages.ts";
import { isRegistryReachable } from "./support/registry.ts";
import { replayImage } from "./support/replay-image.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const read = (name: string): string => readFileSync(join(PROJECT, name), "utf8");

const stages = parseDockerfile(read("Dockerfile"));
const image = stages.at(-1)!;
const [, ...entry] = parseExecForm(instructionValue(image, "ENTRYPOINT"));
const [, ...healthCheck] = parseExecForm(instructionValue(image, "HEALTHCHECK"));
/** Time for a test that starts a program several times, code that is compiled for the first time. */
const TIMEOUT_MS = 60_000;
const serve = parseExecForm(instructionValue(image, "CMD"));

// There is no engine that builds the image itself: its base, its users and its volume are what nothing here
// shows.
describe.skipIf(!isRegistryReachable())(
  "the steps of the Dockerfile, done in folders (skipped where no npm registry can be reached)",
  () => {
    let folder: string;
    let root: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "aiwhisperer-image-"));
      const copyFromContext = createBuildContext(PROJECT, read(".dockerignore"));
      root = await replayImage(stages, { copyFromContext, folder });
    }, 600_000);
    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** How the image starts its program, but for what has to be the test's own. */
    const inImage = (own: Readonly<Record<string, string>>): CliOptions => ({
      command: [process.execPath, ...entry.map((word) => (word.startsWith("/") ? join(root, word) : word))],
      cwd: join(root, instructionValue(image, "WORKDIR")),
      env: { ...readEnvironment(image), ...own },
    });

    it("bring nothing that only builds or tests the program", async () => {
      const installed = await listInstalled(join(root, "app"));
      const development = readDevelopmentPackages(read("package-lock.json"));
      expect(installed).toContain("fastify");
      expect(installed.filter((name) => development.has(name))).toEqual([]);
      expect(installed.filter((name) => /^(vite|react|node-linux-.*)$/.test(name))).toEqual([]);
      const files = await readdir(join(root, "app/packages"), { recursive: true });
      expect(files.filter((file) => /\.test\.tsx?$/.test(file))).toEqual([]);
    });

    it(
      "run a server with its page, which passes the health check, accepts a key that it makes, and ends on a signal",
      async () => {
        const port = await findFreePort();
        const own = {
          AIWHISPERER_HOST: "127.0.0.1",
          AIWHISPERER_PORT: String(port),
          AIWHISPERER_DATA_DIR: await temporaryFolder(),
        };
        const checkHealth = () => runCli(healthCheck, { ...inImage(own), command: [process.execPath] });
        const server = startCli(serve, inImage(own));
        await server.waitFor(/listens on/);
        expect(await checkHealth()).toMatchObject({ code: 0 });

        const page = await fetch(`http://127.0.0.1:${port}/`);
        expect(page.headers.get("content-type")).toContain("text/html");
        const key = await runCli(["keys", "create", "--user", "ann"], inImage(own));
        const client = createClient({ url: `ws://127.0.0.1:${port}/ws`, token: () => key.stdout.trim() });
        onTestFinished(() => client.close());
        const session = await client.startSession();
        expect(await session.send("count to 3").result).toMatchObject({
          status: TurnStatus.Completed,
          text: "1, 2, 3.",
        });

        server.kill(instructionValue(image, "STOPSIGNAL") as NodeJS.Signals);
        expect(await server.ended).toMatchObject({ code: 0, stderr: "" });
        expect(await checkHealth()).toMatchObject({ code: 1 });
      },
      TIMEOUT_MS,
    );

    it(
      "run a server that may listen for other machines, since it authenticates them",
      async () => {
        const check = [...serve, "--print-config"];
        const own = { AIWHISPERER_DATA_DIR: await temporaryFolder() };
        expect(await runCli(check, inImage(own))).toMatchObject({ code: 0 });
        const open = await runCli(check, inImage({ ...own, AIWHISPERER_API_KEYS: "false" }));
        expect(open).toMatchObject({ code: 1, stdout: "" });
        expect(open.stderr).toContain("0.0.0.0");
      },
      TIMEOUT_MS,
    );
  },
);
