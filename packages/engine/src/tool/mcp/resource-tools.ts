import type { ReadResourceResult, Resource, ResourceTemplateType } from "@modelcontextprotocol/client";
import type { SourcedTool, Tool, ToolOutcome, ToolRunContext, ToolSource } from "../tool.ts";
import { failed } from "./call-server-tool.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";
import type { McpConnection } from "./mcp-connection.ts";
import type { McpServer } from "./mcp-server.ts";

const SERVER = { type: "string", description: "Name of the MCP server." };
/** Descriptions are help for a choice; the resource itself says the rest. */
const MAX_DESCRIPTION_LENGTH = 200;

/** A server that has resources, as it is connected now. */
interface ResourceServer {
  readonly name: string;
  readonly connection: McpConnection;
}

/**
 * Tools by which models list and read the resources of MCP servers. They are offered while a server with
 * resources is connected.
 */
export class ResourceTools implements ToolSource {
  readonly name = "mcp";
  readonly #servers: readonly McpServer[];
  readonly #tools: readonly SourcedTool[];

  constructor(servers: readonly McpServer[], limits: McpLimits) {
    this.#servers = servers;
    const shared = { effect: "read", isRepeatable: true, timeoutMs: limits.mcpCallTimeoutMs } as const;
    const list: Tool = {
      ...shared,
      name: "list_mcp_resources",
      description:
        "Lists the resources of connected MCP servers: files, records and other data that they offer to be read.",
      inputSchema: { type: "object", properties: { server: SERVER } },
      run: (args, run) => this.#list(args as { server?: string }, run),
    };
    const read: Tool = {
      ...shared,
      name: "read_mcp_resource",
      description:
        "Reads a resource of an MCP server, as list_mcp_resources names it or made from one of its templates.",
      inputSchema: {
        type: "object",
        properties: { server: SERVER, uri: { type: "string", description: "URI of the resource." } },
        required: ["server", "uri"],
      },
      run: (args, run) => this.#read(args as { server: string; uri: string }, run),
    };
    this.#tools = [{ tool: list }, { tool: read }];
  }

  list(): readonly SourcedTool[] {
    return this.#connected().length === 0 ? [] : this.#tools;
  }

  #connected(): readonly ResourceServer[] {
    return this.#servers.flatMap(({ connection, status: { name } }) =>
      connection?.capabilities?.resources === undefined ? [] : [{ name, connection }],
    );
  }

  async #list({ server }: { readonly server?: string }, run: ToolRunContext): Promise<ToolOutcome> {
    const servers = this.#connected().filter(({ name }) => server === undefined || name === server);
    if (servers.length === 0) return this.#unknown(server ?? "");
    const lists = await Promise.all(servers.map((each) => describeResources(each, run.signal)));
    return {
      result: lists.map(({ text }) => text).join("\n\n"),
      isError: lists.every(({ isError }) => isError),
    };
  }

  async #read(
    { server, uri }: { readonly server: string; readonly uri: string },
    { signal }: ToolRunContext,
  ): Promise<ToolOutcome> {
    const found = this.#connected().find(({ name }) => name === server);
    if (found === undefined) return this.#unknown(server);
    const { connection } = found;
    try {
      const answer = await connection.ask(signal, (client, options) => client.readResource({ uri }, options));
      const text = answer.contents.map(describeContents).join("\n");
      return { result: connection.redactResult(text), isError: false };
    } catch (error) {
      return failed(`The MCP server ${server} ${connection.describe(error)}.`);
    }
  }

  #unknown(server: string): ToolOutcome {
    const names = this.#connected().map(({ name }) => name);
    return failed(
      `No connected MCP server ${server} has resources. Servers with resources: ${names.join(", ")}.`,
    );
  }
}

interface Described {
  readonly text: string;
  readonly isError: boolean;
}

async function describeResources(
  { name, connection }: ResourceServer,
  signal: AbortSignal,
): Promise<Described> {
  try {
    const { resources } = await connection.ask(signal, (client, options) =>
      client.listResources(undefined, { ...options, cacheMode: "refresh" }),
    );
    const templates = await listTemplates(connection, signal);
    const lines = [...resources.map(describeResource), ...templates.map(describeTemplate)];
    const text = [`Server ${name}:`, ...(lines.length === 0 ? ["(none)"] : lines)].join("\n");
    return { text: String(connection.redactResult(text)), isError: false };
  } catch (error) {
    return { text: `Server ${name} ${connection.describe(error)}.`, isError: true };
  }
}

/** Templates are optional: a server that does not know the method has none. */
async function listTemplates(
  connection: McpConnection,
  signal: AbortSignal,
): Promise<readonly ResourceTemplateType[]> {
  try {
    const { resourceTemplates } = await connection.ask(signal, (client, options) =>
      client.listResourceTemplates(undefined, { ...options, cacheMode: "refresh" }),
    );
    return resourceTemplates;
  } catch (error) {
    if (connection.lostReason !== undefined || signal.aborted) throw error;
    return [];
  }
}

function describeResource({ uri, name, title, mimeType, size, description }: Resource): string {
  const facts = [mimeType, size === undefined ? undefined : `${size} bytes`].filter(
    (fact) => fact !== undefined,
  );
  return `- ${uri} (${[title ?? name, ...facts].join(", ")})${shorten(description)}`;
}

function describeTemplate({ uriTemplate, name, title, mimeType, description }: ResourceTemplateType): string {
  const facts = mimeType === undefined ? [] : [mimeType];
  return `- template ${uriTemplate} (${[title ?? name, ...facts].join(", ")})${shorten(description)}`;
}

function shorten(description: string | undefined): string {
  const line = description?.replace(/\s+/g, " ").trim() ?? "";
  if (line === "") return "";
  return line.length <= MAX_DESCRIPTION_LENGTH ? `: ${line}` : `: ${line.slice(0, MAX_DESCRIPTION_LENGTH)}…`;
}

/** A text as it is; data that is none is named with its type and size. */
function describeContents(contents: ReadResourceResult["contents"][number]): string {
  if ("text" in contents) return contents.text;
  const size = Buffer.byteLength(contents.blob, "base64");
  return `[${contents.uri}: ${contents.mimeType ?? "unknown type"}, ${size} bytes]`;
}
