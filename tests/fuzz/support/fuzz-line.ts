import { once } from "node:events";
import { WebSocket } from "ws";
import { faultOfMessage } from "./check-message.ts";
import { canMatch, describe, type Exchange, excerpt, idOf, keyOf } from "./exchange.ts";
import { expectedAnswers } from "./expected-answers.ts";

/** Receives what comes over a connection. */
export interface LineReport {
  /** Something that must not be. */
  finding(text: string): void;
  /** The result of a request or the params of a notification. */
  came(value: unknown): void;
}

/** A connection that sends anything, knows what each text is owed, and holds what comes against that. */
export class FuzzLine {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  readonly #webSocket: WebSocket;
  readonly #report: LineReport;
  /** What waits for answers, by the ids that they will have. */
  readonly #open = new Map<string, Exchange>();
  #onDrained: (() => void) | undefined;
  #closeCode: number | undefined;

  private constructor(webSocket: WebSocket, report: LineReport) {
    this.#webSocket = webSocket;
    this.#report = report;
    webSocket.on("message", (data: Buffer) => this.#receive(data.toString()));
    // The close that follows says what there is to say.
    webSocket.on("error", () => undefined);
    this.closed = once(webSocket, "close").then(([code]) => {
      this.#closeCode = code;
    });
  }

  static async open(url: string, report: LineReport): Promise<FuzzLine> {
    const webSocket = new WebSocket(url, { perMessageDeflate: false });
    const line = new FuzzLine(webSocket, report);
    await once(webSocket, "open");
    return line;
  }

  /** How the connection ended; undefined while it is open. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  /** The beginning and the end of what has been sent and, judged by ids, not been answered. */
  get unanswered(): readonly string[] {
    return [...this.#open].flatMap(([key, { asked }]) =>
      asked.map(({ sent }) => `${excerpt(key)}: ${excerpt(sent)}`),
    );
  }

  /** Sends a text that the server has to take. */
  send(text: Buffer): void {
    const sent = text.toString();
    const expected = expectedAnswers(sent);
    if (expected.answers.length > 0) {
      const ids = expected.answers.map(({ id }) => id);
      const key = keyOf(expected.isBatch, ids);
      const exchange = this.#open.get(key) ?? { asked: [], answers: [] };
      exchange.asked.push({ ...expected, sent });
      this.#open.set(key, exchange);
    }
    this.#webSocket.send(text, { binary: false });
  }

  /** Sends a text frame at which the connection ends. Resolves when it has. */
  sendLast(bytes: Buffer): Promise<void> {
    this.#webSocket.send(bytes, { binary: false });
    return this.closed;
  }

  /** Resolves when everything that was sent has its answer. */
  async drained(): Promise<void> {
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#onDrained = resolve;
    });
  }

  close(): void {
    this.#webSocket.terminate();
  }

  #receive(text: string): void {
    const value = JSON.parse(text) as unknown;
    const isBatch = Array.isArray(value);
    const messages: readonly unknown[] = isBatch ? value : [value];
    for (const message of messages) {
      const fault = faultOfMessage(message);
      if (fault !== undefined) this.#report.finding(`${excerpt(text)} ${fault}`);
      this.#report.came(
        (message as { params?: unknown; result?: unknown })?.params ??
          (message as { result?: unknown })?.result,
      );
    }
    if (!isNotification(value)) this.#settle(isBatch, messages, text);
    if (this.#open.size === 0) this.#onDrained?.();
  }

  #settle(isBatch: boolean, answers: readonly unknown[], text: string): void {
    const key = keyOf(isBatch, answers.map(idOf));
    const exchange = this.#open.get(key);
    if (exchange === undefined) {
      this.#report.finding(`no one asked for ${excerpt(key)}: ${excerpt(text)}`);
      return;
    }
    exchange.answers.push({ answers, text });
    if (exchange.answers.length < exchange.asked.length) return;
    this.#open.delete(key);
    if (!canMatch(exchange)) this.#report.finding(describe(exchange));
  }
}

function isNotification(message: unknown): boolean {
  return typeof message === "object" && message !== null && "method" in message;
}
