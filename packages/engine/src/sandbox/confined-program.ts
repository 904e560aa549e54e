import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { coverInherited } from "./inherited-files.ts";
import { endGroup, killGroup } from "./process-group.ts";
import { limitProcesses } from "./process-limit.ts";
import { findInnerGroup } from "./process-tree.ts";
import { CONTROL_FD, FILTER_FD, GO, LEFT_PROCESSES, LIFE_FD, STARTED, SUPERVISOR } from "./program-script.ts";
import { type Excess, SANDBOX_TASKS, watchProgram } from "./program-watch.ts";
import type { Program, Sandbox } from "./sandbox.ts";

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

/**
 * A program in a sandbox. Its process, a supervisor, leads a group; once the program has started, killing
 * that group ends all that is in the sandbox.
 */
export class ConfinedProgram {
  readonly child: ChildProcess;
  /** Resolves when the shell in the sandbox reports nothing any more. */
  readonly reported: Promise<void>;
  readonly #watching = new AbortController();
  #reports = "";

  /**
   * Starts it. Throws the error of the system when that is known at once; `onExcess` is called when it
   * exceeds a limit.
   */
  constructor(start: ConfinedStart, onExcess: (excess: Excess) => void) {
    const { sandbox, network, workingDirectory, environment } = start;
    const { file, args } = sandbox.confine(start.program, { network });
    const covers = coverInherited(FIRST_FREE_FD);
    const filter = sandbox.callFilter === undefined ? "ignore" : "pipe";
    const stdio: StdioOptions = [...start.stdio, "pipe", "pipe", filter, ...covers.stdio];
    const cwd = workingDirectory === undefined ? {} : { cwd: workingDirectory };
    try {
      this.child = spawn("/bin/sh", ["-c", SUPERVISOR, "sh", file, ...args], {
        env: environment,
        detached: true,
        stdio,
        ...cwd,
      });
    } finally {
      covers.close();
    }
    this.#stream(FILTER_FD)
      ?.on("error", () => undefined)
      .end(sandbox.callFilter);
    this.child.once("exit", () => this.#watching.abort());
    this.reported = this.#converse();
    if (sandbox.hasOwnProcesses) this.#limit(sandbox, onExcess);
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
    if (!this.hasStarted) await this.#abandon();
    // The processes of the program have a group of their own: SIGTERM to that of the supervisor would end all
    // at once.
    const inner = this.hasStarted ? await findInnerGroup(pid) : undefined;
    await endGroup(inner ?? pid, graceMs);
    killGroup(pid);
  }

  /** Lets a sandbox that is being made end by itself, since a part of it could outlive the others. */
  async #abandon(): Promise<void> {
    const { exitCode, signalCode } = this.child;
    if (exitCode !== null || signalCode !== null) return;
    const exit = new Promise((resolve) => this.child.once("exit", resolve));
    for (const fd of [CONTROL_FD, LIFE_FD]) this.#stream(fd)?.destroy();
    await Promise.race([exit, pause(SETUP_MS, undefined, { ref: false })]);
  }

  /** Lets the program start when the sandbox has been set up, and keeps what is reported of it. */
  #converse(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const [control, life] = [this.#stream(CONTROL_FD), this.#stream(LIFE_FD)];
    if (control === undefined) resolve();
    life?.on("error", () => undefined);
    control?.on("error", () => resolve()).once("close", () => resolve());
    control?.setEncoding("latin1").on("data", (text: string) => {
      const isKnown = this.hasStarted;
      this.#reports = `${this.#reports}${text}`.slice(0, MAX_REPORTS_LENGTH);
      if (isKnown || !this.hasStarted) return;
      // The supervisor first: from then on the server's death ends all.
      life?.write(GO);
      control.write(GO);
    });
    return promise;
  }

  #stream(fd: number): Duplex | undefined {
    return (this.child.stdio?.[fd] as Duplex | null | undefined) ?? undefined;
  }

  /** Ends the program when it exceeds a limit. The number of processes is known at its exit at the latest. */
  #limit(sandbox: Sandbox, onExcess: (excess: Excess) => void): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    let isReported = false;
    const report = (excess: Excess) => {
      if (isReported) return;
      isReported = true;
      onExcess(excess);
    };
    const maxTasks = sandbox.limits.maxProgramProcesses + SANDBOX_TASKS;
    const stop = limitProcesses({ rootId: pid, maxTasks }, () => report("processes"));
    this.child.once("exit", stop);
    void watchProgram(pid, sandbox, this.#watching.signal).then((excess) => {
      if (excess === undefined) return;
      killGroup(pid);
      report(excess);
    });
  }
}

/** The first descriptor that the supervisor and its program do not use. */
const FIRST_FREE_FD = FILTER_FD + 1;

/** A sandbox that takes longer to be set up is killed when it is to end. */
const SETUP_MS = 5_000;

/** What is reported is a few words. */
const MAX_REPORTS_LENGTH = 100;
