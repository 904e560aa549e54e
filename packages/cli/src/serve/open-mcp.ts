import { readFile } from "node:fs/promises";
import type { McpLimits } from "@aiwhisperer/engine";
import {
  FileAuthorizationStore,
  McpConfigFault,
  type McpServerStatus,
  McpServers,
  MemoryAuthorizationStore,
  parseMcpConfig,
} from "@aiwhisperer/engine/mcp";
import { SIGN_IN_CALLBACK_PATH } from "@aiwhisperer/server";
import type { Logger } from "pino";
import { CommandFailure } from "../command-failure.ts";
import type { Environment } from "../command-host.ts";
import { errorMessage } from "../error-message.ts";
import type { ServerTools } from "./server-tools.ts";

/** What MCP servers run with. */
interface McpSurroundings {
  readonly environment: Environment;
  readonly limits: McpLimits;
  readonly logger: Logger;
  /** Where credentials for servers are kept. Default: in memory. */
  readonly credentialsFolder: string | undefined;
}

/** Reads the MCP servers of a file; nothing is started yet. Rejects with a `CommandFailure` that has everything that is wrong with it. */
export async function openMcp(
  path: string,
  { environment, limits, logger, credentialsFolder }: McpSurroundings,
): Promise<ServerTools> {
  const redirectUrl = Promise.withResolvers<string>();
  const store =
    credentialsFolder === undefined
      ? new MemoryAuthorizationStore()
      : new FileAuthorizationStore(credentialsFolder);
  const servers = parse(path, await readText(path), environment);
  const mcp = new McpServers({
    servers,
    environment,
    limits,
    signIn: { store, redirectUrl: redirectUrl.promise },
    onStatus: (status) => logStatus(logger, status),
  });
  return {
    sources: mcp.sources,
    prompts: mcp.prompts,
    mcpServers: servers.flatMap(({ kind, name }) => (kind === "disabled" ? [] : [name])),
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

function parse(path: string, text: string, environment: Environment): ReturnType<typeof parseMcpConfig> {
  try {
    return parseMcpConfig(text, environment);
  } catch (error) {
    if (!(error instanceof McpConfigFault)) throw error;
    const lines = error.message.split("\n").map((line) => `${path}: ${line}`);
    throw new CommandFailure(lines.join("\n"), { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CommandFailure(`${path}: the MCP servers cannot be read (${errorMessage(error)}).`, {
      cause: error,
    });
  }
}
