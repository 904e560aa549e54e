/** Bounds of the engine. Every one has a default, and passing it has a named consequence. */
export interface EngineLimits {
  /** Messages of one session that may wait for their turn; one more is `LimitExceeded`. Default 100. */
  readonly maxQueuedMessages: number;
  /**
   * Sessions kept in memory; past it idle ones are let go and read from the log when they are needed again.
   * Default 10,000.
   */
  readonly maxLiveSessions: number;
  /** Events of a turn that may wait for the log before the model is read on. Default 16. */
  readonly maxUncommittedEvents: number;
  /**
   * UTF-16 units of new messages, of all sessions, that may wait for the log; one more message is
   * `Overloaded`. Default 67,108,864.
   */
  readonly maxUncommittedLength: number;
  /**
   * Events of a session after which its snapshot is extended, from which it is restored faster; 0 for no
   * snapshots. Default 50,000.
   */
  readonly snapshotEvents: number;
  /**
   * Events that may wait for a delegate that takes its time; one more is dropped for it, counted and
   * announced. Default 10,000.
   */
  readonly maxDelegateEvents: number;
  /** Silence of a model, until its first delta and between deltas, that fails the turn. Default 60,000. */
  readonly modelIdleTimeoutMs: number;
  /**
   * Time that a turn spends at its model and that fails it; tools and decisions have their own limits.
   * Default 600,000.
   */
  readonly turnTimeoutMs: number;
  /** Model calls for one step, the first one included, while no text has been shown. Default 4. */
  readonly maxModelAttempts: number;
  /** Wait before the second model call; doubled for each further one, with jitter. Default 500. */
  readonly retryDelayMs: number;
  /**
   * Longest wait before a further model call; a provider that asks for more fails the turn. Default 30,000.
   */
  readonly maxRetryDelayMs: number;
  /**
   * Length of one answer and its thoughts, in UTF-16 units, that ends a turn as failed. Default 4,000,000.
   */
  readonly maxAnswerLength: number;
  /**
   * Length of the provider state of one step, in UTF-16 units of JSON; longer state is dropped. Default
   * 4,000,000.
   */
  readonly maxProviderStateLength: number;
  /**
   * Length of one event of a model's stream, in UTF-16 units; a longer one fails the turn. Default 4,194,304.
   */
  readonly maxModelEventLength: number;
  /** Model calls of one turn; a turn that would need another one fails. Default 50. */
  readonly maxStepsPerTurn: number;
  /**
   * Tools that one model request offers, those of clients included; further ones of the server are left out.
   * Default 128.
   */
  readonly maxOfferedTools: number;
  /** Tool calls of one step that are run; further ones are given back to the model. Default 32. */
  readonly maxToolCallsPerStep: number;
  /**
   * Length of a tool call's arguments, in UTF-16 units of JSON; longer ones are given back to the model.
   * Default 1,000,000.
   */
  readonly maxToolArgumentsLength: number;
  /**
   * Levels of arrays and objects in arguments, results and schemas: deeper arguments are given back to the
   * model, deeper results are cut. Default 512.
   */
  readonly maxJsonDepth: number;
  /**
   * Length of a tool's schema or of a plan's, in UTF-16 units of JSON; a longer one is not applied. Default
   * 1,000,000.
   */
  readonly maxSchemaLength: number;
  /** Time of a check against a schema, after which the schema is not applied. Default 1,000. */
  readonly schemaCheckTimeoutMs: number;
  /**
   * Time that a check against a schema waits for a thread, after which the schema is not applied. Default
   * 5,000.
   */
  readonly schemaWaitTimeoutMs: number;
  /** Threads that check schemas. Default 2. */
  readonly maxSchemaThreads: number;
  /** Memory of a thread that checks schemas, in MiB; a schema that needs more is not applied. Default 128. */
  readonly maxSchemaThreadMebibytes: number;
  /**
   * Checks against schemas that are under way or wait for a thread; the schemas of further ones are not
   * applied. Default 1,000.
   */
  readonly maxSchemaChecks: number;
  /**
   * Length of a tool's result, in UTF-16 units of JSON; what is longer is cut with a notice. Default 100,000.
   */
  readonly maxToolResultLength: number;
  /**
   * Total length of a running tool's progress reports, in UTF-16 units; the rest is dropped. Default 250,000.
   */
  readonly maxToolProgressLength: number;
  /** Time of a server's tool that ends it. Default 120,000. */
  readonly toolTimeoutMs: number;
  /** Time that a client has to return its tool's result. Default 300,000. */
  readonly clientToolTimeoutMs: number;
  /** Time for which a client's tool call stays with a client that has gone. Default 5,000. */
  readonly toolLeaseGraceMs: number;
  /** Time after which a tool call without a decision is denied. Default 3,600,000 (an hour). */
  readonly approvalTimeoutMs: number;
  /**
   * Time for which a grant allows later calls; 0 for as long as the session lasts. Default 2,592,000,000 (30
   * days).
   */
  readonly grantLifetimeMs: number;
  /** Grants of one session that are in force; one more is `LimitExceeded`. Default 100. */
  readonly maxGrantsPerSession: number;
  /** Time after which a tool's question that has no answer expires. Default 3,600,000 (an hour). */
  readonly questionTimeoutMs: number;
  /** Length of a tool's question, in UTF-16 units; the tool's longer one is refused. Default 20,000. */
  readonly maxQuestionLength: number;
  /**
   * Length of the schema of a question's answer, in UTF-16 units of JSON; a question with a longer one is
   * refused. Default 100,000.
   */
  readonly maxQuestionSchemaLength: number;
  /**
   * Length of the answer to a question, in UTF-16 units of JSON; a longer one is `LimitExceeded`. Default
   * 100,000.
   */
  readonly maxQuestionAnswerLength: number;
  /** Questions of a session that are open at once; the tool's next one is refused. Default 16. */
  readonly maxOpenQuestions: number;
  /** Questions that one run of a tool may ask; its next one is refused. Default 100. */
  readonly maxQuestionsPerCall: number;
  /** Users that a session may be shared with; one more is `LimitExceeded`. Default 100. */
  readonly maxShares: number;
  /** Tasks of one plan that run at once; a plan that asks for more is `LimitExceeded`. Default 4. */
  readonly maxParallelTasks: number;
  /**
   * Length of another task's result in a task's prompt, in UTF-16 units; what is longer is cut with a notice.
   * Default 100,000.
   */
  readonly maxTaskInputLength: number;
  /** How often a model that was asked for a plan gets a bad one back to correct it. Default 3. */
  readonly maxPlanCorrections: number;
  /** Restarts after which a turn that completed no step meanwhile ends as Interrupted. Default 10. */
  readonly maxTurnRestarts: number;
  /**
   * Time for which the event loop is blocked that counts against the turns that run then: a restart resumes
   * each of them once at most. Default 10,000.
   */
  readonly maxLoopBlockMs: number;
  /** Time since its last message after which a session is deleted; 0 keeps sessions for ever. Default 0. */
  readonly maxSessionAgeMs: number;
  /**
   * Time for which the server was down that counts towards the age of sessions and answers, at each start:
   * the clock may have jumped meanwhile. Default 3,600,000 (an hour).
   */
  readonly maxDowntimeAgeMs: number;
  /** Bytes of stored sessions past which those used longest ago are deleted; 0 sets no limit. Default 0. */
  readonly maxStoredBytes: number;
  /** Time for which the answer to an idempotency key is kept. Default 86,400,000 (a day). */
  readonly idempotencyKeepMs: number;
  /** Time between two looks for what is too old or too much. Default 600,000. */
  readonly retentionIntervalMs: number;
}

/** Default limits. */
export const DEFAULT_ENGINE_LIMITS: EngineLimits = {
  maxQueuedMessages: 100,
  maxLiveSessions: 10_000,
  maxUncommittedEvents: 16,
  maxUncommittedLength: 67_108_864,
  snapshotEvents: 50_000,
  maxDelegateEvents: 10_000,
  modelIdleTimeoutMs: 60_000,
  turnTimeoutMs: 600_000,
  maxModelAttempts: 4,
  retryDelayMs: 500,
  maxRetryDelayMs: 30_000,
  maxAnswerLength: 4_000_000,
  maxProviderStateLength: 4_000_000,
  maxModelEventLength: 4_194_304,
  maxStepsPerTurn: 50,
  maxOfferedTools: 128,
  maxToolCallsPerStep: 32,
  maxToolArgumentsLength: 1_000_000,
  maxJsonDepth: 512,
  maxSchemaLength: 1_000_000,
  schemaCheckTimeoutMs: 1_000,
  schemaWaitTimeoutMs: 5_000,
  maxSchemaThreads: 2,
  maxSchemaThreadMebibytes: 128,
  maxSchemaChecks: 1_000,
  maxToolResultLength: 100_000,
  maxToolProgressLength: 250_000,
  toolTimeoutMs: 120_000,
  clientToolTimeoutMs: 300_000,
  toolLeaseGraceMs: 5_000,
  approvalTimeoutMs: 3_600_000,
  grantLifetimeMs: 2_592_000_000,
  maxGrantsPerSession: 100,
  questionTimeoutMs: 3_600_000,
  maxQuestionLength: 20_000,
  maxQuestionSchemaLength: 100_000,
  maxQuestionAnswerLength: 100_000,
  maxOpenQuestions: 16,
  maxQuestionsPerCall: 100,
  maxShares: 100,
  maxParallelTasks: 4,
  maxTaskInputLength: 100_000,
  maxPlanCorrections: 3,
  maxTurnRestarts: 10,
  maxLoopBlockMs: 10_000,
  maxSessionAgeMs: 0,
  maxDowntimeAgeMs: 3_600_000,
  maxStoredBytes: 0,
  idempotencyKeepMs: 86_400_000,
  retentionIntervalMs: 600_000,
};
