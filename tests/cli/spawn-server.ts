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
  /** The ticket of the start address, where the server asks for a token. */
  readonly ticket: string | undefined;
  /** Ends the process in good order and removes the folder. */
  stop(): Promise<CliResult>;
}

/** How a server is spawned. */
export interface SpawnOptions extends CliOptions {
  /**
   * Whether clients need a token. Default: only where the arguments have accounts; every other server trusts
   * local clients.
   */
  readonly asksForToken?: boolean;
}

/** Options by which clients authenticate with accounts. */
const ASKING = /^--(api-keys|token-)/;

/** Starts a server that ends with the test at the latest. */
export async function startServing(
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<SpawnedServer> {
  const server = await spawnServer(args, options);
  onTestFinished(async () => {
    server.cli.kill("SIGKILL");
    await server.stop();
  });
  return server;
}

/** Starts a server on a free port; the caller stops it. Resolves once it listens. */
export async function spawnServer(
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<SpawnedServer> {
  const dataDir = await makeTemporaryFolder();
  const { asksForToken = args.some((arg) => ASKING.test(arg)), ...cliOptions } = options;
  const access = asksForToken ? [] : ["--trust-local"];
  const cli = new CliProcess(["serve", "--port", "0", "--data-dir", dataDir, ...access, ...args], cliOptions);
  const [, url = "", ticket] = await cli.waitFor(/listens on (http:[^\s#]+)(?:\/#ticket=(\S+))?\n/);
  return {
    cli,
    url,
    wsUrl: `${url.replace("http", "ws")}/ws`,
    dataDir,
    ticket,
    async stop() {
      cli.kill("SIGTERM");
      const result = await cli.ended;
      await rm(dataDir, { recursive: true, force: true });
      return result;
    },
  };
}
