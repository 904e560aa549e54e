import { AsyncLocalStorage } from "node:async_hooks";
import { errorMessage } from "@aiwhisperer/protocol";
import {
  type Client,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/client";
import type { ToolAnswer, ToolRunContext } from "../../tool.ts";
import { carriedQuestion } from "../wire/carry-answers.ts";
import { readElicitation } from "./read-elicitation.ts";

/** What this program says that it can be asked: forms, and links that a person opens. */
export const ELICITATION = { form: {}, url: {} } as const;

/** A call whose person can be asked. */
export type AskingCall = Pick<ToolRunContext, "sessionId" | "ask">;

/** What the questions of a server need of its connection. */
export interface ElicitationOptions {
  readonly server: string;
  /** What a server says, without its credentials. */
  readonly redact: (value: unknown) => unknown;
}

/**
 * The questions of a server to a person (MCP, Elicitation). A question belongs to the call whose answer it
 * came in. One that came over stdio names no call: the newest one asks, unless calls of several sessions run,
 * for a question must not reach the screens of another session. Where no call runs it is cancelled.
 */
export class Elicitation {
  readonly #options: ElicitationOptions;
  /** In the order in which they began. */
  readonly #running = new Set<AskingCall>();
  /** The call whose answer is being read. */
  readonly #current = new AsyncLocalStorage<AskingCall>();

  constructor(options: ElicitationOptions) {
    this.#options = options;
  }

  /** Answers the questions that come as requests, as those of servers up to revision 2025-11-25 do. */
  serve(client: Client): void {
    client.setRequestHandler("elicitation/create", async ({ params }, { mcpReq }) => {
      // Later ones ask in the results of calls. What the library hands on here belongs to no call of a tool.
      const call = client.getProtocolEra() === "modern" ? undefined : this.#callOfQuestion();
      if (call === undefined) return { action: "cancel" };
      return this.answer(call, carriedQuestion(params), mcpReq.signal);
    });
  }

  /** Makes a call, whose person is asked meanwhile. */
  async during<T>({ sessionId, ask }: AskingCall, call: () => Promise<T>): Promise<T> {
    const running: AskingCall = { sessionId, ask };
    this.#running.add(running);
    try {
      return await this.#current.run(running, call);
    } finally {
      this.#running.delete(running);
    }
  }

  /** Asks the person of a call. Rejects with a `ProtocolError` that says why the question cannot be asked. */
  async answer({ ask }: AskingCall, params: unknown, signal: AbortSignal): Promise<ElicitResult> {
    const { server, redact } = this.#options;
    const { question, isLink } = readElicitation(server, redact(params));
    try {
      return toResult(await ask({ ...question, signal }), isLink);
    } catch (error) {
      const reason = errorMessage(error);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, reason);
    }
  }

  #callOfQuestion(): AskingCall | undefined {
    const current = this.#current.getStore();
    if (current !== undefined && this.#running.has(current)) return current;
    const running = [...this.#running];
    if (new Set(running.map(({ sessionId }) => sessionId)).size > 1) {
      const reason = "Calls of several sessions are running, and the question does not say which one asks.";
      throw new ProtocolError(ProtocolErrorCode.InvalidRequest, reason);
    }
    return running.at(-1);
  }
}

function toResult(answer: ToolAnswer, isLink: boolean): ElicitResult {
  switch (answer.kind) {
    case "answered":
      return isLink
        ? { action: "accept" }
        : { action: "accept", content: answer.answer as NonNullable<ElicitResult["content"]> };
    case "declined":
      return { action: "decline" };
    case "cancelled":
      return { action: "cancel" };
  }
}
