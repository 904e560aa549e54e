import { isRpcError } from "@aiwhisperer/client";
import { type GrantScope, interactive, type ToolDecision } from "@aiwhisperer/protocol";
import { useState } from "react";
import type { AskedDecision } from "./question.ts";

/** The actions that decide about a tool call. */
export interface Decision {
  decide(decision: ToolDecision, reason?: string): void;
  /** Allows the call and later ones of that scope. */
  grant(scope: GrantScope): void;
  /** Whether it is being sent. */
  readonly isSent: boolean;
  /** The reason if the server refused it. */
  readonly failure: string | undefined;
}

/** Receives the outcome of a decision, also after its question is gone. */
export interface DecisionOutcome {
  onTaken(): void;
  onRefused(): void;
}

/** Decides about a tool call. The question disappears once the server has the decision. */
export function useDecision(
  { session, call: { toolCallId } }: AskedDecision,
  outcome: DecisionOutcome,
): Decision {
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();
  const perform = async (request: () => Promise<void>) => {
    setSent(true);
    setFailure(undefined);
    try {
      await request();
      outcome.onTaken();
    } catch (error) {
      outcome.onRefused();
      // Another client was first; its decision arrives here as an event.
      if (isRpcError(error, interactive.errors.ToolCallAlreadyResolved)) return;
      setFailure(error instanceof Error ? error.message : String(error));
      setSent(false);
    }
  };
  return {
    decide: (decision, reason) => {
      if (!isSent) void perform(() => session.decide(toolCallId, decision, reason?.trim() || undefined));
    },
    grant: (scope) => {
      if (!isSent) void perform(() => session.allowAlways(toolCallId, scope));
    },
    isSent,
    failure,
  };
}
