import { randomUUID } from "node:crypto";
import { isTerminal } from "@aiwhisperer/protocol";
import { type DelegateManager, toRefusalFault } from "./delegate/delegate-manager.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { Admission, AdmissionControl, Answer, EngineEvent, Question } from "./event/engine-event.ts";
import { engineEventName } from "./event/event-name.ts";
import type { CommittedEvent } from "./event/session-event.ts";
import type { Clock } from "./kit/clock.ts";
import type { EngineLimits } from "./kit/limits.ts";
import type { GroupCommit } from "./log/group-commit.ts";
import { withCommandModel } from "./model/command-model.ts";
import type { SnapshotKeeper } from "./session/restore/snapshot-keeper.ts";
import { requireOpen, type SessionEnvironment, type ToolEnvironment } from "./store/session-environment.ts";
import { isToolPolicy } from "./tool/tool-policy.ts";
import { unwatched } from "./watchdog/turn-watch.ts";

/** The parts of an engine that its sessions use, and the callbacks that they call. */
export interface EnvironmentParts {
  readonly commits: GroupCommit;
  readonly limits: EngineLimits;
  readonly clock: Clock;
  readonly delegates: DelegateManager;
  /** Receives every committed event before the delegates do. */
  readonly onCommitted: SessionEnvironment["onCommitted"];
  readonly tools: ToolEnvironment;
  readonly isDraining: () => boolean;
  readonly isAttended: (sessionId: string) => boolean;
  readonly snapshots: Pick<SnapshotKeeper, "onTurnEnd">;
  readonly onBusy: SessionEnvironment["onBusy"];
  readonly onLost: SessionEnvironment["onLost"];
}

/** What the sessions of an engine share. They ask and notify its delegates through it. */
export function createEnvironment(
  { models, random = Math.random, newId = randomUUID, turnWatch = unwatched }: EngineOptions,
  parts: EnvironmentParts,
): SessionEnvironment {
  const { delegates, isDraining, snapshots, ...shared } = parts;
  return {
    ...shared,
    models: withCommandModel(models),
    random,
    newId,
    turnWatch,
    isDraining,
    admit: async (control, question) => {
      if (control === "ai_loop.control.send_user_message") requireOpen(isDraining());
      await askForAdmission(delegates, control, question);
    },
    chooseModel: async (question) => {
      const fallback = { model: question.model };
      const { answer } = await delegates.ask("ai_loop.control.choose_model", question, { fallback });
      const { model }: { readonly model?: unknown } = answer ?? {};
      return typeof model === "string" ? model : question.model;
    },
    decideSummary: async (question) => {
      const fallback = { summary: "" };
      const { answer } = await delegates.ask("ai_loop.control.compact", question, { fallback });
      const { summary }: { readonly summary?: unknown } = answer ?? {};
      return typeof summary === "string" ? summary : "";
    },
    decidePolicy: async (question) => {
      const fallback = { policy: question.policy };
      const { answer } = await delegates.ask("ai_loop.control.approve_tool_call", question, { fallback });
      return toPolicyAnswer(answer) ?? fallback;
    },
    onCommitted: (committed) => {
      parts.onCommitted(committed);
      // The name is chosen by the event's own kind, which is what ties the two unions together.
      delegates.announce({ name: engineEventName(committed), committed } as EngineEvent);
      if (endsTurn(committed)) snapshots.onTurnEnd(committed.sessionId, committed.sequence);
    },
    onSnapshotFault: (error) => delegates.announce({ name: "engine_error_occurred", error }),
    onModelRequest: (request) => delegates.announce({ name: "ai_loop.model.requested", ...request }),
    onUsage: (report) => delegates.announce({ name: "ai_loop.usage_reported", ...report }),
    onError: (sessionId, error, turnId) => {
      const turn = turnId === undefined ? {} : { turnId };
      delegates.announce({ name: "engine_error_occurred", sessionId, error, ...turn });
    },
  };
}

function endsTurn({ event }: CommittedEvent): boolean {
  return event.method === "TurnStatusNotification" && isTerminal(event.params.status);
}

/** A delegate's answer about a tool call; `undefined` if it is malformed. */
function toPolicyAnswer(answer: unknown): Answer<"ai_loop.control.approve_tool_call"> | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { policy, reason }: { readonly policy?: unknown; readonly reason?: unknown } = answer;
  if (!isToolPolicy(policy)) return undefined;
  return typeof reason === "string" ? { policy, reason } : { policy };
}

async function askForAdmission<Name extends AdmissionControl>(
  delegates: DelegateManager,
  control: Name,
  question: Question<Name>,
): Promise<void> {
  const fallback: Admission = { admit: true };
  const decision = await delegates.ask(control, question, { fallback: fallback as Answer<Name> });
  const answer: Admission = decision.answer;
  if (!answer.admit) throw toRefusalFault(answer);
}
