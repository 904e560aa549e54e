import type { ResponseFormat } from "@aiwhisperer/protocol";
import type { Question } from "../event/engine-event.ts";
import type { SessionEvent } from "../event/session-event.ts";
import type { GrantableTool } from "../grant/call-subject.ts";
import type { EngineLimits } from "../kit/limits.ts";
import type { Model, ModelUsage } from "../model/model.ts";
import type { SchemaChecker } from "../schema/schema-checker.ts";
import type { SessionStore } from "../store/session-store.ts";
import type { ClientToolDescription } from "../tool/client-tool.ts";
import type { ToolOffer } from "../tool/client-tool-offers.ts";
import type { ToolPolicies, ToolPolicy } from "../tool/tool-policy.ts";
import type { ToolRegistry } from "../tool/tool-registry.ts";
import type { CallWatch } from "./call-watch.ts";
import type { RequestScope } from "./request-scope.ts";
import type { TurnClock } from "./turn-clock.ts";

/** An end of a turn from outside. It is the reason of the turn's abort signal. */
export type TurnInterruption =
  /** A user or a client asked for it. */
  | { readonly kind: "cancelled" }
  /** It took longer than `turnTimeoutMs`. */
  | { readonly kind: "timeout" }
  /** The event loop was blocked while it ran, and again after it was resumed. */
  | { readonly kind: "blocked" }
  /** An unawaited event broke its declaration. */
  | { readonly kind: "defect" }
  /**
   * The engine closes or the store is lost: nothing more may be appended, and the next owner continues from
   * the log.
   */
  | { readonly kind: "abandoned" };

/** The part of a turn that runs tools. */
export interface TurnTools {
  /** The server's tools. */
  readonly registry: ToolRegistry;
  readonly policies: ToolPolicies;
  readonly schemas: SchemaChecker;
  /**
   * Tools that clients of the session run: those that it was started with, and those that are offered now.
   */
  readonly clientTools: () => readonly ClientToolDescription[];
  /** Tools that clients offer now. */
  readonly offers: () => readonly ToolOffer[];
  /** Calls the listener when the offers have changed. Returns a function that ends this. */
  readonly onOffersChanged: (listener: () => void) => () => void;
  /**
   * The decisions of this run of the turn about calls, by id. A call of an earlier process, of another tool
   * under the same name, or under a stricter policy is decided anew.
   */
  readonly decidedCalls: Map<string, DecidedCall>;
  /** Asks the delegates what happens to a call; without an answer the policy in the question applies. */
  readonly decidePolicy: (question: PolicyQuestion) => Promise<PolicyDecision>;
  /** News of what clients do about this turn's calls. */
  readonly watch: CallWatch;
  /** Registers a running tool, so that the engine waits for it before it closes. */
  readonly trackTool: (run: Promise<unknown>) => void;
}

/** The tool and the policy by which a call was decided. */
export interface DecidedCall {
  readonly tool: GrantableTool;
  readonly policy: ToolPolicy;
}

/** A question to the delegates about a tool call. The session adds its ids. */
export type PolicyQuestion = Omit<Question<"ai_loop.control.approve_tool_call">, "userId" | "sessionId">;

/** A question to the delegates for a summary. The session adds its ids. */
export type SummaryQuestion = Omit<Question<"ai_loop.control.compact">, "userId" | "sessionId">;

/** The decision about a call, and its reason. */
export interface PolicyDecision {
  readonly policy: ToolPolicy;
  readonly reason?: string;
}

/** The context of a turn. */
export interface TurnContext {
  readonly turnId: string;
  /**
   * The events of the session and their state. An append rejects when the log does not take it; the signal is
   * aborted then.
   */
  readonly store: SessionStore;
  readonly tools: TurnTools;
  /** The content of the turn's requests. */
  readonly scope: RequestScope;
  /** The model to ask, or why there is none. */
  readonly model: { readonly model: Model } | { readonly unavailable: string };
  readonly system: string | undefined;
  /** The form that the answer must have; absent where it may have any. */
  readonly responseFormat?: ResponseFormat | undefined;
  /** Aborts with a `TurnInterruption`. */
  readonly signal: AbortSignal;
  /** Aborts the signal; only the first interruption has an effect. */
  readonly interrupt: (interruption: TurnInterruption) => void;
  /** The turn's own time, which does not pass while its session is paused. */
  readonly clock: TurnClock;
  readonly limits: EngineLimits;
  /** Returns a number from 0 to below 1, for jitter. */
  readonly random: () => number;
  readonly newId: () => string;
  /** A summary by a delegate; empty where the model is to write it. */
  readonly decideSummary: (question: SummaryQuestion) => Promise<string>;
  /** Appends a status Running with that notice, once a session. */
  readonly notifyOnce: (notice: string) => Promise<void>;
  /** Does the same without waiting for the commit. */
  readonly noteOnce: (notice: string) => void;
  /**
   * Appends an event without waiting for the commit; an event that breaks its declaration interrupts the turn
   * as a defect.
   */
  readonly appendUnawaited: (event: SessionEvent) => void;
  /** Announces that a step asks the model. */
  readonly reportRequest: () => void;
  /** Announces what the model has used for a step. */
  readonly reportUsage: (usage: ModelUsage) => void;
  /** Announces a defect; its text goes to the server's log alone. */
  readonly reportError: (error: unknown) => void;
}

/** Reads the reason of a turn's abort signal. */
export function interruptionOf(signal: AbortSignal): TurnInterruption {
  return signal.reason as TurnInterruption;
}
