import type { DelegateManager } from "./delegate/delegate-manager.ts";
import type { Clock } from "./kit/clock.ts";
import type { EngineLimits } from "./kit/limits.ts";
import type { EventLog } from "./log/event-log.ts";
import type { CommitOutcome } from "./log/group-commit.ts";
import type { ModelCatalog } from "./model/model.ts";
import type { RestartPolicy } from "./session/turn-queue.ts";
import type { PromptSource } from "./tool/prompt-source.ts";
import type { ToolSource } from "./tool/tool.ts";
import type { ToolPolicies } from "./tool/tool-policy.ts";
import type { ToolServers } from "./tool/tool-registry.ts";
import type { TurnWatch } from "./watchdog/turn-watch.ts";

/** What an engine is made of. */
export interface EngineOptions {
  readonly log: EventLog;
  readonly models: ModelCatalog;
  /** Where the server's tools come from. Default: it has none. */
  readonly tools?: readonly ToolSource[];
  /** Where prompts for people come from. Default: there are none. */
  readonly prompts?: PromptSource | undefined;
  /** The servers behind those sources. Default: none. */
  readonly toolServers?: ToolServers;
  /** Default: reads run, writes and commands ask. */
  readonly toolPolicies?: ToolPolicies;
  /** Default: one without delegates. */
  readonly delegates?: DelegateManager;
  /** Called after every commit. */
  readonly onCommit?: (outcome: CommitOutcome) => void;
  readonly limits?: Partial<EngineLimits>;
  /** What happens to a turn that a restart cut off. Default `continue`. */
  readonly afterRestart?: RestartPolicy;
  /** Knows the turns that may not be resumed again. Default: none. */
  readonly turnWatch?: TurnWatch;
  readonly clock?: Clock;
  /** A number from 0 to below 1. */
  readonly random?: () => number;
  readonly newId?: () => string;
}
