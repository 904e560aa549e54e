import { acceptedContent, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

/* A server of revision 2026-07-28 alone: its tool `ask` returns a result that requires input, before it is done. */
serveStdio(
  () => {
    const server = new McpServer({ name: "asking", version: "1.0.0" });
    server.registerTool("ask", { description: "Asks" }, (context) => {
      const { inputResponses } = context.mcpReq;
      const who = acceptedContent(inputResponses, "who");
      if (who !== undefined) return { content: [{ type: "text", text: JSON.stringify(who) }] };
      if (inputResponses !== undefined) return { content: [{ type: "text", text: "not accepted" }] };
      return inputRequired({
        inputRequests: {
          who: inputRequired.elicit({
            message: "Who are you?",
            requestedSchema: {
              type: "object",
              properties: { name: { type: "string" }, size: { type: "string", enum: ["s"], default: "s" } },
              required: ["name"],
            },
          }),
        },
      });
    });
    return server;
  },
  { legacy: "reject" },
);
