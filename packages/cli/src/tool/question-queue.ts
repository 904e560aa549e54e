import { isRpcError, QuestionResolution, type SessionHandle } from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { QuestionForm } from "./question-form.ts";

/** Who puts the questions of tools to a person. */
export interface QuestionAsker {
  /** One form is to be filled in now, or, without it, none any more. */
  onForm(form: QuestionForm | undefined): void;
  /** Shows a note, such as that the question was answered elsewhere. */
  note(text: string): void;
  /** An answer could not be given. */
  onFault(error: unknown): void;
}

/**
 * The questions of tools in some sessions: asked one after the other. Without a terminal each is declined.
 */
export class QuestionQueue {
  readonly #asker: QuestionAsker;
  readonly #canAsk: boolean;
  readonly #sessions = new Map<SessionHandle, () => void>();
  /** Ids of questions whose answer is on its way or given. */
  readonly #answered = new Set<string>();
  #form: QuestionForm | undefined;

  constructor(asker: QuestionAsker, canAsk: boolean) {
    this.#asker = asker;
    this.#canAsk = canAsk;
  }

  /** The form that is filled in now. */
  get form(): QuestionForm | undefined {
    return this.#form;
  }

  /** Takes the questions of a session, too. Adding it again changes nothing. */
  add(session: SessionHandle): void {
    if (this.#sessions.has(session)) return;
    const update = (): void => this.#update();
    const disposals = [
      session.subscribe(update),
      session.on("QuestionNotification", update),
      session.on("QuestionResolvedNotification", update),
    ];
    this.#sessions.set(session, () => {
      for (const dispose of disposals) dispose();
    });
    this.#update();
  }

  /** Takes no more questions of a session. */
  remove(session: SessionHandle): void {
    this.#sessions.get(session)?.();
    this.#sessions.delete(session);
    this.#update();
  }

  /** Takes no more questions; an open one is left to others. */
  dispose(): void {
    for (const unsubscribe of this.#sessions.values()) unsubscribe();
    this.#sessions.clear();
    this.#form = undefined;
  }

  /**
   * Fills in the next field of a form. Returns what to ask for again and why; rejects where the server does
   * not take the answer.
   */
  async fill(form: QuestionForm, text: string): Promise<string | undefined> {
    if (form !== this.#form) return undefined;
    const step = form.take(text);
    if (step.kind === "next") return step.problem;
    const { session, question } = form;
    const { questionId } = question;
    await this.#give(form, () =>
      step.kind === "answered"
        ? session.answerQuestion(questionId, step.answer)
        : session.declineQuestion(questionId),
    );
    return undefined;
  }

  async #give(form: QuestionForm, give: () => Promise<void>): Promise<void> {
    const { questionId } = form.question;
    this.#answered.add(questionId);
    this.#update();
    try {
      await give();
    } catch (error) {
      // Another client was faster; its event follows.
      if (isRpcError(error, interactive.errors.ToolCallAlreadyResolved)) return;
      // What could not be declined is left to others: it would only fail again.
      if (this.#canAsk) this.#answered.delete(questionId);
      this.#update();
      throw error;
    }
  }

  #update(): void {
    const open = this.#openForms();
    const before = this.#form;
    const { questionId } = before?.question ?? {};
    if (open.some(({ question }) => question.questionId === questionId)) return;
    const [next] = open;
    if (next !== undefined && !this.#canAsk) {
      this.#decline(next);
      return;
    }
    this.#form = next;
    if (before !== undefined) this.#tellElsewhere(before);
    if (before !== undefined || next !== undefined) this.#asker.onForm(next);
  }

  #openForms(): readonly QuestionForm[] {
    return [...this.#sessions.keys()].flatMap((session) =>
      // While a replay is under way, what it has asked so far may have been answered long ago.
      session.state.caughtUp
        ? session.state.openQuestions
            .filter(({ questionId }) => !this.#answered.has(questionId))
            .map((question) => new QuestionForm(session, question))
        : [],
    );
  }

  #decline(form: QuestionForm): void {
    this.#asker.note("A tool asks a question, but no one can answer it here: it was declined.");
    const { session, question } = form;
    this.#give(form, () => session.declineQuestion(question.questionId)).catch((error: unknown) =>
      this.#asker.onFault(error),
    );
  }

  #tellElsewhere({ session, question: { questionId } }: QuestionForm): void {
    if (this.#answered.has(questionId)) return;
    const known = session.state.questions.findLast((question) => question.questionId === questionId);
    const resolution = known?.outcome?.resolution;
    if (resolution === undefined) return;
    const isDecided = resolution === QuestionResolution.Decided;
    this.#asker.note(isDecided ? "The question was answered elsewhere." : "The question is over.");
  }
}
