import { join } from "node:path";
import {
  createAskUserTool,
  createWorkspaceTools,
  DEFAULT_MCP_LIMITS,
  DEFAULT_WORKSPACE_LIMITS,
  type ProgramSandbox,
  type ToolPolicies,
  type ToolPolicy,
  type ToolSource,
} from "@aiwhisperer/engine";
import { errorMessage } from "@aiwhisperer/protocol";
import type { Logger } from "pino";
import type { Config } from "../config/option-table.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost, Environment } from "../kit/command-host.ts";
import { obeyedFiles } from "./obeyed-files.ts";
import { isLogStored } from "./open-log.ts";
import { openSandbox } from "./open-sandbox.ts";
import { pickLimits } from "./pick-limits.ts";
import type { ServerTools } from "./server-tools.ts";

const NO_MCP: Omit<ServerTools, "programs"> = {
  sources: [],
  mcpServers: [],
  start() {},
  onListening() {},
  async close() {},
};

/**
 * Opens the tools of the workspace and of MCP servers. Rejects with a `CommandFailure` that says what is
 * wrong with the folder or the file.
 */
export async function openTools(
  resolved: Pick<ResolvedConfig, "config" | "file">,
  host: CommandHost,
  logger: Logger,
): Promise<ServerTools> {
  const { config } = resolved;
  const { env } = host;
  const programs = await openPrograms(resolved, host);
  const builtIn = config.tools ? [await openWorkspace(config, env, programs)] : [];
  const mcp = await openConfiguredMcp(config, { env, logger, programs });
  return { ...mcp, programs, sources: [...builtIn, ...mcp.sources] };
}

/** The policies of a configuration. */
export function toolPolicies({ readPolicy, writePolicy, executePolicy, toolPolicy }: Config): ToolPolicies {
  const entries = toolPolicy.map((entry) => {
    const end = entry.lastIndexOf("=");
    // The option's form lets nothing else through.
    return [entry.slice(0, end), entry.slice(end + 1) as ToolPolicy] as const;
  });
  return { read: readPolicy, write: writePolicy, execute: executePolicy, tools: new Map(entries) };
}

/** A server that starts no programs needs no sandbox. */
async function openPrograms(
  resolved: Pick<ResolvedConfig, "config" | "file">,
  { env, cwd }: CommandHost,
): Promise<ProgramSandbox> {
  const { config } = resolved;
  if (!config.tools && config.mcpConfig === undefined) return { reason: "" };
  return await openSandbox(config, env, await obeyedFiles(resolved, cwd));
}

async function openWorkspace(
  config: Config,
  environment: Environment,
  programs: ProgramSandbox,
): Promise<ToolSource> {
  const { workspace, dataDir } = config;
  if (workspace === dataDir) {
    throw new CommandFailure(
      `The workspace is the data folder as well (${dataDir}), which is closed to tools. Name another folder with --workspace or --data-dir, or start without tools by --no-tools.`,
    );
  }
  const limits = pickLimits(config, DEFAULT_WORKSPACE_LIMITS);
  try {
    const places = { root: workspace, exclude: [dataDir] };
    const tools = await createWorkspaceTools({ ...places, environment, programs, ...limits });
    const asking = config.askUser ? [createAskUserTool()] : [];
    const sourced = [...tools, ...asking].map((tool) => ({ tool }));
    return { name: "built-in", list: () => sourced };
  } catch (error) {
    throw new CommandFailure(
      `The workspace ${workspace} cannot be used (${errorMessage(error)}). Name another folder with --workspace, or start without tools by --no-tools.`,
      { cause: error },
    );
  }
}

/** The MCP client takes a while to load: a server without MCP servers does without it. */
async function openConfiguredMcp(
  config: Config,
  parts: { readonly env: Environment; readonly logger: Logger; readonly programs: ProgramSandbox },
): Promise<Omit<ServerTools, "programs">> {
  const { env: environment, logger, programs } = parts;
  if (config.mcpConfig === undefined) return NO_MCP;
  const { openMcp } = await import("./open-mcp.ts");
  const limits = pickLimits(config, DEFAULT_MCP_LIMITS);
  return openMcp(config.mcpConfig, {
    environment,
    workspace: config.workspace,
    limits,
    logger,
    programs,
    credentialsFolder: credentialsFolder(config),
  });
}

/** A log in memory ends with the program, and so do credentials. */
function credentialsFolder(config: Config): string | undefined {
  return isLogStored(config) ? join(config.dataDir, "mcp-auth") : undefined;
}
