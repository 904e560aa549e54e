/**
 * Bounds of the connections to MCP servers. Every one has a default, and passing it has a named consequence.
 */
export interface McpLimits {
  /**
   * Time that a server has to start and to list its tools; it is then ended and started again. Default
   * 60,000.
   */
  readonly mcpConnectTimeoutMs: number;
  /**
   * Time that a server has to answer the question for its protocol version; then it is greeted as a server of
   * an older revision. Doubled after each failed start. Default 3,000.
   */
  readonly mcpProbeTimeoutMs: number;
  /** Length of a call of an MCP tool that fails it. Default 300,000. */
  readonly mcpCallTimeoutMs: number;
  /** Time without a call after which a server is asked whether it is still there. Default 30,000. */
  readonly mcpPingIntervalMs: number;
  /**
   * Time that a server has to say that it is still there; it is then ended and started again. Default 10,000.
   */
  readonly mcpPingTimeoutMs: number;
  /**
   * Time that a server's process has to end after its input was closed, and again after SIGTERM; then comes
   * SIGKILL. Default 2,000.
   */
  readonly mcpStopGraceMs: number;
  /**
   * Wait before a server that was lost is started again; doubled for each further loss, with jitter. Default
   * 1,000.
   */
  readonly mcpRestartDelayMs: number;
  /**
   * Longest wait before a server is started again; one that was there for so long begins with the shortest.
   * Default 60,000.
   */
  readonly maxMcpRestartDelayMs: number;
  /**
   * Wait before a server that refused the connection is asked again, such as after HTTP 403. Default 600,000.
   */
  readonly mcpRefusalDelayMs: number;
  /** Time that a sign-in link of a server works; a new one is made then. Default 3,600,000. */
  readonly mcpSignInTimeoutMs: number;
  /** Characters of a server's instructions that models receive; the rest is cut. Default 4,000. */
  readonly maxMcpInstructionsLength: number;
  /** Shortest time between two readings of a list of tools that keeps changing. Default 1,000. */
  readonly mcpListIntervalMs: number;
  /** Pages of a server's list of tools; the tools of further pages are left out. Default 64. */
  readonly maxMcpListPages: number;
  /** Tools of one server; those behind are left out. Default 512. */
  readonly maxMcpTools: number;
  /** Characters of the schema of a tool, as JSON; a tool with a longer one is left out. Default 131,072. */
  readonly maxMcpSchemaLength: number;
  /** Characters of the description of a tool; a longer one is cut. Default 16,384. */
  readonly maxMcpDescriptionLength: number;
  /** Prompts of one server; those behind are left out. Default 512. */
  readonly maxMcpPrompts: number;
  /** Bytes of one message from a server; a longer one ends the connection. Default 10,485,760. */
  readonly maxMcpMessageBytes: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_MCP_LIMITS: McpLimits = {
  mcpConnectTimeoutMs: 60_000,
  mcpProbeTimeoutMs: 3_000,
  mcpCallTimeoutMs: 300_000,
  mcpPingIntervalMs: 30_000,
  mcpPingTimeoutMs: 10_000,
  mcpStopGraceMs: 2_000,
  mcpRestartDelayMs: 1_000,
  maxMcpRestartDelayMs: 60_000,
  mcpRefusalDelayMs: 600_000,
  mcpSignInTimeoutMs: 3_600_000,
  maxMcpInstructionsLength: 4_000,
  mcpListIntervalMs: 1_000,
  maxMcpListPages: 64,
  maxMcpTools: 512,
  maxMcpSchemaLength: 131_072,
  maxMcpDescriptionLength: 16_384,
  maxMcpPrompts: 512,
  maxMcpMessageBytes: 10_485_760,
};
