import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../packages/cli/bin/aiwhisperer.cjs", import.meta.url));
const addressPattern = /http:\/\/127\.0\.0\.1:(\d+)\S*\n/;

/**
 * A server in a process of its own, as `npm start` starts it, that can be killed and started again on the
 * same port and data.
 */
export interface ServerProcess {
  readonly url: string;
  readonly wsUrl: string;
  /** The address that the process printed last, with a ticket where clients need a token. */
  startAddress(): string;
  /** Ends it as `kill -9` does. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. Resolves when it listens. */
  start(): Promise<void>;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
}

/** What a server is started with beside a port and a folder for its data. */
export interface ServerProcessOptions {
  /** Folder that its tools work in. Default: it has no tools. */
  readonly workspace?: string;
  /** Further arguments of the command line. */
  readonly args?: readonly string[];
  /** Further variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether clients need the data folder's token. Default: local clients are trusted. */
  readonly asksForToken?: boolean;
}

/**
 * Starts a server on a free port with data of its own. Rejects with what it wrote when it ends before it
 * listens.
 */
export async function startServerProcess({
  workspace,
  args = [],
  env = {},
  asksForToken = false,
}: ServerProcessOptions = {}): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "aiwhisperer-e2e-"));
  const tools = workspace === undefined ? ["--no-tools"] : ["--workspace", workspace];
  const access = asksForToken ? [] : ["--trust-local"];
  const spawnOnPort = (port: number) =>
    spawnServer(["--port", String(port), "--data-dir", dataDir, ...tools, ...access, ...args], {
      ...env,
      XDG_STATE_HOME: dataDir,
    });
  let running = await spawnOnPort(0);
  const { port } = running;
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/ws`,
    startAddress: () => running.address,
    kill: () => end(running.child, "SIGKILL"),
    async start() {
      running = await spawnOnPort(port);
    },
    async stop() {
      await end(running.child, "SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface Spawned {
  readonly child: ChildProcess;
  readonly port: number;
  readonly address: string;
}

async function spawnServer(
  options: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Spawned> {
  const args = [entry, "serve", "--model", "demo", ...options];
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env });
  let written = "";
  const listening = new Promise<Omit<Spawned, "child">>((resolve, reject) => {
    const read = (piece: Buffer) => {
      written += piece.toString();
      const [address, port] = addressPattern.exec(written) ?? [];
      if (address !== undefined) resolve({ address: address.trim(), port: Number(port) });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) =>
      reject(new Error(`the server ended with ${code} before it listened:\n${written}`)),
    );
  });
  return { child, ...(await listening) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}
