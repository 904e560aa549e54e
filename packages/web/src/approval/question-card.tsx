import {
  type Confinement,
  type GrantOffer,
  revealHidden,
  ToolDecision,
  ToolEffect,
} from "@aiwhisperer/protocol";
import { type ReactElement, type RefObject, useState } from "react";
import { useNow } from "../connection/use-now.ts";
import { DisplayBlock } from "../tool/display-block.tsx";
import { formatDuration } from "../tool/duration.ts";
import { EffectIcon } from "../tool/effect-icon.tsx";
import { TextBlock } from "../tool/text-block.tsx";
import { toValueText } from "../tool/value-text.ts";
import type { TypedAnswers } from "../written/use-typed-answers.ts";
import { AnswerButtons } from "./answer-buttons.tsx";
import type { Answer } from "./decision-keys.ts";
import { DenyForm } from "./deny-form.tsx";
import { MoreGrants } from "./more-grants.tsx";
import { type AskedDecision, answerIdOf } from "./question.ts";
import { ToolChanges } from "./tool-changes.tsx";
import { useAnswerKeys } from "./use-answer-keys.ts";
import { useDecision } from "./use-decision.ts";

/** The shown question, and the number of pending ones. */
export interface QuestionCardProps {
  readonly question: AskedDecision;
  /** Number of pending questions, including this one. */
  readonly count: number;
  readonly isPaused: boolean;
  readonly typed: TypedAnswers;
  /** The element that keeps the focus when the buttons disappear. */
  readonly frame: RefObject<HTMLElement | null>;
}

const consequences: Readonly<Record<ToolEffect, string>> = {
  [ToolEffect.Read]: "It changes nothing.",
  [ToolEffect.Write]: "It changes files or other data.",
  [ToolEffect.Execute]: "It runs a program, or its effect is unknown in advance.",
};

/** Asks whether a tool may run: shows its effect and the answers. */
export function QuestionCard({ question, count, isPaused, typed, frame }: QuestionCardProps): ReactElement {
  const { call, place } = question;
  const id = answerIdOf(question);
  const { decide, grant, isSent, failure } = useDecision(question, {
    onTaken: () => typed.end(id),
    onRefused: () => typed.refuse(id),
  });
  const reason = typed.textOf(id);
  const [step, setStep] = useState<"deny" | "more" | undefined>(reason === "" ? undefined : "deny");
  const { approval = { expiresAt: 0 } } = call;
  const about = `The decision about ${revealHidden(call.toolName)}`;
  const answer = (given: Answer) => {
    if (given === "deny") return setStep("deny");
    if (isFocusInside(frame)) frame.current?.focus();
    decide(ToolDecision.AllowOnce);
  };
  const give = ({ scope }: GrantOffer) => {
    frame.current?.focus();
    grant(scope);
  };
  const goBack = () => {
    frame.current?.focus();
    setStep(undefined);
  };
  const deny = () => {
    frame.current?.focus();
    typed.note({ id, about, text: reason, hasFocus: false, isSent: true });
    decide(ToolDecision.Deny, reason);
  };
  useAnswerKeys(call.toolCallId, frame, answer);
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-caution-soft px-4 py-2.5 text-caution text-sm">
        <EffectIcon effect={call.effect} size={18} />
        <h2 className="min-w-0 flex-1 font-semibold [overflow-wrap:anywhere]">
          Allow <span className="font-mono text-[0.8125rem]">{revealHidden(call.toolName)}</span>?
          {count > 1 && <span className="font-normal"> 1 of {count}</span>}
        </h2>
        {call.approval && <Expiry expiresAt={call.approval.expiresAt} isPaused={isPaused} />}
      </header>
      <div className="max-h-[min(38dvh,26rem)] space-y-2 overflow-y-auto px-4 pt-3">
        <p className="text-muted text-xs">
          {place ? `${revealHidden(place)}. ` : ""}
          {consequences[call.effect]}
        </p>
        {call.approval?.display?.note && (
          <p className="font-medium text-caution text-sm">{revealHidden(call.approval.display.note)}</p>
        )}
        {approval.toolChanges && <ToolChanges changes={approval.toolChanges} />}
        {call.approval?.display ? (
          <DisplayBlock display={call.approval.display} />
        ) : (
          <TextBlock title="Arguments" text={toValueText(call.arguments)} />
        )}
        {call.approval?.confinement && <ConfinementNote confinement={call.approval.confinement} />}
      </div>
      {failure && (
        <p role="alert" className="px-4 pt-2 text-danger text-sm">
          Not decided: {failure}
        </p>
      )}
      <div className="p-4 pt-3">
        {step === "deny" && (
          <DenyForm
            isSent={isSent}
            reason={reason}
            onReason={(text, hasFocus) => typed.note({ id, about, text, hasFocus, isSent })}
            onDeny={deny}
            onBack={() => {
              goBack();
              typed.end(id);
            }}
          />
        )}
        {step === "more" && <MoreGrants approval={approval} isSent={isSent} onGrant={give} onBack={goBack} />}
        {step === undefined && (
          <AnswerButtons
            toolName={call.toolName}
            approval={approval}
            isSent={isSent}
            onAnswer={answer}
            onGrant={give}
            onMore={() => setStep("more")}
          />
        )}
      </div>
    </>
  );
}

function isFocusInside({ current }: RefObject<HTMLElement | null>): boolean {
  return current?.contains(document.activeElement) ?? false;
}

/** The confinement of a tool call's program; an unconfined program is marked. */
export function ConfinementNote({ confinement }: { readonly confinement: Confinement }): ReactElement {
  const isConfined = confinement.sandbox !== undefined;
  return (
    <p className={isConfined ? "text-muted text-xs" : "font-medium text-caution text-xs"}>
      {revealHidden(confinement.summary)}
    </p>
  );
}

/** When a question expires. */
export interface ExpiryProps {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
  /** Whether the session, and with it this clock, is paused. */
  readonly isPaused: boolean;
  /** The outcome, as words before "in 5 min". Default: "denied by itself". */
  readonly outcome?: string;
}

const tickMs = 1_000;

/** The time that is left to answer. */
export function Expiry({ expiresAt, isPaused, outcome = "denied by itself" }: ExpiryProps): ReactElement {
  const now = useNow(isPaused ? undefined : tickMs);
  return (
    <span role="timer" className="shrink-0 font-normal text-xs tabular-nums">
      {isPaused ? "paused" : `${outcome} in ${formatDuration(expiresAt - now)}`}
    </span>
  );
}
