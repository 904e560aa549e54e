import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/**
 * Where servers of this test process keep their records: not in the state folder of the user who runs the
 * tests.
 */
const STATE_HOME = mkdtempSync(join(tmpdir(), "aiwhisperer-state-"));
process.on("exit", () => rmSync(STATE_HOME, { recursive: true, force: true }));
const MAIN = fileURLToPath(new URL("../../packages/cli/bin/aiwhisperer.cjs", import.meta.url));

/** How a process of the command line is started. */
export interface CliOptions {
  /**
   * Variables beside those of this machine; nothing of this program's own or of a provider comes from the
   * machine.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** Working folder. Default: the project's. */
  readonly cwd?: string;
  /** Program and first arguments. Default: this Node with the program's entry. */
  readonly command?: readonly [string, ...string[]];
}

/** How a process ended. */
export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running process of the command line, with everything that it has written. */
export class CliProcess {
  readonly #child: ChildProcess;
  readonly #text = { stdout: "", stderr: "" };
  readonly #waiting = new Set<() => void>();
  readonly ended: Promise<CliResult>;
  #result: CliResult | undefined;

  constructor(
    args: readonly string[],
    { env = {}, cwd = ROOT, command = [process.execPath, MAIN] }: CliOptions = {},
  ) {
    const [program, ...first] = command;
    this.#child = spawn(program, [...first, ...args], {
      cwd,
      env: { ...machineEnvironment(), XDG_STATE_HOME: STATE_HOME, ...env },
    });
    for (const name of ["stdout", "stderr"] as const) {
      this.#child[name]?.setEncoding("utf8").on("data", (text: string) => {
        this.#text[name] += text;
        this.#wake();
      });
    }
    this.ended = once(this.#child, "close").then(([code, signal]) => {
      this.#result = { code, signal, ...this.#text };
      this.#wake();
      return this.#result;
    });
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  get stdout(): string {
    return this.#text.stdout;
  }

  get stderr(): string {
    return this.#text.stderr;
  }

  /** Types something. */
  write(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Ends the input. */
  end(text = ""): void {
    this.#child.stdin?.end(text);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /**
   * The match of a pattern, as soon as a stream has it. Rejects with everything written when the process ends
   * without it.
   */
  async waitFor(pattern: RegExp, stream: "stdout" | "stderr" = "stdout"): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#text[stream]);
      if (match !== null) return match;
      if (this.#result !== undefined) {
        throw new Error(`${pattern} was not written to ${stream}: ${JSON.stringify(this.#result)}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** Starts a process that ends with the test at the latest. */
export function startCli(args: readonly string[], options: CliOptions = {}): CliProcess {
  const cli = new CliProcess(args, options);
  onTestFinished(async () => {
    cli.kill("SIGKILL");
    await cli.ended;
  });
  return cli;
}

/** Runs the command line to its end. */
export function runCli(
  args: readonly string[],
  options: CliOptions & { readonly input?: string } = {},
): Promise<CliResult> {
  const cli = new CliProcess(args, options);
  cli.end(options.input);
  return cli.ended;
}

function machineEnvironment(): Record<string, string | undefined> {
  const isForeign = (name: string) =>
    !/^AIWHISPERER_|_API_KEY$|_BASE_URL$|_HEADERS$|^NO_COLOR$|^FORCE_COLOR$/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isForeign(name)));
}
