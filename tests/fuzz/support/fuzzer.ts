import { isUtf8 } from "node:buffer";
import { atMost, countFrom } from "../../chaos/support/bounds.ts";
import type { KnownIds } from "./contract-params.ts";
import { excerpt } from "./exchange.ts";
import { FuzzLine } from "./fuzz-line.ts";
import type { FuzzedServer } from "./fuzzed-server.ts";

/** Frames that are sent before their answers are waited for. */
const windowSize = 50;
/** Windows after which a connection makes room for another one. */
const windowsPerLine = 20;
/** Time in which everything that was asked has to be answered, on a machine that does much else. */
const patienceMs = countFrom("FUZZ_PATIENCE_MS", 15_000);
/** RFC 6455 section 7.4.1: a text that is no UTF-8. */
const noText = 1007;

/** What a run has found, the first of it, and the ids that the server has named last. */
export class Findings {
  readonly list: string[] = [];
  readonly known: { [field: string]: string[] } = {};

  readonly finding = (text: string): void => {
    if (this.list.length < 20) this.list.push(text);
  };

  readonly came = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const field of ["sessionId", "turnId", "toolCallId", "planId"]) {
      const id = (value as { [name: string]: unknown })[field];
      if (typeof id === "string") this.#keep(field === "planId" ? ["planId", "sessionId"] : [field], id);
    }
  };

  #keep(fields: readonly string[], id: string): void {
    for (const field of fields) {
      const ids = this.known[field] ?? [];
      if (!ids.includes(id)) this.known[field] = [...ids.slice(-5), id];
    }
  }
}

/** What a fuzzer works with. */
export interface FuzzerOptions {
  readonly server: FuzzedServer;
  readonly findings: Findings;
  /** The next frame; undefined when there are no more. */
  readonly draw: (known: KnownIds) => Buffer | undefined;
}

/**
 * Sends what is drawn over one connection after the other, a window at a time, until there is no more or
 * something is found.
 */
export class Fuzzer {
  readonly #options: FuzzerOptions;
  #sent = 0;
  #hasMore = true;

  constructor(options: FuzzerOptions) {
    this.#options = options;
  }

  /** Frames that were sent. */
  get sent(): number {
    return this.#sent;
  }

  get #goesOn(): boolean {
    return this.#hasMore && this.#options.findings.list.length === 0;
  }

  async run(): Promise<void> {
    const { server, findings } = this.#options;
    // Sends nothing wrong, and must not be forgotten over what the others send.
    const healthy = await FuzzLine.open(server.wsUrl, findings);
    while (this.#goesOn) {
      const line = await FuzzLine.open(server.wsUrl, findings);
      await this.#spend(line, healthy);
      line.close();
    }
    healthy.close();
  }

  /** Sends windows over a line until it is used up. */
  async #spend(line: FuzzLine, healthy: FuzzLine): Promise<void> {
    for (let window = 0; window < windowsPerLine && this.#goesOn; window += 1) {
      const noText = this.#fill(line);
      await this.#settle(line);
      if (noText !== undefined) return this.#end(line, noText);
      healthy.send(
        Buffer.from(`{"jsonrpc":"2.0","id":${this.#sent},"method":"interactive.echo","params":["there?"]}`),
      );
      await this.#settle(healthy);
    }
  }

  /** Sends a window. Returns the frame at which it ends because it is no text, if there is one. */
  #fill(line: FuzzLine): Buffer | undefined {
    const { draw, findings } = this.#options;
    for (let count = 0; count < windowSize; count += 1) {
      const frame = draw(findings.known);
      this.#hasMore = frame !== undefined;
      if (frame === undefined) return undefined;
      this.#sent += 1;
      if (!isUtf8(frame)) return frame;
      line.send(frame);
    }
    return undefined;
  }

  async #settle(line: FuzzLine): Promise<void> {
    const { findings } = this.#options;
    if (
      (await atMost(patienceMs, Promise.race([line.drained(), line.closed]))) &&
      line.unanswered.length === 0
    )
      return;
    findings.finding(
      line.closeCode === undefined ? "the server says nothing" : `the server closed with ${line.closeCode}`,
    );
    for (const text of line.unanswered) findings.finding(`never answered: ${text}`);
  }

  async #end(line: FuzzLine, bytes: Buffer): Promise<void> {
    const { findings } = this.#options;
    await atMost(patienceMs, line.sendLast(bytes));
    if (line.closeCode === noText) return;
    findings.finding(`${excerpt(bytes.toString("latin1"))} closed with ${line.closeCode}`);
  }
}
