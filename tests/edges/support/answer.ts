import type { Model, ModelTool, StepPart } from "../../../packages/engine/src/model/model.ts";
import type { ProviderKind } from "../../models/provider-kinds.ts";
import { startSseServer } from "../../models/sse-server.ts";
import { collect, openModel } from "../../models/steps.ts";

/** Tools that the answers of these tests call. */
export const TOOLS: readonly ModelTool[] = ["look", "wipe"].map((name) => ({
  name,
  description: `Tool ${name}.`,
  inputSchema: { type: "object", properties: {} },
}));

/** What a step came to. */
export interface Answer {
  readonly text: string;
  readonly thoughts: string;
  readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly ids: readonly string[];
  /** The finish's reason, or the fault's code. */
  readonly end: string;
  readonly parts: readonly StepPart[];
}

/** Puts the parts of a step together. */
export function toAnswer(parts: readonly StepPart[]): Answer {
  const join = (channel: string): string =>
    parts.map((part) => (part.type === "delta" && part.channel === channel ? part.text : "")).join("");
  const found = parts.flatMap((part) => (part.type === "toolCall" ? [part.call] : []));
  const last = parts.at(-1);
  return {
    text: join("final"),
    thoughts: join("analysis"),
    calls: found.map(({ toolName, arguments: given }) => ({ name: toolName, arguments: given })),
    ids: found.map(({ toolCallId }) => toolCallId),
    end: last?.type === "finish" ? last.reason : last?.type === "fault" ? last.fault.code : "nothing",
    parts,
  };
}

/** How a server answers: the body, and what differs from a plain stream. */
export interface Reply {
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves the connection open after the body. */
  readonly staysOpen?: boolean;
}

/** The answer of a model of the kind whose server replies so. */
export async function ask(kind: ProviderKind, reply: Reply | string): Promise<Answer> {
  return askModel((origin) => openModel(kind, origin), reply);
}

/** The answer of a model that is opened at the server's address. */
export async function askModel(open: (origin: string) => Model, reply: Reply | string): Promise<Answer> {
  const { body, headers, staysOpen = false }: Reply = typeof reply === "string" ? { body: reply } : reply;
  await using server = await startSseServer(({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream", ...headers });
    response.write(body);
    if (!staysOpen) response.end();
  });
  return toAnswer(await collect(open(server.origin), { tools: TOOLS }));
}
