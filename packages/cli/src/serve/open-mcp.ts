import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import type { McpLimits, ProgramSandbox } from "@aiwhisperer/engine";
import {
  type ConfigPlaces,
  FileAuthorizationStore,
  McpConfigFault,
  type McpServerConfig,
  type McpServerStatus,
  McpServers,
  MemoryAuthorizationStore,
  parseMcpConfig,
} from "@aiwhisperer/engine/mcp";
import { errorMessage } from "@aiwhisperer/protocol";
import { SIGN_IN_CALLBACK_PATH } from "@aiwhisperer/server";
import type { Logger } from "pino";
import { CommandFailure } from "../kit/command-failure.ts";
import type { Environment } from "../kit/command-host.ts";
import type { ServerTools } from "./server-tools.ts";

/** What MCP servers run with. */
interface McpSurroundings {
  readonly environment: Environment;
  /** `${workspaceFolder}` of a configuration. */
  readonly workspace: string;
  readonly limits: McpLimits;
  readonly logger: Logger;
  /** The sandbox of servers that are to run in one. */
  readonly programs: ProgramSandbox;
  /** Where credentials for servers are kept. Default: in memory. */
  readonly credentialsFolder: string | undefined;
}

/**
 * Reads the MCP servers of a file; nothing is started yet. Rejects with a `CommandFailure` that has
 * everything that is wrong with it.
 */
export async function openMcp(
  path: string,
  { environment, workspace, limits, logger, programs, credentialsFolder }: McpSurroundings,
): Promise<Omit<ServerTools, "programs">> {
  const redirectUrl = Promise.withResolvers<string>();
  const store =
    credentialsFolder === undefined
      ? new MemoryAuthorizationStore()
      : new FileAuthorizationStore(credentialsFolder);
  const places = { environment, workspace, home: environment.HOME ?? homedir() };
  const servers = parse(path, await readText(path), places);
  warn(servers, logger);
  const mcp = new McpServers({
    servers,
    environment,
    limits,
    programs,
    signIn: { store, redirectUrl: redirectUrl.promise },
    onStatus: (status) => logStatus(logger, status),
  });
  return {
    sources: mcp.sources,
    prompts: mcp.prompts,
    toolServers: mcp,
    mcpServers: servers.flatMap(({ kind, name }) => (kind === "stdio" || kind === "http" ? [name] : [])),
    start: () => mcp.start(),
    onListening: (baseUrl) => redirectUrl.resolve(new URL(SIGN_IN_CALLBACK_PATH, baseUrl).href),
    completeSignIn: (params) => mcp.completeSignIn(params),
    close: () => mcp.close(),
  };
}

function logStatus(logger: Logger, status: McpServerStatus): void {
  const { state } = status;
  const level = state === "failed" || state === "sign-in" ? "warn" : "info";
  const text = state === "sign-in" ? "an MCP server needs a sign-in" : "an MCP server has changed";
  logger[level]({ mcpServer: status }, text);
}

/** Names, in the log, entries that cannot be used and members that have no effect. */
function warn(servers: readonly McpServerConfig[], logger: Logger): void {
  for (const server of servers) {
    if (server.kind === "disabled") continue;
    const { name } = server;
    const problems = server.kind === "invalid" ? server.problems : [];
    const warnings = server.kind === "invalid" ? [] : (server.warnings ?? []);
    if (problems.length > 0)
      logger.error({ mcpServer: { name, problems } }, "an MCP server is not configured correctly");
    if (warnings.length > 0)
      logger.warn({ mcpServer: { name, warnings } }, "parts of an MCP server's configuration have no effect");
  }
}

function parse(path: string, text: string, places: ConfigPlaces): readonly McpServerConfig[] {
  try {
    return parseMcpConfig(text, places.environment, places);
  } catch (error) {
    if (!(error instanceof McpConfigFault)) throw error;
    const lines = error.message.split("\n").map((line) => `${path}: ${line}`);
    throw new CommandFailure(lines.join("\n"), { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return decode(await readFile(path));
  } catch (error) {
    throw new CommandFailure(`${path}: the MCP servers cannot be read (${errorMessage(error)}).`, {
      cause: error,
    });
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so: some shells of Windows write it. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
