import { isRpcError, type SessionHandle, type ToolCall } from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { type ApprovalAnswer, type ApproveRule, answerByRule } from "./approval-answer.ts";
import { describeDecision } from "./call-text.ts";

/** A tool call that needs a decision. */
export interface OpenQuestion {
  readonly session: SessionHandle;
  readonly call: ToolCall;
}

/** Asks a person. */
export interface ApprovalAsker {
  /** Asks a question; undefined withdraws the last one. */
  onQuestion(question: OpenQuestion | undefined): void;
  /** Shows a note, such as that the open question was decided elsewhere. */
  note(text: string): void;
  /** Reports that a rule's decision could not be sent. */
  onFault(error: unknown): void;
}

/** Options of a queue. */
export interface ApprovalQueueOptions {
  readonly asker: ApprovalAsker;
  /** Decides every question, so that no person is asked. */
  readonly rule?: ApproveRule | undefined;
}

/** Asks for the approvals of some sessions' tool calls, one after another in the order of the calls. */
export class ApprovalQueue {
  readonly #asker: ApprovalAsker;
  readonly #rule: ApproveRule | undefined;
  readonly #sessions = new Map<SessionHandle, () => void>();
  /** Ids of calls whose decision is on its way. */
  readonly #decided = new Set<string>();
  #question: OpenQuestion | undefined;

  constructor({ asker, rule }: ApprovalQueueOptions) {
    this.#asker = asker;
    this.#rule = rule;
  }

  /** The open question. */
  get question(): OpenQuestion | undefined {
    return this.#question;
  }

  /**
   * Takes the questions of a session, too; those of its past that were decided meanwhile are none. Adding it
   * again changes nothing.
   */
  add(session: SessionHandle): void {
    if (this.#sessions.has(session)) return;
    const update = (): void => this.#update();
    // The event arrives before the state changes.
    const disposals = [
      session.subscribe(update),
      session.on("ToolApprovalRequestNotification", update),
      session.on("ToolApprovalResolvedNotification", update),
    ];
    this.#sessions.set(session, () => {
      for (const dispose of disposals) dispose();
    });
    this.#update();
  }

  /** Removes a session and its questions. */
  remove(session: SessionHandle): void {
    this.#sessions.get(session)?.();
    this.#sessions.delete(session);
    this.#update();
  }

  /** Removes all sessions and drops the open question. */
  dispose(): void {
    for (const unsubscribe of this.#sessions.values()) unsubscribe();
    this.#sessions.clear();
    this.#question = undefined;
  }

  /**
   * Decides a question, unless it has been decided meanwhile. Rejects as `decide` of the session does, and
   * puts the question again then.
   */
  async answer({ session, call }: OpenQuestion, { decision, reason, scope }: ApprovalAnswer): Promise<void> {
    const { toolCallId } = call;
    if (this.#decided.has(toolCallId) || !isPending(session, toolCallId)) return;
    this.#decided.add(toolCallId);
    this.#update();
    try {
      if (scope === undefined) await session.decide(toolCallId, decision, reason);
      else await session.allowAlways(toolCallId, scope);
    } catch (error) {
      if (isDecided(error)) return;
      // A rule does not retry: it would fail again. Other clients can decide.
      if (this.#rule === undefined) this.#decided.delete(toolCallId);
      this.#update();
      throw error;
    }
  }

  #update(): void {
    const open = this.#openQuestions();
    if (this.#rule === undefined) this.#putFirst(open);
    else for (const question of open) this.#decideByRule(question, this.#rule);
    for (const toolCallId of this.#decided) {
      const isWaiting = [...this.#sessions.keys()].some((session) => isPending(session, toolCallId));
      if (!isWaiting) this.#decided.delete(toolCallId);
    }
  }

  /** Keeps the open question until it is decided. */
  #putFirst(open: readonly OpenQuestion[]): void {
    const before = this.#question;
    if (open.some(({ call }) => call.toolCallId === before?.call.toolCallId)) return;
    this.#question = open[0];
    if (before !== undefined) this.#noteElsewhere(before);
    if (before !== undefined || open.length > 0) this.#asker.onQuestion(this.#question);
  }

  #openQuestions(): readonly OpenQuestion[] {
    return [...this.#sessions.keys()].flatMap((session) =>
      // During a replay, a question may have been decided by a later event.
      session.state.caughtUp
        ? session.state.pendingApprovals
            .filter(({ toolCallId }) => !this.#decided.has(toolCallId))
            .map((call) => ({ session, call }))
        : [],
    );
  }

  #decideByRule(question: OpenQuestion, rule: ApproveRule): void {
    this.answer(question, answerByRule(rule, question.call.effect)).catch((error: unknown) =>
      this.#asker.onFault(error),
    );
  }

  #noteElsewhere({ session, call }: OpenQuestion): void {
    if (this.#decided.has(call.toolCallId)) return;
    const { approval } = findCall(session, call.toolCallId) ?? {};
    if (approval?.decision !== undefined) this.#asker.note(`${call.toolName} ${describeDecision(approval)}.`);
  }
}

function findCall({ state }: SessionHandle, toolCallId: string): ToolCall | undefined {
  return state.toolCalls.findLast((call) => call.toolCallId === toolCallId);
}

function isPending({ state }: SessionHandle, toolCallId: string): boolean {
  return state.pendingApprovals.some((call) => call.toolCallId === toolCallId);
}

/** Another user was faster; the event names them. */
function isDecided(error: unknown): boolean {
  return isRpcError(error, interactive.errors.ToolCallAlreadyResolved);
}
