import type { AdmissionControl, Answer, ModelRequest, Question, UsageReport } from "../event/engine-event.ts";
import type { CommittedEvent } from "../event/session-event.ts";
import type { Clock } from "../kit/clock.ts";
import { EngineFault, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { EngineLimits } from "../kit/limits.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import type { ModelCatalog } from "../model/model.ts";
import type { ToolSupport } from "../model/tool-support.ts";
import type { SchemaCheckers } from "../schema/schema-checker.ts";
import type { ClientToolOffers } from "../tool/client-tool-offers.ts";
import type { ToolPolicies } from "../tool/tool-policy.ts";
import type { ToolRegistry } from "../tool/tool-registry.ts";
import type { TurnWatch } from "../watchdog/turn-watch.ts";

/** What sessions share of tools. */
export interface ToolEnvironment {
  readonly registry: ToolRegistry;
  readonly policies: ToolPolicies;
  readonly clientOffers: ClientToolOffers;
  readonly schemas: SchemaCheckers;
  readonly support: ToolSupport;
  /** Registers a running tool, so that the engine waits for it when it closes. */
  readonly track: (run: Promise<unknown>) => void;
}

/** What sessions share of their engine. */
export interface SessionEnvironment {
  readonly commits: GroupCommit;
  readonly models: ModelCatalog;
  readonly limits: EngineLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /**
   * Fails as `refused`, `limit_exceeded` or `rate_limited` when a delegate refuses what a client wants.
   */
  readonly admit: <Name extends AdmissionControl>(control: Name, question: Question<Name>) => Promise<void>;
  /** The name of the model that a turn asks. */
  readonly chooseModel: (question: Question<"ai_loop.control.choose_model">) => Promise<string>;
  /** A summary by a delegate; empty where the model is to write it. */
  readonly decideSummary: (question: Question<"ai_loop.control.compact">) => Promise<string>;
  /** What happens to a tool call. */
  readonly decidePolicy: (
    question: Question<"ai_loop.control.approve_tool_call">,
  ) => Promise<Answer<"ai_loop.control.approve_tool_call">>;
  readonly tools: ToolEnvironment;
  readonly turnWatch: TurnWatch;
  /** Whether the engine shuts down, so that no further turn may begin. */
  readonly isDraining: () => boolean;
  /** Whether a client is attached to a session. */
  readonly isAttended: (sessionId: string) => boolean;
  /** Called for every event once it is in the log. */
  readonly onCommitted: (committed: CommittedEvent) => void;
  /**
   * Called when a session begins a turn; it may have been evicted while a message was on its way.
   */
  readonly onBusy: (sessionId: string) => void;
  /** Called when a session's commit failed: its state in memory is void. */
  readonly onLost: (sessionId: string, fault: unknown) => void;
  /** Called when a step asks a model. */
  readonly onModelRequest: (request: ModelRequest) => void;
  /** Called with the usage that a model reported for a step. */
  readonly onUsage: (report: UsageReport) => void;
  /** Called when the snapshot of a session cannot be extended; the session works without it. */
  readonly onSnapshotFault: (error: unknown) => void;
  /** Called for a defect, with the turn that it fails. */
  readonly onError: (sessionId: string, error: unknown, turnId?: string) => void;
}

/** Refuses new work while the engine shuts down. Throws `draining`. */
export function requireOpen(isDraining: boolean): void {
  if (isDraining) throw new EngineFault("draining", { retryAfterMs: RETRY_AFTER_MS });
}

/** The name of that model, or of the default one. Throws `model_unavailable`. */
export function requireModel(models: ModelCatalog, model = models.defaultModel): string {
  const resolved = models.resolve(model);
  if ("unavailable" in resolved) {
    throw new EngineFault("model_unavailable", { model, reason: resolved.unavailable });
  }
  return model;
}
