import { readFile } from "node:fs/promises";
import type { McpLimits } from "@aiwhisperer/engine";
import { McpConfigFault, McpServers, parseMcpConfig } from "@aiwhisperer/engine/mcp";
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
}

/** Reads the MCP servers of a file; nothing is started yet. Rejects with a `CommandFailure` that has everything that is wrong with it. */
export async function openMcp(
  path: string,
  { environment, limits, logger }: McpSurroundings,
): Promise<ServerTools> {
  const servers = parse(path, await readText(path), environment);
  const mcp = new McpServers({
    servers,
    environment,
    limits,
    onStatus: (status) => {
      const level = status.state === "failed" ? "warn" : "info";
      logger[level]({ mcpServer: status }, "an MCP server has changed");
    },
  });
  return {
    sources: mcp.sources,
    mcpServers: servers.flatMap(({ kind, name }) => (kind === "disabled" ? [] : [name])),
    start: () => mcp.start(),
    close: () => mcp.close(),
  };
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
