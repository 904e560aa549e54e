import { fromJsonSchema, McpServer } from "@modelcontextprotocol/server";

/** An MCP server with prompts: one that is filled in, and one that holds a dialogue. */
export function createDesk(): McpServer {
  const server = new McpServer({ name: "desk", version: "1.0.0" });
  const argsSchema = fromJsonSchema<{ file: string; tone?: string }>({
    type: "object",
    properties: { file: { type: "string", description: "What to read" }, tone: { type: "string" } },
    required: ["file"],
  });
  const review = { title: "Review", description: "Reviews a file", argsSchema };
  server.registerPrompt("review", review, ({ file, tone = "kind" }) => ({
    messages: [{ role: "user", content: { type: "text", text: `Review ${file}, in a ${tone} tone.` } }],
  }));
  server.registerPrompt("pair", { description: "An example" }, () => ({
    messages: [
      { role: "user", content: { type: "text", text: "Ping?" } },
      { role: "assistant", content: { type: "text", text: "Pong \ud800." } },
      { role: "user", content: { type: "image", mimeType: "image/png", data: "aGk=" } },
    ],
  }));
  return server;
}
