import { text as readText } from "node:stream/consumers";
import type { Client } from "@aiwhisperer/client";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { connect } from "../terminal/connect.ts";
import { reportConnection } from "../terminal/connection-notes.ts";
import { explainFailure } from "../terminal/failure-text.ts";
import type { ServerAddress } from "../terminal/server-address.ts";
import { shownText } from "../terminal/terminal-text.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { openInputHistory } from "./input-history.ts";
import { InteractiveChat } from "./interactive-chat.ts";
import { openSession, sendOnce } from "./one-shot.ts";

/** What the terminal client was asked to do. */
export interface ChatRequest {
  readonly address: ServerAddress;
  /** Message of the command line; empty where there is none. */
  readonly message: string;
  /** Session to go on with. Default: a new one. */
  readonly sessionId?: string | undefined;
  /** Model of a new session. Default: the server's. */
  readonly model?: string | undefined;
  /** Whether the input is lines of a conversation although it is no terminal. */
  readonly isInteractive: boolean;
  /** Decides about tool calls beforehand. Default: a person is asked. */
  readonly rule?: ApproveRule | undefined;
}

/**
 * Talks to a server, and resolves with the exit code. Rejects with a `CommandFailure` where there is no
 * server, session or message.
 */
export async function chat(request: ChatRequest, host: CommandHost): Promise<number> {
  const { address, message: given, isInteractive } = request;
  const hasPrompt = given === "" && (host.stdin.isTTY === true || isInteractive);
  const message = given === "" && !hasPrompt ? await readMessage(host) : given;
  const onFault = (error: unknown) => void host.stderr.write(`${explainFailure(error) ?? String(error)}\n`);
  const client = await connect(address, { env: host.env, onFault });
  try {
    const { rule } = request;
    const history = openInputHistory(address.url, host.env);
    if (hasPrompt) return await talk(new InteractiveChat(client, host, { rule, history }), request);
    return await answer(client, { ...request, message }, host);
  } finally {
    client.close();
  }
}

async function answer(client: Client, request: ChatRequest, host: CommandHost): Promise<number> {
  const stopTelling = reportConnection(client.connection, (text) =>
    host.stderr.write(`${shownText(text)}\n`),
  );
  try {
    const session = await openSession(client, request);
    return await sendOnce({ session, message: request.message, rule: request.rule }, host);
  } finally {
    stopTelling();
  }
}

async function talk(conversation: InteractiveChat, request: ChatRequest): Promise<number> {
  try {
    return await conversation.run(request);
  } catch (error) {
    const text = explainFailure(error);
    if (text === undefined) throw error;
    throw new CommandFailure(text, { cause: error });
  }
}

async function readMessage({ stdin }: CommandHost): Promise<string> {
  const message = (await readText(stdin)).trimEnd();
  if (message !== "") return message;
  throw new CommandFailure(
    "There is no message: give one as an argument or pipe one in, or start aiwhisperer chat at a terminal.",
  );
}
