import { defaultsOf, type LimitsOf, type LimitTable } from "./limit-table.ts";

/** Limits of sessions and turns. Passing one has a named consequence. */
export const ENGINE_LIMITS = {
  maxQueuedMessages: {
    fallback: 100,
    min: 0,
    description: "messages of one session that may wait for their turn; one more is refused",
  },
  maxLiveSessions: {
    fallback: 10_000,
    min: 1,
    description: "sessions kept in memory; past it idle ones are evicted and read from the log again",
  },
  maxUncommittedEvents: {
    fallback: 16,
    min: 1,
    description: "events of a turn that may wait for the log before reading from the model pauses",
  },
  maxUncommittedLength: {
    fallback: 67_108_864,
    min: 1_000,
    description:
      "characters of new messages that may wait for the log; one more message is refused as overload",
  },
  snapshotEvents: {
    fallback: 50_000,
    min: 0,
    description:
      "events of a session after which its snapshot is extended, from which it is restored faster; 0 for no snapshots",
  },
  maxForkedEvents: {
    fallback: 20_000,
    min: 1,
    description: "events that a fork copies; a longer session is forked at an earlier turn",
  },
  maxForkedLength: {
    fallback: 8_388_608,
    min: 1_000,
    description: "characters of events that a fork copies; a longer session is forked at an earlier turn",
  },
  maxSearchedLength: {
    fallback: 16_777_216,
    min: 1_000,
    description: "characters of events that one page of a search reads; the next page continues there",
  },
  contextWindow: {
    fallback: 0,
    min: 0,
    description:
      "tokens that models take at most, for models of which the server does not know it, and in place of what it knows; 0 for what it knows",
  },
  compactAtPercent: {
    fallback: 80,
    min: 0,
    max: 100,
    description:
      "part of the model's context, in percent, beyond which older turns are summarised for the model; 0 never, except where the provider refuses a request as too long",
  },
  maxSummaryLength: {
    fallback: 40_000,
    min: 1_000,
    description: "characters of the summary of a conversation; a longer one is cut",
  },
  maxDelegateEvents: {
    fallback: 10_000,
    min: 1,
    description: "events that may wait for a slow delegate; one more is dropped for it and counted",
  },
  modelIdleTimeoutMs: {
    fallback: 60_000,
    min: 1,
    description: "silence of the model after which the turn fails",
  },
  turnTimeoutMs: {
    fallback: 600_000,
    min: 1,
    description:
      "time that a turn may spend on model calls; past it the turn fails. Tools and decisions have their own limits",
  },
  maxModelAttempts: {
    fallback: 4,
    min: 1,
    description: "model calls for one step, the first included, while no text has been shown",
  },
  retryDelayMs: {
    fallback: 500,
    min: 0,
    description: "wait before the second model call; doubled for each further one",
  },
  maxRetryDelayMs: {
    fallback: 30_000,
    min: 0,
    description: "longest wait before a further call; a provider that asks for more fails the turn",
  },
  maxAnswerLength: {
    fallback: 4_000_000,
    min: 1,
    description: "characters of an answer and its thoughts past which the turn fails",
  },
  maxProviderStateLength: {
    fallback: 4_000_000,
    min: 0,
    description: "characters of provider state stored with a step; longer state is dropped",
  },
  maxModelEventLength: {
    fallback: 4_194_304,
    min: 1_024,
    description: "characters of one event of a model's stream; a longer one fails the turn",
  },
  modelListKeepMs: {
    fallback: 600_000,
    min: 0,
    description: "time for which the list of models of a provider is kept",
  },
  modelListTimeoutMs: {
    fallback: 5_000,
    min: 1,
    description: "time that a provider has to return the list of its models",
  },
  maxListedModels: {
    fallback: 2_000,
    min: 0,
    description: "models of one provider that are listed; of a longer list, the first ones",
  },
  maxStepsPerTurn: {
    fallback: 50,
    min: 1,
    description: "model calls of one turn; a turn that needs more fails",
  },
  maxOfferedTools: {
    fallback: 128,
    min: 1,
    description:
      "tools offered to the model in one call, those of clients included; the rest are left out (providers allow 128)",
  },
  maxToolCallsPerStep: {
    fallback: 32,
    min: 1,
    description: "tool calls of one step that run; the rest are returned to the model",
  },
  maxToolArgumentsLength: {
    fallback: 1_000_000,
    min: 100,
    description: "characters of a tool call's arguments; longer ones are returned to the model",
  },
  maxJsonDepth: {
    fallback: 512,
    min: 16,
    max: 1_000,
    description:
      "levels of nesting in arguments, results and schemas; deeper arguments are returned to the model, deeper results are cut",
  },
  maxSchemaLength: {
    fallback: 1_000_000,
    min: 100,
    description: "characters of a JSON Schema of a tool or a plan; a longer one is not applied",
  },
  schemaCheckTimeoutMs: {
    fallback: 1_000,
    min: 10,
    description: "time of a check against a JSON Schema; a schema that takes longer is not applied",
  },
  schemaWaitTimeoutMs: {
    fallback: 5_000,
    min: 10,
    description: "time that a check against a JSON Schema waits for a thread; the schema is not applied then",
  },
  maxSchemaThreads: { fallback: 2, min: 1, max: 64, description: "threads that check JSON Schemas" },
  maxSchemaThreadMebibytes: {
    fallback: 128,
    min: 16,
    description: "memory of a thread that checks JSON Schemas; a schema that needs more is not applied",
  },
  maxSchemaChecks: {
    fallback: 1_000,
    min: 1,
    description: "checks against JSON Schemas at once; the schemas of further ones are not applied",
  },
  maxToolResultLength: {
    fallback: 100_000,
    min: 100,
    description: "characters of a tool's result; what is longer is cut with a notice",
  },
  maxToolProgressLength: {
    fallback: 250_000,
    min: 0,
    description: "characters of a running tool's progress reports; the rest is dropped",
  },
  toolTimeoutMs: {
    fallback: 120_000,
    min: 1,
    description: "time of a tool of the server; past it the tool is stopped",
  },
  clientToolTimeoutMs: {
    fallback: 300_000,
    min: 1,
    description: "time that a client has to return the result of its tool",
  },
  toolLeaseGraceMs: {
    fallback: 5_000,
    min: 0,
    description: "time for which a tool call stays with a disconnected client before another receives it",
  },
  approvalTimeoutMs: {
    fallback: 3_600_000,
    min: 1,
    description: "time after which a tool call without a decision is denied",
  },
  questionTimeoutMs: {
    fallback: 3_600_000,
    min: 1,
    description: "time after which an unanswered question of a tool expires",
  },
  maxQuestionLength: {
    fallback: 20_000,
    min: 1,
    description: "characters of a question of a tool; a longer one is refused",
  },
  maxResponseSchemaLength: {
    fallback: 100_000,
    min: 2,
    description: "characters of the schema of an answer, as JSON; a message with a longer one is refused",
  },
  maxQuestionSchemaLength: {
    fallback: 100_000,
    min: 2,
    description:
      "characters of the schema of a question's answer, as JSON; a question with a longer one is refused",
  },
  maxQuestionAnswerLength: {
    fallback: 100_000,
    min: 2,
    description: "characters of the answer to a question, as JSON; a longer one is refused",
  },
  maxOpenQuestions: {
    fallback: 16,
    min: 1,
    description: "questions of a session that are open at once; the next one is refused",
  },
  maxQuestionsPerCall: {
    fallback: 100,
    min: 1,
    description: "questions that one run of a tool may ask; the next one is refused",
  },
  grantLifetimeMs: {
    fallback: 2_592_000_000,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "time for which a grant allows later calls of a tool; 0 for as long as the session lasts",
  },
  maxGrantsPerSession: {
    fallback: 100,
    min: 0,
    description: "grants of one session that are in force; one more is refused",
  },
  maxShares: {
    fallback: 100,
    min: 0,
    description: "users that a session may be shared with; one more is refused",
  },
  maxParallelTasks: { fallback: 4, min: 1, max: 64, description: "tasks of one plan that run at once" },
  maxTaskInputLength: {
    fallback: 100_000,
    min: 100,
    description:
      "characters of another task's result in a task's prompt; what is longer is cut with a notice",
  },
  maxPlanCorrections: {
    fallback: 3,
    min: 0,
    description: "how often an invalid plan is returned to the model for correction",
  },
  maxTurnRestarts: {
    fallback: 10,
    min: 0,
    description: "restarts without a completed step after which a turn ends as interrupted",
  },
  maxLoopBlockMs: {
    fallback: 10_000,
    min: 100,
    description:
      "time for which the event loop may be blocked; past it a restart resumes each turn that was running at most once",
  },
  maxSessionAgeMs: {
    fallback: 0,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "time since its last use after which a session is deleted; 0 keeps sessions forever",
  },
  maxDowntimeAgeMs: {
    fallback: 3_600_000,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      "downtime that counts towards the age of sessions, at each start; the rest may be a clock that jumped",
  },
  maxStoredBytes: {
    fallback: 0,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "size of all sessions past which those used longest ago are deleted; 0 sets no limit",
  },
  idempotencyKeepMs: {
    fallback: 86_400_000,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "time for which the answer to an idempotency key is stored",
  },
  retentionIntervalMs: {
    fallback: 600_000,
    min: 1_000,
    description: "time between two retention runs",
  },
} as const satisfies LimitTable;

/** Bounds of the engine. */
export type EngineLimits = LimitsOf<typeof ENGINE_LIMITS>;

/** Default limits. */
export const DEFAULT_ENGINE_LIMITS: EngineLimits = defaultsOf(ENGINE_LIMITS);
