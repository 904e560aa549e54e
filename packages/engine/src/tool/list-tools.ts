import { type SessionParams, ToolExecutor, type ToolInfo } from "@aiwhisperer/protocol";
import { type ClientToolDescription, describeClientTools } from "./client-tool.ts";
import type { ClientToolOffers } from "./client-tool-offers.ts";
import { chooseOffered } from "./offered-tools.ts";
import type { ToolDescription } from "./tool.ts";
import { policyOf, type ToolPolicies, toWireEffect, toWirePolicy } from "./tool-policy.ts";
import type { ToolRegistry } from "./tool-registry.ts";

/** What tools are listed from. */
export interface ToolSurroundings {
  readonly tools: {
    readonly registry: ToolRegistry;
    readonly policies: ToolPolicies;
    readonly clientOffers: ClientToolOffers;
  };
  readonly limits: { readonly clientToolTimeoutMs: number; readonly maxOfferedTools: number };
}

/** The session whose clients' tools are meant. */
export interface ToolSession {
  readonly sessionId: string;
  readonly params: SessionParams;
}

/** Tools that clients of a session run: those that it was started with, and those that are offered now. */
export function clientToolsOf(
  { tools, limits }: ToolSurroundings,
  { sessionId, params }: ToolSession,
): readonly ClientToolDescription[] {
  const offered = tools.clientOffers.of(sessionId).flatMap((offer) => offer.tools);
  return describeClientTools([...(params.tools ?? []), ...offered], limits.clientToolTimeoutMs);
}

/**
 * The list of tools for clients: those of the server, and those of a session's clients that no tool of the
 * server hides.
 */
export function listTools(surroundings: ToolSurroundings, session?: ToolSession): readonly ToolInfo[] {
  const { registry, policies } = surroundings.tools;
  const { maxOfferedTools } = surroundings.limits;
  const own = registry.list();
  const clientTools = session === undefined ? [] : clientToolsOf(surroundings, session);
  const { leftOut } = chooseOffered(own, clientTools, { policies, maxOfferedTools });
  const names = new Set(own.map(({ tool }) => tool.name));
  const ofServer = own.map(({ tool, source, unusable }) => {
    const reason = unusable ?? (leftOut.has(tool.name) ? describeExcess(maxOfferedTools) : undefined);
    return {
      ...describe(tool, policies),
      executor: ToolExecutor.Server,
      source,
      usable: reason === undefined,
      ...(reason === undefined ? {} : { reason }),
      ...(tool.confinement === undefined ? {} : { confinement: tool.confinement }),
    };
  });
  if (session === undefined) return ofServer;
  const ofClients = clientTools
    .filter(({ name }) => !names.has(name))
    .map((tool) => ({ ...describe(tool, policies), ...availability(surroundings, session, tool.name) }));
  return [...ofServer, ...ofClients];
}

function describeExcess(maxOfferedTools: number): string {
  const remedy = "Exclude tools in the configuration of their MCP servers, or deny them with --tool-policy.";
  return `Models are offered at most ${maxOfferedTools} tools (limit maxOfferedTools), and this one is left out. ${remedy}`;
}

function describe(tool: ToolDescription, policies: ToolPolicies) {
  const { name, description, inputSchema, effect } = tool;
  const policy = toWirePolicy(policyOf(policies, tool));
  return { name, description, inputSchema, effect: toWireEffect(effect), policy };
}

function availability({ tools }: ToolSurroundings, { sessionId }: ToolSession, toolName: string) {
  const isOffered = tools.clientOffers
    .of(sessionId)
    .some((offer) => offer.tools.some(({ name }) => name === toolName));
  const missing = isOffered ? {} : { reason: "No client that is connected now offers it." };
  return { executor: ToolExecutor.Client, source: "client", usable: isOffered, ...missing };
}
