import type { PromptInfo } from "@aiwhisperer/protocol";
import type { GetPromptResult, Prompt } from "@modelcontextprotocol/client";
import type { Clock } from "../../kit/clock.ts";
import { startDeadline } from "../../kit/deadline.ts";
import { EngineFault } from "../../kit/engine-fault.ts";
import type { PromptRequest, PromptSource } from "../prompt-source.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";
import type { McpConnection } from "./mcp-connection.ts";
import type { McpServer } from "./mcp-server.ts";

/** The contract's longest message: what a person may send. */
const MAX_TEXT_LENGTH = 1_000_000;

/** A server that has prompts, as it is connected now. */
interface PromptServer {
  readonly name: string;
  readonly connection: McpConnection;
}

type PromptMessage = GetPromptResult["messages"][number];

/** The prompts of MCP servers, named `server.prompt`. */
export class McpPrompts implements PromptSource {
  readonly #servers: readonly McpServer[];
  readonly #clock: Clock;
  readonly #limits: McpLimits;

  constructor(
    servers: readonly McpServer[],
    { clock, limits }: { readonly clock: Clock; readonly limits: McpLimits },
  ) {
    this.#servers = servers;
    this.#clock = clock;
    this.#limits = limits;
  }

  async listPrompts(): Promise<readonly PromptInfo[]> {
    const lists = await Promise.all(this.#connected().map((server) => this.#listOf(server)));
    return lists.flat();
  }

  async getPrompt({ name, values }: PromptRequest): Promise<string> {
    const server = this.#connected().find((each) => name.startsWith(`${each.name}.`));
    if (server === undefined) {
      throw unavailable(name, "no MCP server of that name that has prompts is connected");
    }
    const { connection } = server;
    const prompt = { name: name.slice(server.name.length + 1), arguments: { ...values } };
    try {
      const { messages } = await this.#inTime((signal) =>
        connection.ask(signal, (client, options) => client.getPrompt(prompt, options)),
      );
      const text = String(connection.redactResult(toText(messages))).toWellFormed();
      return text.slice(0, MAX_TEXT_LENGTH).toWellFormed();
    } catch (error) {
      throw unavailable(name, `the MCP server ${server.name} ${connection.describe(error)}`);
    }
  }

  #connected(): readonly PromptServer[] {
    return this.#servers.flatMap(({ connection, status: { name } }) =>
      connection?.capabilities?.prompts === undefined ? [] : [{ name, connection }],
    );
  }

  /** A server that does not list its prompts has none for now. */
  async #listOf({ name, connection }: PromptServer): Promise<readonly PromptInfo[]> {
    try {
      const { prompts } = await this.#inTime((signal) =>
        connection.ask(signal, (client, options) =>
          client.listPrompts(undefined, { ...options, cacheMode: "refresh" }),
        ),
      );
      return prompts.slice(0, this.#limits.maxMcpPrompts).map((prompt) => toPromptInfo(name, prompt));
    } catch {
      return [];
    }
  }

  async #inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = startDeadline(this.#clock, this.#limits.mcpConnectTimeoutMs);
    try {
      return await work(deadline.signal);
    } finally {
      deadline.end();
    }
  }
}

function toPromptInfo(
  server: string,
  { name, title, description, arguments: declared = [] }: Prompt,
): PromptInfo {
  return {
    name: `${server}.${name}`.toWellFormed(),
    ...(title === undefined ? {} : { title: title.toWellFormed() }),
    ...(description === undefined ? {} : { description: description.toWellFormed() }),
    arguments: declared.map((argument) => ({
      name: argument.name.toWellFormed(),
      ...(argument.description === undefined ? {} : { description: argument.description.toWellFormed() }),
      required: argument.required === true,
    })),
  };
}

/** What a person sends, as one text. Where the prompt has answers as well, each part says whose it is. */
function toText(messages: readonly PromptMessage[]): string {
  const isDialogue = messages.some(({ role }) => role !== "user");
  const parts = messages.map(({ role, content }) => {
    const text = describeContent(content);
    return isDialogue ? `${role === "user" ? "User" : "Assistant"}: ${text}` : text;
  });
  return parts.join("\n\n");
}

function describeContent(content: PromptMessage["content"]): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "resource":
      return "text" in content.resource ? content.resource.text : `[resource: ${content.resource.uri}]`;
    case "resource_link":
      return `[resource link: ${content.uri}]`;
    case "image":
    case "audio":
      return `[${content.type}: ${content.mimeType}]`;
  }
}

function unavailable(prompt: string, reason: string): EngineFault {
  return new EngineFault("prompt_unavailable", { prompt, reason });
}
