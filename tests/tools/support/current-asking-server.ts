import { acceptedContent, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

/*
 * A server of revision 2026-07-28 alone: its tool `ask` returns a result that requires input, before it is
 * done; `askTitle` does so with another question.
 */
serveStdio(
  () => {
    const server = new McpServer({ name: "asking", version: "1.0.0" });
    const messages = { ask: "Who are you?", askTitle: "Which title?" };
    for (const [name, message] of Object.entries(messages)) registerAsking(server, name, message);
    return server;
  },
  { legacy: "reject" },
);

function registerAsking(server: McpServer, tool: string, message: string): void {
  server.registerTool(tool, { description: "Asks" }, (context) => {
    const { inputResponses } = context.mcpReq;
    const who = acceptedContent(inputResponses, "who");
    if (who !== undefined) return { content: [{ type: "text", text: JSON.stringify(who) }] };
    if (inputResponses !== undefined) return { content: [{ type: "text", text: "not accepted" }] };
    const requestedSchema = {
      type: "object" as const,
      properties: {
        name: { type: "string" as const },
        size: { type: "string" as const, enum: ["s"], default: "s" },
      },
      required: ["name"],
    };
    return inputRequired({ inputRequests: { who: inputRequired.elicit({ message, requestedSchema }) } });
  });
}
