import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { endWithUs } from "../measure/child-processes.ts";

/** How a server is started. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables beside those of this machine. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What it writes to standard output once it listens, with its port as the first group. */
  readonly listening: RegExp;
}

/** Time that a server has to listen, and to end when it is asked to. */
const START_TIMEOUT_MS = 60_000;
const END_TIMEOUT_MS = 20_000;

/** Text of a server's error stream that is kept for when it fails. */
const MAX_KEPT_ERRORS = 4_000;

/** A server in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #errors = "";
  port = 0;

  private constructor({ program, args, env, cwd }: ServerCommand) {
    this.#child = spawn(program, args, {
      cwd,
      env: { ...machineEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    endWithUs(this.#child);
    this.#closed = once(this.#child, "close");
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-MAX_KEPT_ERRORS);
    });
  }

  /**
   * Starts a server, and resolves when it listens. Rejects with what it wrote when it ends before, or does
   * not get so far in a minute.
   */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    const server = new ServerProcess(command);
    const listens = new Promise<number>((resolve) => {
      let output = "";
      server.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const port = command.listening.exec(output)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    });
    const ended = server.#closed.then(() => undefined);
    server.port = (await within(START_TIMEOUT_MS, Promise.race([listens, ended]))) ?? 0;
    if (server.port > 0) return server;
    await server.kill();
    throw new Error(`${command.program} ${command.args.join(" ")} does not listen: ${server.#errors}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it has written to its error stream, the end of it. */
  get errors(): string {
    return this.#errors;
  }

  /** Asks it to end, and ends it where it does not. */
  async end(): Promise<void> {
    this.#child.kill("SIGTERM");
    const isEnded = await within(
      END_TIMEOUT_MS,
      this.#closed.then(() => true),
    );
    if (isEnded !== true) await this.kill();
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#closed;
  }
}

/** This machine's variables without those that configure the program that is measured. */
function machineEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AIWHISPERER_")));
}

/** The value of a promise within a time, else `undefined`. */
async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T | undefined> {
  const { promise: timeout, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), timeoutMs);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
