import type { Tool as ListedTool, ToolAnnotations } from "@modelcontextprotocol/client";
import type { Tool, ToolEffect, ToolOutcome, ToolRunContext } from "../tool.ts";
import type { McpLimits } from "./mcp-limits.ts";

/** A listed tool that is not offered, and why. */
export interface LeftOutTool {
  readonly name: string;
  readonly reason: string;
}

/** The tools of a server as the engine has them. */
export interface ToolListing {
  readonly tools: readonly Tool[];
  readonly leftOut: readonly LeftOutTool[];
}

/** Runs a server's tool by the name that the server gave it. Never rejects. */
export type CallServerTool = (name: string, args: unknown, run: ToolRunContext) => Promise<ToolOutcome>;

/** Whose tools they are. */
export interface ToolOwner {
  readonly server: string;
  readonly limits: McpLimits;
  readonly call: CallServerTool;
}

const TOOL_NAME = /^[\w.-]{1,128}$/;

/** Makes the engine's tools, named `server.tool`, of what a server lists. A tool whose name no model could be given is left out. */
export function toToolListing(listed: readonly ListedTool[], owner: ToolOwner): ToolListing {
  const tools = new Map<string, Tool>();
  const leftOut: LeftOutTool[] = [];
  for (const tool of listed) {
    const name = `${owner.server}.${tool.name}`;
    const reason = reasonNotToOffer(tool) ?? reasonToLeaveOut(name, tools, owner.limits);
    if (reason === undefined) tools.set(name, toTool(name, tool, owner));
    else leftOut.push({ name: tool.name.slice(0, 128), reason });
  }
  return { tools: [...tools.values()], leftOut };
}

function reasonNotToOffer({ execution }: ListedTool): string | undefined {
  return execution?.taskSupport === "required" ? "it runs as a task only, which is not supported" : undefined;
}

function reasonToLeaveOut(
  name: string,
  tools: ReadonlyMap<string, Tool>,
  { maxMcpTools }: McpLimits,
): string | undefined {
  if (!TOOL_NAME.test(name))
    return "the name has characters other than letters, digits, _, - and ., or is too long";
  if (tools.has(name)) return "another tool of the server has the same name";
  if (tools.size >= maxMcpTools) return `the server has more than ${maxMcpTools} tools (limit maxMcpTools)`;
  return undefined;
}

function toTool(name: string, listed: ListedTool, { server, limits, call }: ToolOwner): Tool {
  const { title, description, inputSchema, annotations = {} } = listed;
  return {
    name,
    description: description ?? title ?? annotations.title ?? `${listed.name} of the MCP server ${server}`,
    inputSchema,
    effect: toEffect(annotations),
    isRepeatable: annotations.readOnlyHint === true || annotations.idempotentHint === true,
    timeoutMs: limits.mcpCallTimeoutMs,
    run: (args, run) => call(listed.name, args, run),
  };
}

/**
 * The effect that a server's hints stand for (MCP, Tools, ToolAnnotations). Hints that are missing count as the specification says: it may destroy
 * and reach beyond the server. Only what says that it does neither is a write; who configures a server trusts its hints.
 */
function toEffect({ readOnlyHint, destructiveHint, openWorldHint }: ToolAnnotations): ToolEffect {
  if (readOnlyHint === true) return "read";
  return destructiveHint === false && openWorldHint === false ? "write" : "execute";
}
