import { ProtocolError } from "@modelcontextprotocol/client";
import type { ToolOutcome, ToolRunContext } from "../tool.ts";
import { SignInNeeded } from "./authorization/authorization-fault.ts";
import { type McpConnection, SessionLost } from "./mcp-connection.ts";
import { toToolOutcome } from "./tool-outcome.ts";

/** A call of a server's tool, with what it tells on its way. */
export interface ServerToolCall {
  readonly server: string;
  /** The tool's name as the server knows it. */
  readonly tool: string;
  readonly args: unknown;
  readonly run: ToolRunContext;
}

/** Runs a tool of a connected server. Whatever goes wrong becomes a failed outcome that a model can act on; rejects only with `SessionLost`. */
export async function callServerTool(
  connection: McpConnection,
  { server, tool, args, run }: ServerToolCall,
): Promise<ToolOutcome> {
  try {
    const result = await connection.callTool({
      name: tool,
      args: args as Readonly<Record<string, unknown>>,
      signal: run.signal,
      onProgress: ({ progress, total, message }) =>
        run.progress({
          progress,
          ...(total === undefined ? {} : { total }),
          ...(message === undefined ? {} : { text: `${connection.redactResult(message)}\n` }),
        }),
    });
    const outcome = toToolOutcome(result);
    return { ...outcome, result: connection.redactResult(outcome.result) };
  } catch (error) {
    if (error instanceof SessionLost) throw error;
    if (run.signal.aborted) return failed(`${tool} was cancelled.`);
    if (error instanceof ProtocolError) return failed(connection.redact(error.message));
    const reason = `The MCP server ${server} ${connection.describe(error)}`;
    if (error instanceof SignInNeeded) {
      return failed(`${reason}: ${tool} did not run. A person has to open the link in the server's status.`);
    }
    if (connection.lostReason === undefined) return failed(`${reason}.`);
    return failed(
      `${reason}. That was while ${tool} ran, so that nobody knows what it has done: find out how things stand first. The server is being started again.`,
    );
  }
}

/** A call that did not do what it should, in words for a model. */
export function failed(result: string): ToolOutcome {
  return { result, isError: true };
}
