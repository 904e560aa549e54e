import { once } from "node:events";
import { WebSocket } from "ws";
import { faultOfMessage } from "./check-message.ts";
import { type ExpectedAnswer, type ExpectedAnswers, expectedAnswers } from "./expected-answers.ts";

/** What a line tells of what comes over it. */
export interface LineReport {
  /** Something that must not be. */
  finding(text: string): void;
  /** The result of a request or the params of a notification. */
  came(value: unknown): void;
}

/** Texts with the same ids, and the answers that have come for them. */
interface Exchange {
  readonly asked: (ExpectedAnswers & { readonly sent: string })[];
  readonly answers: { readonly answers: readonly unknown[]; readonly text: string }[];
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

  /** How the connection ended; undefined while it stands. */
  get closeCode(): number | undefined {
    return this.#closeCode;
  }

  /** The beginning and the end of what has been sent and, as far as ids tell it, not been answered. */
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
      this.#report.finding(`nobody asked for ${excerpt(key)}: ${excerpt(text)}`);
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

/** As much of a text as a person wants to see. */
export function excerpt(text: string): string {
  return text.length <= 1_000 ? text : `${text.slice(0, 500)} … ${text.slice(-400)} (${text.length} units)`;
}

/** The answers of a batch may stand in any order (section 6). */
function keyOf(isBatch: boolean, ids: readonly string[]): string {
  return isBatch ? `[${[...ids].sort()}]` : String(ids[0]);
}

/** Whether each text can have got one of the answers: which of those with the same id it got, nobody can tell. */
function canMatch({ asked, answers }: Exchange): boolean {
  return matches(asked, answers, (text, answer) =>
    matches(text.answers, answer.answers, (expected, each) => isRight(expected, each)),
  );
}

/** Whether there is an order of the second list in which each fits the one in its place in the first: Kuhn's way to find a matching. */
function matches<A, B>(first: readonly A[], second: readonly B[], fits: (a: A, b: B) => boolean): boolean {
  const taken = new Map<B, A>();
  const place = (a: A, tried: Set<B>): boolean =>
    second.some((b) => {
      if (tried.has(b) || !fits(a, b)) return false;
      tried.add(b);
      const holder = taken.get(b);
      if (holder !== undefined && !place(holder, tried)) return false;
      taken.set(b, a);
      return true;
    });
  return first.length === second.length && first.every((a) => place(a, new Set()));
}

function isRight({ id, codes, isResult }: ExpectedAnswer, answer: unknown): boolean {
  const {
    id: answered,
    result,
    error,
  } = answer as {
    readonly id: unknown;
    readonly result?: unknown;
    readonly error?: { readonly code: number };
  };
  if (JSON.stringify(answered) !== id) return false;
  return error === undefined ? isResult?.(result) === true : codes.has(error.code);
}

/** The answers that are right for nothing that was asked, each with what was asked under its id. */
function describe({ asked, answers }: Exchange): string {
  const expected = asked.flatMap((text) => text.answers);
  const wrong = answers
    .flatMap((text) => text.answers)
    .filter((answer) => !expected.some((each) => isRight(each, answer)));
  const ids = new Set(wrong.map(idOf));
  const members = asked.flatMap(({ sent }) => parse(sent));
  const requests = members.filter((member) => ids.has(idOf(member)));
  return `${requests.map(toExcerpt).join(" and ")} got ${wrong.map(toExcerpt).join(" and ") || "too much"}`;
}

/** The value of a text, or the text itself where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function idOf(message: unknown): string {
  return JSON.stringify((message as { readonly id?: unknown } | null)?.id) ?? "none";
}

function toExcerpt(value: unknown): string {
  return excerpt(JSON.stringify(value));
}
