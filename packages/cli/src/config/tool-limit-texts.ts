import type { McpLimits, SandboxLimits, WorkspaceLimits } from "@aiwhisperer/engine";
import { type LimitTexts, MAX_TIMER_MS } from "./limit-text.ts";

/** A week: the engine waits for a command somewhat longer than it may run. */
const MAX_COMMAND_MS = 604_800_000;

/** Ten minutes: the end of the server waits for it. */
const MAX_GRACE_MS = 600_000;

/** Limits of the built-in tools. */
export const workspaceLimits: LimitTexts<WorkspaceLimits> = {
  maxWorkspaceOutputLength: {
    min: 100,
    description:
      "characters that one call of a built-in tool gives the model; the rest is left out, and a notice says how to get it",
  },
  maxShownChangeLength: {
    min: 1_000,
    description:
      "characters of a change that a person decides about; a longer one is refused, since it could not be shown whole",
  },
  maxReadLines: { min: 1, description: "lines that one reading of a file gives" },
  maxListedEntries: { min: 1, description: "entries that one listing gives" },
  maxSearchMatches: { min: 1, description: "matches after which a search ends" },
  maxFileBytes: {
    min: 1,
    description:
      "size of a file that is searched, edited or shown as a diff; larger ones are skipped, refused and described",
  },
  fileTimeoutMs: {
    min: 100,
    // Work that does not end by itself is ended after twice that.
    max: Math.floor(MAX_TIMER_MS / 2),
    description:
      "time after which a listing or search gives what it has; work on files that goes on is ended after twice that",
  },
  maxFileThreads: {
    min: 1,
    max: 1_024,
    description: "threads that read files at once, beside one for changes; further calls wait",
  },
  maxFileThreadMebibytes: {
    min: 32,
    max: 1_048_576,
    description: "memory of one such thread; work that needs more fails",
  },
  commandTimeoutMs: {
    min: 1,
    max: MAX_COMMAND_MS,
    description: "time of a command that asks for none; it is ended then",
  },
  maxCommandTimeoutMs: {
    min: 1,
    max: MAX_COMMAND_MS,
    description: "longest time that a command may ask for",
  },
  maxCommandBytes: { min: 1_000, description: "output that ends a command" },
  commandKillGraceMs: {
    min: 0,
    max: MAX_GRACE_MS,
    description: "time that the processes of a command have to end before they are killed",
  },
};

/** Limits of commands and of MCP servers in a sandbox. */
export const sandboxLimits: LimitTexts<SandboxLimits> = {
  maxProgramMebibytes: {
    min: 64,
    max: 16_777_216,
    description:
      "memory of a command, or an MCP server in the sandbox, with all its processes; it is ended then",
  },
  maxProgramProcesses: {
    min: 8,
    max: 4_194_304,
    description:
      "processes and threads of a command, or an MCP server in the sandbox; no further one starts, or it is ended where the server runs as root",
  },
  maxProgramFileMebibytes: {
    min: 1,
    max: 16_777_216,
    description: "size of a file that a process in the sandbox writes; it is ended then",
  },
  maxProgramTemporaryMebibytes: {
    min: 1,
    max: 16_777_216,
    description: "size of each temporary folder in the sandbox, such as /tmp and the home folder",
  },
  maxCommandCpuSeconds: {
    min: 1,
    max: MAX_COMMAND_MS / 1_000,
    description: "processor time of each process of a command in the sandbox; it is ended then",
  },
};

/** Limits of the connections to MCP servers. */
export const mcpLimits: LimitTexts<McpLimits> = {
  mcpConnectTimeoutMs: {
    min: 1,
    description: "time that a server has to start and to list its tools; it is then ended and started again",
  },
  mcpProbeTimeoutMs: {
    min: 1,
    description:
      "time that a server has to answer the question for its protocol version; then it is greeted as an older server. Doubled after each failed start",
  },
  mcpCallTimeoutMs: { min: 1, description: "time of a call that fails it" },
  mcpPingIntervalMs: {
    min: 100,
    description: "time without a call after which a server is asked whether it is still there",
  },
  mcpPingTimeoutMs: {
    min: 1,
    description: "time that a server has to answer that; it is then ended and started again",
  },
  mcpStopGraceMs: {
    min: 0,
    max: MAX_GRACE_MS,
    description: "time that a server's process has to end once its input is closed, and again after SIGTERM",
  },
  mcpRestartDelayMs: {
    min: 1,
    description: "wait before a server that was lost is started again; doubled for each further loss",
  },
  maxMcpRestartDelayMs: {
    min: 1,
    description: "longest such wait; a server that was there for as long begins with the shortest one again",
  },
  mcpRefusalDelayMs: {
    min: 1,
    description: "wait before a server that refused the connection, such as with HTTP 403, is asked again",
  },
  mcpSignInTimeoutMs: {
    min: 1_000,
    description: "time that a sign-in link of a server works; a new one is made then",
  },
  maxMcpInstructionsLength: {
    min: 0,
    description: "characters of a server's instructions that models receive; the rest is cut",
  },
  mcpListIntervalMs: {
    min: 10,
    description: "shortest time between two readings of a list of tools that keeps changing",
  },
  maxMcpListPages: {
    min: 1,
    description: "pages of a server's list of tools; the tools of further pages are left out",
  },
  maxMcpTools: { min: 1, description: "tools of one server; those behind are left out" },
  maxMcpPrompts: { min: 1, description: "prompts of one server; those behind are left out" },
  maxMcpSchemaLength: {
    min: 100,
    description: "characters of the schema of a tool, as JSON; a tool with a longer one is left out",
  },
  maxMcpDescriptionLength: {
    min: 16,
    description: "characters of the description of a tool; a longer one is cut",
  },
  maxMcpMessageBytes: {
    min: 1_024,
    description: "size of one message from a server; a longer one ends its connection",
  },
};
