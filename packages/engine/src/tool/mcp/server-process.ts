import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  type JSONRPCMessage,
  parseJSONRPCMessage,
  serializeMessage,
  type Transport,
} from "@modelcontextprotocol/client";
import type { Clock } from "../../kit/clock.ts";
import { waitAtMost } from "../../kit/deadline.ts";
import { ConfinedProgram } from "../../sandbox/confined-program.ts";
import type { ProgramSandbox } from "../../sandbox/confinement.ts";
import { shellLimits } from "../../sandbox/limit-script.ts";
import { endGroup, killGroup } from "../../sandbox/process-group.ts";
import { programScript } from "../../sandbox/program-script.ts";
import { withoutSecrets } from "../workspace/command/command-environment.ts";
import type { Environment, SandboxWish, StdioServerConfig } from "./kit/mcp-config.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";

import { StderrTail } from "./stderr-tail.ts";
import { mendMessages } from "./wire/mend-message.ts";
import { MessageLines } from "./wire/message-lines.ts";

/** What a server's process runs with. */
export interface ServerProcessOptions {
  readonly environment: Environment;
  readonly programs: ProgramSandbox;
  readonly clock: Clock;
  readonly limits: McpLimits;
  /** Makes a text of the process fit to be shown. */
  readonly clean: (text: string) => string;
}

/**
 * The transport to an MCP server in a process of this machine, one JSON text a line (MCP, Transports, stdio).
 * The process leads a group of its own, so that what it starts ends with it: when the process has ended,
 * however that came, its group is killed.
 */
export class ServerProcess implements Transport {
  onclose?: Transport["onclose"];
  onerror?: Transport["onerror"];
  onmessage?: Transport["onmessage"];

  readonly #config: StdioServerConfig;
  readonly #options: ServerProcessOptions;
  readonly #received: MessageLines;
  readonly #stderr = new StderrTail();
  #child: ChildProcess | undefined;
  #confined: ConfinedProgram | undefined;
  #ended: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #fault: string | undefined;

  constructor(config: StdioServerConfig, options: ServerProcessOptions) {
    this.#config = config;
    this.#options = options;
    this.#received = new MessageLines(options.limits.maxMcpMessageBytes);
  }

  /**
   * The process's id; null before its start. With `stderr` it marks a stdio transport for the library's
   * version probe.
   */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Always null: standard error is kept here and has no other reader. */
  readonly stderr = null;

  /**
   * How the process ended, in words, with what it wrote last to its standard error; `undefined` while it
   * runs. Holds no secrets.
   */
  get endReason(): string | undefined {
    if (this.#fault !== undefined) return this.#fault;
    const { exitCode = null, signalCode = null } = this.#child ?? {};
    if (exitCode === null && signalCode === null) return undefined;
    const end = signalCode === null ? `ended with code ${exitCode}` : `was ended by ${signalCode}`;
    const { lastWords } = this.#stderr;
    return lastWords === undefined ? end : `${end}: ${this.#options.clean(lastWords)}`;
  }

  /** Starts the process. Rejects with the error of Node when that cannot be done. */
  async start(): Promise<void> {
    const child = this.#config.sandbox === undefined ? this.#spawn() : this.#confine(this.#config.sandbox);
    this.#child = child;
    this.#listen(child);
    // Without an id it was not started, and has no end.
    if (child.pid !== undefined) this.#ended = this.#watchEnd(child);
    await once(child, "spawn");
  }

  async #endInTime(): Promise<void> {
    const { clock, limits } = this.#options;
    if (this.#ended !== undefined) await waitAtMost(clock, limits.mcpStopGraceMs, this.#ended);
  }

  #spawn(): ChildProcess {
    const { command, args, env, cwd } = this.#config;
    return spawn(command, args, {
      env: serverEnvironment(this.#options.environment, env),
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
  }

  #confine({ network }: SandboxWish): ChildProcess {
    const { command, args, env, cwd } = this.#config;
    const { programs, environment } = this.#options;
    const { sandbox } = programs;
    if (sandbox === undefined) throw new Error(`its entry asks for a sandbox. ${programs.reason}`.trim());
    const script = programScript(shellLimits(sandbox));
    const start = {
      sandbox,
      network,
      program: { file: "/bin/sh", args: ["-c", script, "sh", command, ...args] },
      workingDirectory: cwd ?? sandbox.places.workspace,
      environment: serverEnvironment(environment, env),
      stdio: ["pipe", "pipe", "pipe"],
    } as const;
    this.#confined = new ConfinedProgram(start, (excess) => {
      this.#fault = `was ended because of its ${excess} (limit ${EXCEEDED[excess]})`;
    });
    return this.#confined.child;
  }

  /**
   * Resolves when the operating system has taken the message. A process that closes its input is about to
   * end: the rejection waits for that, within `mcpStopGraceMs`, so that `endReason` says why.
   */
  send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.#child?.stdin;
    if (!stdin?.writable) return Promise.reject(new Error("The server's process does not read any more."));
    return new Promise((resolve, reject) => {
      stdin.write(serializeMessage(message), (error) => {
        if (error) void this.#endInTime().then(() => reject(error));
        else resolve();
      });
    });
  }

  /**
   * Ends the process: closes its input, then SIGTERM, then SIGKILL, each after the grace time. Resolves when
   * it has ended; never rejects.
   */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #listen(child: ChildProcess): void {
    child.stdout?.on("data", (bytes: Buffer) => this.#receive(bytes));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => this.#stderr.push(text));
    for (const stream of [child, child.stdin, child.stdout, child.stderr]) {
      stream?.on("error", (error) => this.onerror?.(error));
    }
  }

  #receive(bytes: Buffer): void {
    if (this.#fault !== undefined) return;
    try {
      for (const line of this.#received.push(bytes)) this.#deliver(line);
    } catch {
      this.#fault = `sent a message of more than ${this.#options.limits.maxMcpMessageBytes} bytes`;
      void this.close();
    }
  }

  /**
   * Hands the messages of a line on. What is no message of MCP is reported and skipped; a line that is no
   * JSON is skipped.
   */
  #deliver(line: string): void {
    for (const message of mendMessages(parseJson(line))) {
      if (message === undefined) continue;
      try {
        this.onmessage?.(parseJSONRPCMessage(message));
      } catch (error) {
        this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  async #watchEnd(child: ChildProcess): Promise<void> {
    const drained = new Promise<void>((resolve) => child.once("close", () => resolve()));
    if (!hasEnded(child)) await new Promise<void>((resolve) => child.once("exit", () => resolve()));
    if (child.pid !== undefined) killGroup(child.pid);
    // What is left in the pipes is read, unless a program outside the group keeps them open.
    await this.#withinGrace(drained);
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    this.#received.clear();
    this.onclose?.();
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || this.#ended === undefined) return;
    child.stdin?.end();
    await this.#withinGrace(this.#ended);
    const { mcpStopGraceMs } = this.#options.limits;
    if (!hasEnded(child)) await (this.#confined?.end(mcpStopGraceMs) ?? endGroup(child.pid, mcpStopGraceMs));
    await this.#ended;
  }

  #withinGrace(end: Promise<void>): Promise<void> {
    return waitAtMost(this.#options.clock, this.#options.limits.mcpStopGraceMs, end);
  }
}

/** The limits that are exceeded, by what is too much. */
const EXCEEDED = { memory: "maxProgramMebibytes", processes: "maxProgramProcesses" } as const;

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The variables that a server's process starts with: those of this process that are passed to commands, and
 * those of its configuration.
 */
export function serverEnvironment(
  environment: Environment,
  configured: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  return { ...withoutSecrets(environment), ...configured };
}
