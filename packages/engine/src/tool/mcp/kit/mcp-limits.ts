import { defaultsOf, type LimitsOf, type LimitTable, MAX_GRACE_MS } from "../../../kit/limit-table.ts";

/** Limits of the connections to MCP servers. Passing one has a named consequence. */
export const MCP_LIMITS = {
  mcpConnectTimeoutMs: {
    fallback: 60_000,
    min: 1,
    description:
      "time that a server has to start and list its tools; past it the server is stopped and restarted",
  },
  mcpProbeTimeoutMs: {
    fallback: 3_000,
    min: 1,
    description:
      "time that a server has to answer the probe of its protocol version; past it the server is initialized as an older one. Doubled after each failed start",
  },
  mcpCallTimeoutMs: { fallback: 300_000, min: 1, description: "time of a call; past it the call fails" },
  mcpPingIntervalMs: {
    fallback: 30_000,
    min: 100,
    description: "time without a call after which a server is pinged",
  },
  mcpPingTimeoutMs: {
    fallback: 10_000,
    min: 1,
    description: "time that a server has to answer a ping; past it the server is stopped and restarted",
  },
  mcpStopGraceMs: {
    fallback: 2_000,
    min: 0,
    max: MAX_GRACE_MS,
    description: "time that a server's process has to end once its input is closed, and again after SIGTERM",
  },
  mcpRestartDelayMs: {
    fallback: 1_000,
    min: 1,
    description: "wait before a lost server is restarted; doubled for each further loss",
  },
  maxMcpRestartDelayMs: {
    fallback: 60_000,
    min: 1,
    description: "longest such wait; a server that ran for as long starts again with the shortest",
  },
  mcpRefusalDelayMs: {
    fallback: 600_000,
    min: 1,
    description:
      "wait before the next attempt at a server that refused the connection, such as with HTTP 403",
  },
  mcpSignInTimeoutMs: {
    fallback: 3_600_000,
    min: 1_000,
    description: "lifetime of a sign-in link of a server; past it a new one is created",
  },
  maxMcpInstructionsLength: {
    fallback: 4_000,
    min: 0,
    description: "characters of a server's instructions that models receive; the rest is cut",
  },
  mcpListIntervalMs: {
    fallback: 1_000,
    min: 10,
    description: "minimum time between two reads of a list of tools that keeps changing",
  },
  maxMcpListPages: {
    fallback: 64,
    min: 1,
    description: "pages of a server's list of tools; the tools of further pages are left out",
  },
  maxMcpTools: { fallback: 512, min: 1, description: "tools of one server; the rest are left out" },
  maxMcpPrompts: { fallback: 512, min: 1, description: "prompts of one server; the rest are left out" },
  maxMcpSchemaLength: {
    fallback: 131_072,
    min: 100,
    description: "characters of the schema of a tool, as JSON; a tool with a longer one is left out",
  },
  maxMcpDescriptionLength: {
    fallback: 16_384,
    min: 16,
    description: "characters of the description of a tool; a longer one is cut",
  },
  maxMcpMessageBytes: {
    fallback: 10_485_760,
    min: 1_024,
    description: "size of one message from a server; a longer one ends its connection",
  },
} as const satisfies LimitTable;

/** Bounds of the connections to MCP servers. */
export type McpLimits = LimitsOf<typeof MCP_LIMITS>;

/** Default limits. */
export const DEFAULT_MCP_LIMITS: McpLimits = defaultsOf(MCP_LIMITS);
