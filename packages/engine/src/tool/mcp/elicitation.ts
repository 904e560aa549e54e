import {
  type Client,
  type ElicitRequest,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/client";
import type { ToolAnswer, ToolQuestion, ToolRunContext } from "../tool.ts";

/** What this program says that it can be asked: forms, and links that a person opens. */
export const ELICITATION = { form: {}, url: {} } as const;

/** Asks a person on behalf of a call. */
export type Ask = ToolRunContext["ask"];

/** What the questions of a server need of its connection. */
export interface ElicitationOptions {
  readonly server: string;
  /** What a server says, without its credentials. */
  readonly redact: (value: unknown) => unknown;
}

/**
 * The questions of a server to a person (MCP, Elicitation). A question does not name the call that it is about: it is asked by the newest
 * one that runs on the connection, and cancelled where none does.
 */
export class Elicitation {
  readonly #options: ElicitationOptions;
  /** In the order in which they began. */
  readonly #running = new Set<{ readonly ask: Ask }>();

  constructor(options: ElicitationOptions) {
    this.#options = options;
  }

  /** Answers the questions that come on a connection, whichever revision of the protocol it speaks. */
  serve(client: Client): void {
    client.setRequestHandler("elicitation/create", ({ params }, context) =>
      this.#answer(params, context.mcpReq.signal),
    );
  }

  /** Waits for a call, whose person is asked meanwhile. */
  async during<T>(ask: Ask, call: Promise<T>): Promise<T> {
    const running = { ask };
    this.#running.add(running);
    try {
      return await call;
    } finally {
      this.#running.delete(running);
    }
  }

  async #answer(params: ElicitRequest["params"], signal: AbortSignal): Promise<ElicitResult> {
    const newest = [...this.#running].at(-1);
    if (newest === undefined) return { action: "cancel" };
    const question = this.#toQuestion(params);
    try {
      return toResult(await newest.ask({ ...question, signal }), params.mode === "url");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, reason);
    }
  }

  #toQuestion(params: ElicitRequest["params"]): ToolQuestion {
    const { server, redact } = this.#options;
    const message = String(redact(params.message));
    if (params.mode !== "url") {
      const text = `The MCP server ${server} asks:\n\n${message}`;
      return { text, schema: redact(params.requestedSchema) as object };
    }
    const { href, host } = webAddress(params.url);
    const text = `The MCP server ${server} asks you to open a link at ${host}:\n\n${href}\n\n${message}`;
    return { text, schema: { type: "object", properties: {} } };
  }
}

/** The address of a link, which is shown whole and opened by the person alone. */
function webAddress(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "https:" || parsed?.protocol === "http:") return parsed;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, "The link is no address of the web.");
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
