import { rm } from "node:fs/promises";
import { onTestFinished } from "vitest";
import { type CliOptions, CliProcess, type CliResult } from "./cli-process.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

/** A server in a process of its own, with a log in a folder of its own. */
export interface SpawnedServer {
  readonly cli: CliProcess;
  readonly url: string;
  readonly wsUrl: string;
  readonly dataDir: string;
  /** Ends the process in good order and removes the folder. */
  stop(): Promise<CliResult>;
}

/** Starts a server that ends with the test at the latest. */
export async function startServing(
  args: readonly string[] = [],
  options: CliOptions = {},
): Promise<SpawnedServer> {
  const server = await spawnServer(args, options);
  onTestFinished(async () => {
    server.cli.kill("SIGKILL");
    await server.stop();
  });
  return server;
}

/** Starts a server on a free port; whoever starts it stops it. Resolves once it listens. */
export async function spawnServer(
  args: readonly string[] = [],
  options: CliOptions = {},
): Promise<SpawnedServer> {
  const dataDir = await makeTemporaryFolder();
  const cli = new CliProcess(["serve", "--port", "0", "--data-dir", dataDir, ...args], options);
  const [, url = ""] = await cli.waitFor(/listens on (http:\S+)\n/);
  return {
    cli,
    url,
    wsUrl: `${url.replace("http", "ws")}/ws`,
    dataDir,
    async stop() {
      cli.kill("SIGTERM");
      const result = await cli.ended;
      await rm(dataDir, { recursive: true, force: true });
      return result;
    },
  };
}
