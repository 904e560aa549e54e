import { QuestionResolution, untilAborted } from "@aiwhisperer/protocol";
import { readQuestionForm } from "@aiwhisperer/protocol/form";
import type { SessionEvent } from "../event/session-event.ts";
import { openQuestions, type Question, unansweredEvents } from "../state/question.ts";
import type { ToolCall } from "../state/tool-call.ts";
import type { ToolAnswer, ToolQuestion } from "../tool/tool.ts";
import { announceWait } from "./announce-calls.ts";
import type { TurnClock } from "./turn-clock.ts";
import type { TurnContext } from "./turn-context.ts";

/** What the questions of a run depend on. */
export interface QuestionOptions {
  /** The tool's time, suspended while a question is open. */
  readonly toolTime: TurnClock;
  /** Whether a question that an earlier run of the call asked is this run's question. */
  readonly keepsQuestion: boolean;
}

/** The questions of one run of a tool. While one is open, the timeout of the run is suspended. */
export class ToolQuestions {
  readonly #turn: TurnContext;
  readonly #call: ToolCall;
  readonly #toolTime: TurnClock;
  readonly #keepsQuestion: boolean;
  #waiting = 0;
  #count = 0;
  #isEnded = false;

  constructor(turn: TurnContext, call: ToolCall, { toolTime, keepsQuestion }: QuestionOptions) {
    this.#turn = turn;
    this.#call = call;
    this.#toolTime = toolTime;
    this.#keepsQuestion = keepsQuestion;
  }

  /** Asks a person. Rejects when the question exceeds a bound or has no form, or the log does not take it. */
  async ask(asked: ToolQuestion): Promise<ToolAnswer> {
    if (this.#isEnded || this.#turn.signal.aborted) return { kind: "cancelled" };
    this.#requireBounds(asked);
    this.#waiting += 1;
    this.#count += 1;
    this.#toolTime.hold();
    try {
      return await this.#answerTo(asked);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#toolTime.release();
    }
  }

  /** Takes no more questions. Returns the events that resolve the open ones; append them at once. */
  end(): readonly SessionEvent[] {
    this.#isEnded = true;
    const open = this.#open();
    for (const { questionId } of open) this.#turn.tools.watch.notify(questionId);
    return unansweredEvents(open, QuestionResolution.Cancelled);
  }

  async #answerTo({ text, schema, signal }: ToolQuestion): Promise<ToolAnswer> {
    const turn = this.#turn;
    const { toolCallId, turnId } = this.#call;
    const kept = this.#keptQuestion();
    if (kept?.resolved !== undefined) return toAnswer(kept);
    const questionId = kept?.questionId ?? turn.newId();
    const expiresAt = kept?.expiresAt ?? turn.clock.now() + turn.limits.questionTimeoutMs;
    const params = { questionId, turnId, toolCallId, text: text.toWellFormed(), schema, expiresAt };
    const asked =
      kept === undefined ? turn.store.append([{ method: "QuestionNotification", params }]) : undefined;
    announceWait(turn);
    await asked;
    const timeMs = expiresAt - turn.clock.now();
    const either = signal === undefined ? turn.signal : AbortSignal.any([turn.signal, signal]);
    await this.#wait(questionId, timeMs, either);
    const question = turn.store.state.questions.get(questionId);
    if (turn.signal.aborted || question === undefined) return { kind: "cancelled" };
    // An answer that is on its way into the log counts, although the time is over.
    if (question.resolved === undefined) {
      const { Cancelled, Expired } = QuestionResolution;
      await turn.store.append(unansweredEvents([question], signal?.aborted === true ? Cancelled : Expired));
    }
    announceWait(turn);
    for (let hold = turn.clock.whenReleased(); hold !== undefined; hold = turn.clock.whenReleased())
      await hold;
    return turn.signal.aborted ? { kind: "cancelled" } : toAnswer(question);
  }

  /** Waits for an answer, the expiry, or the abort of the signal. */
  async #wait(questionId: string, timeMs: number, signal: AbortSignal): Promise<void> {
    const turn = this.#turn;
    if (turn.store.state.questions.get(questionId)?.resolved !== undefined) return;
    const expired = Promise.withResolvers<void>();
    const timer = turn.clock.setTimer(Math.max(0, timeMs), () => expired.resolve());
    try {
      await untilAborted(signal, Promise.race([turn.tools.watch.next(questionId), expired.promise]));
    } finally {
      timer.cancel();
    }
  }

  /** The question that an earlier run of the call asked, before a restart. */
  #keptQuestion(): Question | undefined {
    if (!this.#keepsQuestion || this.#count > 1) return undefined;
    const { toolCallId } = this.#call;
    return [...this.#turn.store.state.questions.values()].findLast(
      (question) => question.toolCallId === toolCallId,
    );
  }

  #open(): readonly Question[] {
    const { toolCallId, turnId } = this.#call;
    const open = openQuestions(this.#turn.store.state, turnId);
    return open.filter((question) => question.toolCallId === toolCallId);
  }

  #requireBounds({ text, schema }: ToolQuestion): void {
    const { maxQuestionLength, maxQuestionSchemaLength, maxOpenQuestions, maxQuestionsPerCall } =
      this.#turn.limits;
    if (text.length > maxQuestionLength) {
      throw new Error(
        `The question is longer than ${maxQuestionLength} characters (limit maxQuestionLength).`,
      );
    }
    if (JSON.stringify(schema).length > maxQuestionSchemaLength) {
      const bound = `${maxQuestionSchemaLength} characters (limit maxQuestionSchemaLength)`;
      throw new Error(`The schema of the question is longer than ${bound}.`);
    }
    // One that an earlier run has asked is among them already.
    const isKept = this.#count === 0 && this.#keptQuestion() !== undefined;
    if (!isKept && this.#turn.store.state.openQuestions.size >= maxOpenQuestions) {
      throw new Error(`${maxOpenQuestions} questions are open already (limit maxOpenQuestions).`);
    }
    if (this.#count >= maxQuestionsPerCall) {
      throw new Error(`A tool may ask ${maxQuestionsPerCall} questions a call (limit maxQuestionsPerCall).`);
    }
    const form = readQuestionForm(schema);
    if ("problem" in form) throw new Error(form.problem);
  }
}

function toAnswer({ resolved }: Question): ToolAnswer {
  if (resolved?.resolution !== QuestionResolution.Decided) return { kind: "cancelled" };
  if (resolved.answer === undefined) return { kind: "declined" };
  return { kind: "answered", answer: resolved.answer as Readonly<Record<string, unknown>> };
}
