export {
  type AskOptions,
  type ControlDelegate,
  type Decision,
  type DelegateLimits,
  DelegateManager,
} from "./delegate/delegate-manager.ts";
export type { DelegateCounters, NotificationDelegate } from "./delegate/notification-queue.ts";
export { Engine, type EngineCounts, type SessionStart } from "./engine.ts";
export type { EngineOptions } from "./engine-options.ts";
export type {
  Admission,
  Answer,
  ControlMap,
  ControlName,
  EngineEvent,
  EngineEventMap,
  EngineEventName,
  ModelRequest,
  Question,
  ReachedLimit,
  Refusal,
  UsageReport,
} from "./event/engine-event.ts";
export { mergeChunks } from "./event/event-codec.ts";
export type { CommittedEvent, SessionEvent, SessionEventName } from "./event/session-event.ts";
export { type Clock, delay, systemClock, type Timer } from "./kit/clock.ts";
export {
  EngineFault,
  type EngineFaultCode,
  type EngineFaultDetails,
  type EngineRefusal,
  RETRY_AFTER_MS,
  type ValueProblem,
} from "./kit/engine-fault.ts";
export {
  defaultsOf,
  type LimitDefinition,
  type LimitsOf,
  type LimitTable,
  MAX_TIMER_MS,
} from "./kit/limit-table.ts";
export { DEFAULT_ENGINE_LIMITS, ENGINE_LIMITS, type EngineLimits } from "./kit/limits.ts";
export type { ReserveState } from "./log/disk-reserve.ts";
export type {
  Append,
  EventLog,
  LogStats,
  ReadLimits,
  SessionPage,
  SessionQuery,
  SessionRecord,
  SnapshotPart,
  StoredAnswer,
  StoredEvent,
  StoredSession,
  Usage,
  UsageAccounts,
  UsageRecord,
} from "./log/event-log.ts";
export type { CommitOutcome } from "./log/group-commit.ts";
export { LogFault, type LogFaultCode, type LogFaultDetails } from "./log/log-fault.ts";
export { MemoryEventLog } from "./log/memory/memory-event-log.ts";
export {
  describeOwner,
  type FolderInUse,
  type FolderLock,
  type FolderOwner,
  lockFolder,
} from "./log/sqlite/folder-lock.ts";
export { copyStoredLog } from "./log/sqlite/sqlite-backup.ts";
export { SqliteEventLog } from "./log/sqlite/sqlite-event-log.ts";
export type { SqliteLogOptions } from "./log/sqlite/sqlite-file.ts";
export {
  checkStoredLog,
  type DamageReport,
  type OnProgress,
  type RepairReport,
  repairStoredLog,
} from "./log/sqlite/sqlite-repair.ts";
export { readSessionSpan, type SessionSpan } from "./log/sqlite/sqlite-session-span.ts";
export {
  LOG_ENGINE_NAMES,
  LOG_ENGINES,
  type LogEngine,
  type LogEngineName,
  type LogOptions,
  logEngine,
} from "./log-engines.ts";
export { findModels, type ModelPage, type ModelSearch } from "./model/catalog/find-models.ts";
export { createModelCatalog, type ModelCatalogOptions } from "./model/catalog/model-catalog.ts";
export { createDemoModel } from "./model/demo/demo-model.ts";
export type {
  Model,
  ModelCatalog,
  ModelFault,
  ModelListing,
  ModelMessage,
  ModelUsage,
  StepPart,
  StepRequest,
} from "./model/model.ts";
export { isModelName } from "./model/model-name.ts";
export { headerSecrets, parseProviderHeaders } from "./model/provider/provider-headers.ts";
export type { PlanStart, StartedPlan } from "./plan/plan-host.ts";
export type { PlanAnswer } from "./plan/plan-run.ts";
export type { Plans } from "./plan/plans.ts";
export type {
  PlanKinds,
  PlanProblem,
  TaskAttempt,
  TaskFailure,
  TaskInput,
  TaskKind,
  TaskOutcome,
  TaskSessionParams,
} from "./plan/task-kind.ts";
export type { ToolRecord, TurnRecord } from "./plan/turn-record.ts";
export { describeConfinement, type ProgramSandbox } from "./sandbox/confinement.ts";
export { findSandbox } from "./sandbox/find-sandbox.ts";
export {
  DEFAULT_SANDBOX_LIMITS,
  SANDBOX_LIMITS,
  SandboxFault,
  type SandboxLimits,
  type SandboxPlaces,
} from "./sandbox/sandbox.ts";
export type { SchemaChecker, SchemaVerdict } from "./schema/schema-checker.ts";
export type { OpenTurn, SessionActivity } from "./session/activity.ts";
export type { ScopedDecision } from "./session/grant-commands.ts";
export type { Session, StartedSession } from "./session/session.ts";
export type {
  IncomingMessage,
  Receipt,
  SessionConversation,
  StatusAnswer,
} from "./session/session-conversation.ts";
export type { OwnSessions, SummaryPage } from "./session/session-summaries.ts";
export type { CallDecision, GivenResult } from "./session/tool-commands.ts";
export type { RestartPolicy } from "./session/turn-queue.ts";
export type { NeededAccess } from "./state/access.ts";
export type { GivenAnswer } from "./state/question.ts";
export { summariseStored } from "./state/summary.ts";
export type { KeyedRequest, RecordAnswer } from "./store/idempotency.ts";
export { createAskUserTool } from "./tool/ask-user.ts";
export type { ToolOffer } from "./tool/client-tool-offers.ts";
export { DEFAULT_MCP_LIMITS, MCP_LIMITS, type McpLimits } from "./tool/mcp/kit/mcp-limits.ts";
export type { PromptRequest, PromptSource } from "./tool/prompt-source.ts";
export type {
  SourcedTool,
  Tool,
  ToolAnswer,
  ToolCallContext,
  ToolEffect,
  ToolOutcome,
  ToolProgress,
  ToolQuestion,
  ToolRunContext,
  ToolSource,
  ToolSubject,
} from "./tool/tool.ts";
export { ImpossibleCall } from "./tool/tool.ts";
export { DEFAULT_TOOL_POLICIES, type ToolPolicies, type ToolPolicy } from "./tool/tool-policy.ts";
export type { ToolServers } from "./tool/tool-registry.ts";
export { ToolRegistry } from "./tool/tool-registry.ts";
export {
  DEFAULT_WORKSPACE_LIMITS,
  WORKSPACE_LIMITS,
  type WorkspaceLimits,
} from "./tool/workspace/kit/workspace-limits.ts";
export { createWorkspaceTools } from "./tool/workspace/workspace-tools.ts";
export { LoopWatchdog, type LoopWatchdogOptions } from "./watchdog/loop-watchdog.ts";
export type { TurnWatch } from "./watchdog/turn-watch.ts";
