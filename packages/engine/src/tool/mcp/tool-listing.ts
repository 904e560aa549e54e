import type { Confinement } from "@aiwhisperer/protocol";
import type { Tool, ToolEffect, ToolOutcome, ToolRunContext } from "../tool.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";
import { selectionFault, type ToolSelection } from "./kit/tool-filter.ts";
import type { ServerListing } from "./listing/list-server-tools.ts";
import type { LeftOutTool, ServerTool, ToolHints } from "./listing/read-tool.ts";

/** The tools of a server as the engine has them. */
export interface ToolListing {
  readonly tools: readonly Tool[];
  readonly leftOut: readonly LeftOutTool[];
}

/** Runs a server's tool. Never rejects. */
export type CallServerTool = (tool: ServerTool, args: unknown, run: ToolRunContext) => Promise<ToolOutcome>;

/** The server that tools belong to. */
export interface ToolOwner {
  readonly server: string;
  readonly selection: ToolSelection;
  readonly limits: McpLimits;
  /** Longest time of a call. */
  readonly timeoutMs: number;
  /** Whether the operator believes what the server says that its tools do. */
  readonly trustsHints: boolean;
  readonly call: CallServerTool;
  /** What confines the server's process; absent for one that this program does not start. */
  readonly confinement?: Confinement;
}

/** Longest name of a tool, its server's included. */
const MAX_NAME_LENGTH = 128;

/**
 * Makes the engine's tools, named `server.tool`, of what a server lists. Each tool that is left out has its
 * reason.
 */
export function toToolListing(listing: ServerListing, owner: ToolOwner): ToolListing {
  const tools = new Map<string, Tool>();
  const leftOut: LeftOutTool[] = [];
  for (const tool of listing.tools) {
    const name = `${owner.server}.${tool.name}`;
    const reason = selectionFault(owner.selection, tool.name) ?? reasonToLeaveOut(name, tools, owner.limits);
    if (reason === undefined) tools.set(name, toTool(name, tool, owner));
    else leftOut.push({ name: tool.name.slice(0, MAX_NAME_LENGTH), reason });
  }
  return { tools: [...tools.values()], leftOut: [...leftOut, ...listing.leftOut] };
}

function reasonToLeaveOut(
  name: string,
  tools: ReadonlyMap<string, Tool>,
  { maxMcpTools }: McpLimits,
): string | undefined {
  if (name.length > MAX_NAME_LENGTH)
    return `its name is too long: ${name.length} characters with the server's, more than ${MAX_NAME_LENGTH}`;
  if (tools.has(name)) return "another tool of the server has the same name";
  if (tools.size >= maxMcpTools) return `the server has more than ${maxMcpTools} tools (limit maxMcpTools)`;
  return undefined;
}

function toTool(name: string, listed: ServerTool, owner: ToolOwner): Tool {
  const { server, timeoutMs, trustsHints, call, confinement } = owner;
  const { title, description, inputSchema, hints } = listed;
  return {
    name,
    description: description ?? title ?? hints.title ?? `${listed.name} of the MCP server ${server}`,
    inputSchema,
    hints,
    effect: trustsHints ? toEffect(hints) : "execute",
    isRepeatable: trustsHints && (hints.readOnlyHint === true || hints.idempotentHint === true),
    timeoutMs,
    ...(confinement === undefined ? {} : { confinement }),
    run: (args, run) => call(listed, args, run),
  };
}

/**
 * The effect that a server's hints indicate (MCP, Tools, ToolAnnotations). Missing hints have the defaults of
 * the specification: the tool may be destructive and reach beyond the server. Only a tool that declares
 * neither is a write.
 */
function toEffect({ readOnlyHint, destructiveHint, openWorldHint }: ToolHints): ToolEffect {
  if (readOnlyHint === true) return "read";
  return destructiveHint === false && openWorldHint === false ? "write" : "execute";
}
