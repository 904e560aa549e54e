import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CliOptions, CliProcess, type CliResult } from "../../cli/cli-process.ts";

const listening = /listens on http:\/\/127\.0\.0\.1:(\d+)\n/;

/**
 * A server in a process of its own, started as people start it, that can be killed and started again on the
 * same port and the same data.
 */
export class KillableServer {
  readonly dataDir: string;
  readonly #args: readonly string[];
  readonly #options: CliOptions;
  #port = 0;
  #process: CliProcess | undefined;

  private constructor(folder: string, args: readonly string[], options: CliOptions) {
    this.dataDir = join(folder, "data");
    this.#args = args;
    this.#options = options;
  }

  /**
   * Makes one with a folder of its own, of the real program or of another that takes its arguments; it is not
   * started.
   */
  static async create(
    args: readonly string[] = [],
    command?: NonNullable<CliOptions["command"]>,
  ): Promise<KillableServer> {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-chaos-"));
    if (command !== undefined) return new KillableServer(folder, args, { command });
    return new KillableServer(folder, ["--trust-local", ...args], {});
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#port}/ws`;
  }

  get pid(): number {
    return this.#running.pid;
  }

  /** What the process has written to its error stream. */
  get stderr(): string {
    return this.#process?.stderr ?? "";
  }

  /** Starts the process without waiting for anything. */
  spawn(): void {
    const args = ["serve", "--port", String(this.#port), "--data-dir", this.dataDir, ...this.#args];
    this.#process = new CliProcess(args, this.#options);
  }

  /** Resolves when the process that was spawned listens. Rejects with what it wrote when it ends before. */
  async untilListening(): Promise<void> {
    const [, port] = await this.#running.waitFor(listening);
    this.#port = Number(port);
  }

  async start(): Promise<void> {
    this.spawn();
    await this.untilListening();
  }

  /** Ends the process as `kill -9` does. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#running.kill("SIGKILL");
    await this.#running.ended;
  }

  /** Asks the process to end. Resolves when it has. */
  async end(): Promise<CliResult> {
    this.#running.kill("SIGTERM");
    return this.#running.ended;
  }

  /** Ends the process, in whatever state it is, and removes the folder. */
  async dispose(): Promise<void> {
    if (this.#process !== undefined) await this.kill();
    await rm(join(this.dataDir, ".."), { recursive: true, force: true });
  }

  get #running(): CliProcess {
    if (this.#process === undefined) throw new Error("the server has not been started");
    return this.#process;
  }
}
