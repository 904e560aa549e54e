import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { endGroup, killGroup } from "../tool/workspace/process-group.ts";
import { CONTROL_FD, GO, LEFT_PROCESSES, STARTED } from "./program-script.ts";
import { type Excess, watchProgram } from "./program-watch.ts";
import type { Program, Sandbox } from "./sandbox.ts";

const INFO_FD = 3;

/** What a program is started with. */
export interface ConfinedStart {
  readonly sandbox: Sandbox;
  readonly network: boolean;
  /** A shell with a script of `program-script.ts`. */
  readonly program: Program;
  readonly workingDirectory?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Of standard input, output and errors. */
  readonly stdio: readonly ["ignore" | "pipe", "pipe", "pipe"];
}

/** A program in a sandbox. Its process, the sandbox's own, leads a group; killing that group ends all that is in the sandbox. */
export class ConfinedProgram {
  readonly child: ChildProcess;
  /** Resolves when the shell in the sandbox reports nothing any more. */
  readonly reported: Promise<void>;
  readonly #first: Promise<number | undefined>;
  readonly #watching = new AbortController();
  #reports = "";

  /** Starts it. Throws the error of the system when that is known at once; `onExcess` is called when it exceeds a limit. */
  constructor(start: ConfinedStart, onExcess: (excess: Excess) => void) {
    const { sandbox, network, workingDirectory, environment } = start;
    const { file, args } = sandbox.confine(start.program, { network, infoFd: INFO_FD });
    // A program that inherited it would keep it open.
    const info = sandbox.hasOwnProcesses ? "pipe" : "ignore";
    const stdio: StdioOptions = [...start.stdio, info, "pipe"];
    const cwd = workingDirectory === undefined ? {} : { cwd: workingDirectory };
    this.child = spawn(file, args, { env: environment, detached: true, stdio, ...cwd });
    this.child.once("exit", () => this.#watching.abort());
    this.reported = this.#converse();
    this.#first = this.#readFirstProcess();
    void this.#watch(sandbox, onExcess);
  }

  /** Whether the sandbox was set up, so that the program could start. */
  get hasStarted(): boolean {
    return this.#reports.includes(STARTED);
  }

  /** Whether the program left processes behind when it ended by itself. */
  get hasLeftProcesses(): boolean {
    return this.#reports.includes(LEFT_PROCESSES);
  }

  /** Ends all processes in the sandbox, after SIGTERM and the grace; resolves when they are gone. */
  async end(graceMs: number): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined) return;
    // The first process leads a group of all others; it ignores SIGTERM, by which the outer process would end all at once.
    const first = await Promise.race([this.#first, pause(SETUP_MS, undefined, { ref: false })]);
    await endGroup(first ?? pid, graceMs);
    killGroup(pid);
  }

  /** Lets the program start, and keeps what is reported of it. */
  #converse(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const control = this.child.stdio[CONTROL_FD] as Duplex | null | undefined;
    if (control === null || control === undefined) resolve();
    control?.on("error", () => resolve()).once("close", () => resolve());
    control?.setEncoding("latin1").on("data", (text: string) => {
      this.#reports = `${this.#reports}${text}`.slice(0, MAX_REPORTS_LENGTH);
    });
    control?.write(GO);
    return promise;
  }

  /** The process that leads the group of all others in the sandbox, which it reports as JSON. */
  #readFirstProcess(): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const info = this.child.stdio[INFO_FD] as Readable | null | undefined;
    if (info === null || info === undefined) resolve(undefined);
    let text = "";
    const settle = (): void => {
      const id = /"child-pid":\s*(\d+)/.exec(text)?.[1];
      resolve(id === undefined ? undefined : Number(id));
    };
    info?.setEncoding("latin1").on("data", (piece: string) => {
      text += piece;
      if (text.includes("}")) settle();
    });
    info?.once("error", settle).once("close", settle);
    this.child.once("error", settle);
    return promise;
  }

  async #watch({ limits }: Sandbox, onExcess: (excess: Excess) => void): Promise<void> {
    const first = await this.#first;
    if (first === undefined) return;
    const excess = await watchProgram(first, limits, this.#watching.signal);
    if (excess === undefined) return;
    if (this.child.pid !== undefined) killGroup(this.child.pid);
    onExcess(excess);
  }
}

/** A sandbox that takes longer to be set up is not waited for when it is to end. */
const SETUP_MS = 1_000;

/** What is reported is a few words. */
const MAX_REPORTS_LENGTH = 100;
