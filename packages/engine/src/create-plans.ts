import type { DelegateManager } from "./delegate/delegate-manager.ts";
import type { ModelCatalog } from "./model/model.ts";
import { createPlanKinds } from "./plan/kind/built-in-kinds.ts";
import { Plans } from "./plan/plans.ts";
import { SessionPlanHost } from "./plan/session-plan-host.ts";
import type { TurnEndings } from "./plan/turn-endings.ts";
import type { ReadEvents } from "./plan/turn-record.ts";
import { admitSession } from "./session/admit-session.ts";
import type { SessionDirectory } from "./session/session-directory.ts";
import type { SessionEnvironment } from "./store/session-environment.ts";

/** What the plans of an engine run on. */
export interface PlanParts {
  readonly directory: SessionDirectory;
  readonly environment: SessionEnvironment;
  readonly delegates: DelegateManager;
  /** Those that the tasks of a plan may name. */
  readonly models: ModelCatalog;
  readonly read: ReadEvents;
  readonly endings: TurnEndings;
}

/** The plans of an engine, run on its sessions. */
export function createPlans({ directory, environment, delegates, models, read, endings }: PlanParts): Plans {
  const { limits, clock, newId, isDraining, tools } = environment;
  const { schemas } = tools;
  const host = new SessionPlanHost({
    directory,
    admitSession: (start) => admitSession(start, directory, environment),
    newId,
    read,
  });
  return new Plans({
    kinds: createPlanKinds(),
    host,
    delegates,
    models,
    limits,
    schemas,
    endings,
    clock,
    newId,
    isDraining,
  });
}
