import { fromJsonSchema, McpServer, type McpServerFactory } from "@modelcontextprotocol/server";

/** What happens in the servers of a factory. */
export interface CurrentServerEvents {
  /** Called when a `wait` begins, with the signal that its cancellation aborts. */
  readonly onWait?: (signal: AbortSignal) => void;
  /** Whether `late` is among the tools. */
  readonly hasLate?: () => boolean;
}

/**
 * Makes MCP servers with the library of those who specify the protocol; it speaks revision 2026-07-28, and
 * older ones where it is asked to.
 */
export function currentServers({ onWait, hasLate }: CurrentServerEvents = {}): McpServerFactory {
  return ({ era }) => {
    const server = new McpServer(
      { name: "current", version: "1.0.0" },
      { instructions: "Say hello first.", capabilities: { tools: { listChanged: true } } },
    );
    const inputSchema = fromJsonSchema<{ text: string }>({
      type: "object",
      properties: { text: { type: "string" } },
      required: ["text"],
    });
    const echo = { description: "Echoes", inputSchema };
    server.registerTool("echo", echo, ({ text }) => ({
      content: [{ type: "text", text: `${era}: ${text}` }],
    }));
    server.registerTool("steps", { description: "Counts" }, async (context) => {
      const { progressToken } = context.mcpReq._meta ?? {};
      for (const progress of [1, 2]) {
        if (progressToken === undefined) continue;
        const params = { progressToken, progress, total: 2 };
        await context.mcpReq.notify({ method: "notifications/progress", params });
      }
      return { content: [{ type: "text", text: "counted" }] };
    });
    server.registerTool("wait", { description: "Waits until it is cancelled" }, async (context) => {
      const { signal } = context.mcpReq;
      onWait?.(signal);
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      return { content: [] };
    });
    if (hasLate?.() === true) {
      server.registerTool("late", { description: "Came later" }, () => ({ content: [] }));
    }
    return server;
  };
}
