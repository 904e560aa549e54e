import type { Json } from "./mutate-json.ts";

/** A greeting with everything that one may have. */
export const GREETING: Json = {
  protocolVersion: "2025-06-18",
  capabilities: { tools: { listChanged: true }, resources: { subscribe: true }, prompts: {}, logging: {} },
  serverInfo: { name: "fuzz", version: "1", title: "Fuzz" },
  instructions: "Be careful.",
  _meta: { a: 1 },
};

/** A page of a list with everything that a tool may have. */
export const LIST: Json = {
  tools: [
    {
      name: "odd",
      title: "Odd",
      description: "Does something",
      inputSchema: {
        type: "object",
        properties: {
          path: { type: "string", pattern: "^[a-z]+$", format: "uri", "x-mcp-header": "Path" },
          list: { type: "array", items: { $ref: "#/$defs/item" } },
        },
        required: ["path"],
        $defs: { item: { anyOf: [{ type: "string" }, { type: "null" }] } },
      },
      outputSchema: { type: "object", properties: { sum: { type: "number" } }, required: ["sum"] },
      annotations: { title: "Hint", readOnlyHint: true, destructiveHint: false, openWorldHint: false },
      icons: [{ src: "data:image/png;base64,AAAA", mimeType: "image/png" }],
      execution: { taskSupport: "optional" },
      _meta: { x: 1 },
    },
    { name: "plain", inputSchema: { type: "object" } },
  ],
  nextCursor: null,
  _meta: {},
};

/** A result with everything that one may have. */
export const RESULT: Json = {
  content: [
    { type: "text", text: "done", annotations: { audience: ["user"], priority: 0.5 } },
    { type: "image", data: "iVBORw0KGgo=", mimeType: "image/png" },
    { type: "audio", data: "AAAA", mimeType: "audio/wav" },
    { type: "resource_link", uri: "a://1", name: "link", description: "x", mimeType: "text/plain", size: 3 },
    { type: "resource", resource: { uri: "a://2", mimeType: "text/plain", text: "inside" } },
    { type: "resource", resource: { uri: "a://3", blob: "AAAA" } },
  ],
  structuredContent: { sum: 3, nested: { list: [1, { deep: null }] } },
  isError: false,
  _meta: { progress: 1 },
};

/** A configuration with everything that an entry may have. */
export const CONFIG: Json = {
  inputs: [{ id: "key", type: "promptString" }],
  mcpServers: {
    process: {
      type: "stdio",
      command: "npx",
      args: ["-y", "server", 3000],
      env: { A: `\${env:HOME}`, B: `\${X:-default}`, PORT: 3000, DEBUG: true },
      envFile: "/nowhere/.env",
      cwd: "~/x",
      disabled: false,
      autoApprove: ["a"],
      timeout: 60,
      includeTools: ["a*"],
      excludeTools: ["b"],
    },
    web: {
      type: "http",
      url: `https://mcp.example/\${X:-mcp}`,
      headers: { Authorization: `Bearer \${T:-none}` },
    },
  },
};
