import {
  DEFAULT_ENGINE_LIMITS,
  DEFAULT_MCP_LIMITS,
  DEFAULT_WORKSPACE_LIMITS,
  type EngineLimits,
} from "@aiwhisperer/engine";
import {
  type AdminLimits,
  type AuthLimits,
  type BudgetLimits,
  type ConnectionLimits,
  DEFAULT_ADMIN_LIMITS,
  DEFAULT_AUTH_LIMITS,
  DEFAULT_SERVER_LIMITS,
  type OverloadLimits,
  type UserLimits,
} from "@aiwhisperer/server";
import { type LimitText, type LimitTexts, MAX_TIMER_MS } from "./limit-text.ts";
import type { OptionDefinition, OptionGroup } from "./option-definition.ts";
import type { OptionKind } from "./option-kind.ts";
import { mcpLimits, workspaceLimits } from "./tool-limit-texts.ts";
import { budgetLimits, overloadLimits, userLimits } from "./user-limit-texts.ts";

type IntegerKind = Extract<OptionKind, { readonly type: "integer" }>;

/** A limit as the option table has it. */
export interface LimitOption extends OptionDefinition {
  readonly kind: IntegerKind;
  readonly fallback: number;
}

/** No text of this runtime is longer. */
const MAX_TEXT_BYTES = 536_870_888;
const MAX_COUNT = 1_000_000_000;
/** The contract allows no more. */
const MAX_MESSAGE_LENGTH = 1_000_000;

const engineLimits: LimitTexts<EngineLimits> = {
  maxQueuedMessages: {
    min: 0,
    description: "messages of one session that may wait for their turn; one more is refused",
  },
  maxLiveSessions: {
    min: 1,
    description: "sessions kept in memory; beyond that idle ones are read from the log again",
  },
  maxUncommittedEvents: {
    min: 1,
    description: "events of a turn that may wait for the log before the model is read on",
  },
  maxUncommittedLength: {
    min: 1_000,
    description:
      "characters of new messages that may wait for the log; one more message is refused as overload",
  },
  snapshotEvents: {
    min: 0,
    description:
      "events of a session after which its snapshot is extended, from which it is restored faster; 0 for no snapshots",
  },
  maxDelegateEvents: {
    min: 1,
    description: "events that may wait for a slow delegate; one more is dropped for it and counted",
  },
  modelIdleTimeoutMs: { min: 1, description: "silence of a model that fails the turn" },
  turnTimeoutMs: {
    min: 1,
    description: "time of a turn at its model that fails it; tools and decisions have limits of their own",
  },
  maxModelAttempts: {
    min: 1,
    description: "calls of the model for one step, the first one included, before text is shown",
  },
  retryDelayMs: {
    min: 0,
    description: "wait before the second call of the model; doubled for each further one",
  },
  maxRetryDelayMs: {
    min: 0,
    description: "longest wait before a further call; a provider that asks for more fails the turn",
  },
  maxAnswerLength: {
    min: 1,
    description: "characters of an answer and its thoughts that end the turn as failed",
  },
  maxProviderStateLength: {
    min: 0,
    description: "characters of a provider's own state kept with a step; longer state is dropped",
  },
  maxModelEventLength: {
    min: 1_024,
    description: "characters of one event of a model's stream that fail the turn",
  },
  maxStepsPerTurn: { min: 1, description: "calls of the model in one turn; a turn that needs more fails" },
  maxOfferedTools: {
    min: 1,
    description:
      "tools that a model is offered at once, those of clients included; further ones are left out (providers allow 128)",
  },
  maxToolCallsPerStep: {
    min: 1,
    description: "tool calls of one step that are run; further ones are given back to the model",
  },
  maxToolArgumentsLength: {
    min: 100,
    description: "characters of a tool call's arguments; longer ones are given back to the model",
  },
  maxJsonDepth: {
    min: 16,
    max: 1_000,
    description:
      "levels of nesting in arguments, results and schemas; deeper arguments are given back to the model, deeper results are cut",
  },
  maxSchemaLength: {
    min: 100,
    description: "characters of a JSON Schema of a tool or a plan; a longer one is not applied",
  },
  schemaCheckTimeoutMs: {
    min: 10,
    description: "time of a check against a JSON Schema; a schema that takes longer is not applied",
  },
  schemaWaitTimeoutMs: {
    min: 10,
    description: "time that a check against a JSON Schema waits for a thread; the schema is not applied then",
  },
  maxSchemaThreads: { min: 1, max: 64, description: "threads that check JSON Schemas" },
  maxSchemaThreadMebibytes: {
    min: 16,
    description: "memory of a thread that checks JSON Schemas; a schema that needs more is not applied",
  },
  maxSchemaChecks: {
    min: 1,
    description: "checks against JSON Schemas at once; the schemas of further ones are not applied",
  },
  maxToolResultLength: {
    min: 100,
    description: "characters of a tool's result; what is longer is cut with a notice",
  },
  maxToolProgressLength: {
    min: 0,
    description: "characters that a running tool tells of itself; the rest is not told",
  },
  toolTimeoutMs: { min: 1, description: "time of a tool of the server that ends it" },
  clientToolTimeoutMs: { min: 1, description: "time that a client has to give the result of its tool" },
  toolLeaseGraceMs: {
    min: 0,
    description: "time for which a tool call stays with a client that has gone before another gets it",
  },
  approvalTimeoutMs: {
    min: 1,
    description: "time after which a tool call that nobody has decided about is denied",
  },
  questionTimeoutMs: {
    min: 1,
    description: "time after which an unanswered question of a tool expires",
  },
  maxQuestionLength: { min: 1, description: "characters of a question of a tool; a longer one is refused" },
  maxQuestionSchemaLength: {
    min: 2,
    description:
      "characters of the schema of a question's answer, as JSON; a question with a longer one is refused",
  },
  maxQuestionAnswerLength: {
    min: 2,
    description: "characters of the answer to a question, as JSON; a longer one is refused",
  },
  maxOpenQuestions: {
    min: 1,
    description: "questions of a session that are open at once; the next one is refused",
  },
  maxQuestionsPerCall: {
    min: 1,
    description: "questions that one run of a tool may ask; the next one is refused",
  },
  grantLifetimeMs: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "time for which a grant allows later calls of a tool; 0 for as long as the session lasts",
  },
  maxGrantsPerSession: {
    min: 0,
    description: "grants of one session that are in force; one more is refused",
  },
  maxShares: { min: 0, description: "users whom the owner of a session may let in; one more is refused" },
  maxParallelTasks: { min: 1, max: 64, description: "tasks of one plan that run at once" },
  maxTaskInputLength: {
    min: 100,
    description:
      "characters of another task's result in a task's prompt; what is longer is cut with a notice",
  },
  maxPlanCorrections: {
    min: 0,
    description: "how often a model that was asked for a plan gets a bad one back to correct it",
  },
  maxTurnRestarts: {
    min: 0,
    description: "restarts after which a turn that completed no step meanwhile is ended as interrupted",
  },
  maxLoopBlockMs: {
    min: 100,
    description:
      "time without an answer of the event loop after which a restart resumes each turn that ran then once at most",
  },
  maxSessionAgeMs: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "time since its last use after which a session is deleted; 0 keeps sessions for ever",
  },
  maxDowntimeAgeMs: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      "time that the server was not running that counts towards the age of sessions, at each start; a clock that jumped meanwhile cannot be told from it",
  },
  maxStoredBytes: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "size of all sessions past which those used longest ago are deleted; 0 sets no limit",
  },
  idempotencyKeepMs: {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "time for which an idempotency key gives its answer",
  },
  retentionIntervalMs: { min: 1_000, description: "time between two looks for what is too old or too much" },
};

const connectionLimits: LimitTexts<ConnectionLimits> = {
  maxFrameBytes: {
    min: 1_024,
    description: "size of one message from a client; a larger one closes its connection",
  },
  maxBatch: { min: 1, description: "members of a JSON-RPC batch; a longer one is refused" },
  maxRequestsInFlight: {
    min: 1,
    description: "requests of one connection at work at once; one more is refused",
  },
  maxConnections: { min: 1, description: "connections at once; one more is closed" },
  maxConnectionsPerUser: {
    min: 0,
    description: "connections of one user at once; one more is closed; 0 sets no limit",
  },
  maxConnectionsPerAddress: {
    min: 0,
    description:
      "connections at once from one address, of IPv6 from one /64 network; one more is closed; 0 sets no limit",
  },
  maxHttpSockets: {
    min: 1,
    description:
      "open sockets beside maxConnections connections, such as handshakes and requests for pages; one more is dropped",
  },
  handshakeTimeoutMs: {
    min: 100,
    description:
      "time that a request, the handshake of a connection too, has to arrive in full; its socket is closed then",
  },
  maxAttachments: { min: 1, description: "sessions that one connection may follow; one more is refused" },
  maxMessageLength: {
    min: 1,
    max: MAX_MESSAGE_LENGTH,
    description: "characters of a message to a model; a longer one is refused",
  },
  maxBufferedBytes: {
    min: 65_536,
    description: "bytes that may wait for a slow connection before it reads on from the log",
  },
  pingIntervalMs: {
    min: 100,
    description: "time between pings; a connection that has not answered the last one is closed",
  },
  drainGraceMs: {
    min: 0,
    description:
      "time that running turns have to end before the server does; what has not ended goes on with the next start",
  },
  maxReconnectDelayMs: {
    min: 0,
    description: "longest time after which clients are asked to connect again when the server restarts",
  },
};

const authLimits: LimitTexts<AuthLimits> = {
  ticketTtlMs: { min: 1_000, description: "time that a ticket is good for" },
  maxTickets: { min: 1, description: "tickets that are good at once; one more is refused" },
  maxTicketsPerUser: {
    min: 1,
    description: "tickets of one user that are good at once; one more is refused",
  },
  clockSkewMs: { min: 0, description: "how far the clock of whoever signs tokens may be from this one" },
  expiryNoticeMs: { min: 0, description: "how long before the end of its token a client is told of it" },
  maxApiKeys: {
    min: 1,
    description: "keys that the key file may have, revoked ones included; one more is not made",
  },
};

const adminLimits: LimitTexts<AdminLimits> = {
  maxAdminRows: {
    min: 1,
    max: 1_000,
    description: "rows of one answer to an admin; further ones are on the next page",
  },
  maxAuditRecords: {
    min: 1,
    max: 10_000,
    description: "records of the audit log that admins are shown, the newest ones",
  },
  maxAuditBytes: {
    min: 4_096,
    description:
      "size of the audit log's file; a full one is kept as `admin-audit.jsonl.previous` in place of the one before it",
  },
  maxAuditRefusals: {
    min: 1,
    max: 10_000,
    description:
      "refused attempts to act as an admin within a minute that are recorded; further ones are only counted",
  },
};

/** Limits of the engine, each with the engine's own default. */
export const ENGINE_LIMIT_OPTIONS = toOptions(
  "Limits of sessions and turns",
  engineLimits,
  DEFAULT_ENGINE_LIMITS,
);

/** Limits of the server, each with the server's own default. */
export const SERVER_LIMIT_OPTIONS = {
  ...toOptions<ConnectionLimits>("Limits of connections", connectionLimits, DEFAULT_SERVER_LIMITS),
  ...toOptions<UserLimits>("Limits of users", userLimits, DEFAULT_SERVER_LIMITS),
  ...toOptions<BudgetLimits>("Budgets", budgetLimits, DEFAULT_SERVER_LIMITS),
  ...toOptions<OverloadLimits>("Overload", overloadLimits, DEFAULT_SERVER_LIMITS),
};

/** Limits of authentication, each with its own default. */
export const AUTH_LIMIT_OPTIONS = toOptions("Limits of authentication", authLimits, DEFAULT_AUTH_LIMITS);

/** Limits of what admins see, and of what is kept of what they do, each with its own default. */
export const ADMIN_LIMIT_OPTIONS = toOptions("Limits of administration", adminLimits, DEFAULT_ADMIN_LIMITS);

/** Limits of the built-in tools, each with their own default. */
export const WORKSPACE_LIMIT_OPTIONS = toOptions(
  "Limits of the workspace's tools",
  workspaceLimits,
  DEFAULT_WORKSPACE_LIMITS,
);

/** Limits of the connections to MCP servers, each with their own default. */
export const MCP_LIMIT_OPTIONS = toOptions("Limits of MCP servers", mcpLimits, DEFAULT_MCP_LIMITS);

function toOptions<Limits extends { readonly [Name in keyof Limits]: number }>(
  group: OptionGroup,
  texts: LimitTexts<Limits>,
  defaults: Limits,
): { readonly [Name in keyof Limits]: LimitOption } {
  const entries = Object.entries<LimitText>(texts).map(([name, { min, max, description }]) => {
    const fallback = defaults[name as keyof Limits];
    return [
      name,
      {
        kind: kindOf(name, { min, ...(max === undefined ? {} : { max }) }),
        fallback,
        group,
        description,
      } satisfies LimitOption,
    ];
  });
  return Object.fromEntries(entries) as { readonly [Name in keyof Limits]: LimitOption };
}

function kindOf(name: string, bounds: { readonly min: number; readonly max?: number }): IntegerKind {
  if (name.endsWith("Ms")) {
    return { type: "integer", max: MAX_TIMER_MS, placeholder: "ms", unit: "milliseconds", ...bounds };
  }
  if (name.endsWith("Mebibytes")) {
    return { type: "integer", max: MAX_COUNT, placeholder: "mebibytes", unit: "mebibytes", ...bounds };
  }
  if (name.endsWith("Bytes")) {
    return { type: "integer", max: MAX_TEXT_BYTES, placeholder: "bytes", unit: "bytes", ...bounds };
  }
  return { type: "integer", max: MAX_COUNT, placeholder: "number", ...bounds };
}
