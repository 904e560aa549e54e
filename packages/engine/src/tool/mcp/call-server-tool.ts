import { ProtocolError } from "@modelcontextprotocol/client";
import type { ToolOutcome, ToolRunContext } from "../tool.ts";
import { SignInNeeded } from "./kit/authorization-fault.ts";
import type { ServerTool } from "./listing/read-tool.ts";
import { type McpConnection, SessionLost } from "./mcp-connection.ts";
import { toToolOutcome } from "./tool-outcome.ts";

/** A call of a server's tool. */
export interface ServerToolCall {
  readonly server: string;
  readonly tool: ServerTool;
  readonly args: unknown;
  readonly run: ToolRunContext;
}

/**
 * Runs a tool of a connected server. Whatever goes wrong becomes a failed outcome that a model can act on;
 * rejects only with `SessionLost`.
 */
export async function callServerTool(
  connection: McpConnection,
  { server, tool, args, run }: ServerToolCall,
): Promise<ToolOutcome> {
  try {
    const answer = await connection.callTool({
      tool,
      args: args as Readonly<Record<string, unknown>>,
      signal: run.signal,
      asking: run,
      onProgress: ({ progress, total, message }) =>
        run.progress({
          progress,
          ...(total === undefined ? {} : { total }),
          ...(message === undefined ? {} : { text: `${connection.redactResult(message)}\n` }),
        }),
    });
    const outcome = toToolOutcome(answer);
    return { ...outcome, result: connection.redactResult(outcome.result) };
  } catch (error) {
    if (error instanceof SessionLost) throw error;
    if (run.signal.aborted) return failed(`${tool.name} was cancelled.`);
    if (error instanceof ProtocolError) {
      return failed(connection.redact(error.message) || `${tool.name} failed with error ${error.code}.`);
    }
    const reason = `The MCP server ${server} ${connection.describe(error)}`;
    if (error instanceof SignInNeeded) {
      return failed(
        `${reason}: ${tool.name} did not run. A person has to open the link in the server's status.`,
      );
    }
    if (connection.lostReason === undefined) return failed(`${reason}.`);
    return failed(
      `${reason}. ${tool.name} was running, and its effect is unknown. Check the current state before retrying. The server is being started again.`,
    );
  }
}

/** A call that did not do what it should, in words for a model. */
export function failed(result: string): ToolOutcome {
  return { result, isError: true };
}
