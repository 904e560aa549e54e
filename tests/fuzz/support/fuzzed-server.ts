import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ServerLimits } from "@aiwhisperer/server";
import type { Answers, Held, Listening } from "./fuzzed-program.ts";

const program = fileURLToPath(new URL("fuzzed-program.ts", import.meta.url));

/** A server in a process of its own that reports how much it holds. */
export class FuzzedServer {
  readonly wsUrl: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #stderr = "";
  #hasEnded = false;

  private constructor(child: ChildProcess, { wsUrl }: Listening) {
    this.#child = child;
    this.wsUrl = wsUrl;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.#ended = once(child, "exit").then(() => {
      this.#hasEnded = true;
    });
  }

  /** Starts one. Rejects when the process ends before it listens. */
  static async start(limits: Partial<ServerLimits> = {}): Promise<FuzzedServer> {
    const child = fork(program, [JSON.stringify(limits)], {
      execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the server ended with ${code} before it listened: ${child.stderr?.read()}`);
    });
    const [listening] = await Promise.race([once(child, "message"), ended]);
    return new FuzzedServer(child, listening as Listening);
  }

  get port(): number {
    return Number(new URL(this.wsUrl).port);
  }

  /** What the server has logged as an error, a line each, and that it has ended if it has. */
  get faults(): readonly string[] {
    const lines = this.#stderr.split("\n").filter((line) => line !== "");
    return this.#hasEnded ? [...lines, "the server's process has ended"] : lines;
  }

  /** Asks the process; rejects when it has ended. One question at a time. */
  async ask<Q extends keyof Answers>(question: Q): Promise<Answers[Q]> {
    this.#child.send(question);
    const ended = this.#ended.then(() => {
      throw new Error(`the server has ended: ${this.#stderr.slice(0, 2_000)}`);
    });
    const [answer] = await Promise.race([once(this.#child, "message"), ended]);
    return answer as Answers[Q];
  }

  /** What the process holds when the last socket of a client has been closed. */
  async heldAtRest(): Promise<Held> {
    await this.atRest();
    return this.ask("held");
  }

  /** Resolves when no socket of a client is open. */
  async atRest(): Promise<void> {
    while ((await this.ask("sockets")) > 0);
  }

  /** Ends the process and waits until it is gone. */
  async dispose(): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.disconnect();
    await this.#ended;
  }
}
