import { TurnStatus, untilAborted } from "@aiwhisperer/protocol";
import { changedHeader } from "../event/changed-header.ts";
import { NO_CHANGES } from "../event/session-changes.ts";
import type { SessionEvent } from "../event/session-event.ts";
import type { SessionHeader } from "../event/session-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import { COMMAND_MODEL } from "../model/command-model.ts";
import type { Conversation } from "../state/conversation.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import type { SessionStore } from "../store/session-store.ts";
import { CallWatch } from "./call-watch.ts";
import { RequestScope } from "./request-scope.ts";
import { runTurn } from "./run-turn.ts";
import { systemPrompt } from "./system-prompt.ts";
import { TurnClock } from "./turn-clock.ts";
import type { TurnContext, TurnInterruption } from "./turn-context.ts";
import { createTurnTools, offeredInstructions, offeredTools } from "./turn-tools.ts";

/** Options of a turn. */
export interface TurnRunOptions {
  readonly turnId: string;
  readonly store: SessionStore;
  readonly conversation: Conversation;
  readonly environment: SessionEnvironment;
  /** Notices that the session has had; each appears once a session. */
  readonly notices: Set<string>;
  /** Settings that models have refused in the session, each with the model. */
  readonly refusedSettings: Set<string>;
}

type ResolvedModel = TurnContext["model"];

/** A running turn: its session pauses and interrupts it and awaits its end. */
export class TurnRun {
  readonly #options: TurnRunOptions;
  readonly #controller = new AbortController();
  readonly #clock: TurnClock;
  readonly #watch = new CallWatch();
  #done: Promise<void> = Promise.resolve();

  constructor(options: TurnRunOptions) {
    this.#options = options;
    this.#clock = new TurnClock(options.environment.clock);
  }

  /** Resolves when the turn has ended and its last events are in the log, or lost with it. Never rejects. */
  get done(): Promise<void> {
    return this.#done;
  }

  /** Starts the turn once its status Running is in the log, and calls back when it has ended. */
  start(appended: Promise<void>, onEnd: () => void): void {
    this.#done = this.#run(appended).then(onEnd);
  }

  /** Ends the turn early; only the first interruption counts. */
  interrupt(interruption: TurnInterruption): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(interruption);
    // A held turn ends as well.
    this.#clock.release();
  }

  /** Call it when a client's decision about a tool call, or its result, is in the log. */
  noteCall(toolCallId: string): void {
    this.#watch.notify(toolCallId);
  }

  /**
   * Pauses the turn at its next safe point, and its time at once. A turn that is already ending is not
   * paused.
   */
  hold(): void {
    if (!this.#controller.signal.aborted) this.#clock.hold();
  }

  /** Resumes a held turn. */
  release(): void {
    this.#clock.release();
  }

  /** What the session was when the turn began, with what its message chose. */
  get #header(): SessionHeader {
    const { store, turnId } = this.#options;
    const turn = store.state.turns.get(turnId);
    const header = changedHeader(store.header, turn?.changes ?? NO_CHANGES);
    const { model = header.model, settings = header.params.settings } = turn ?? {};
    return {
      ...header,
      model,
      params: settings === undefined ? header.params : { ...header.params, settings },
    };
  }

  async #run(appended: Promise<void>): Promise<void> {
    const { environment, store } = this.#options;
    try {
      await appended;
      const model = await this.#chooseModel();
      await runTurn(this.#context(model));
    } catch (error) {
      // A fault of the log has been announced where it happened, and the session is read from the log again.
      if (!(error instanceof EngineFault)) environment.onError(store.header.sessionId, error);
    }
  }

  /**
   * Asks the delegates for the model, unless the session runs a plan's commands. A turn that is interrupted
   * meanwhile keeps the session's own model.
   */
  async #chooseModel(): Promise<ResolvedModel> {
    const { environment, turnId } = this.#options;
    const { sessionId, ownerId: userId, model } = this.#header;
    if (model === COMMAND_MODEL) return environment.models.resolve(model);
    const chosen = environment.chooseModel({ userId, sessionId, turnId, model });
    const name = (await untilAborted(this.#controller.signal, chosen)) ?? model;
    return environment.models.resolve(name);
  }

  /** Called from timers and listeners, which cannot fail the turn with what they throw. */
  #appendUnawaited(event: SessionEvent): void {
    const { environment, store, turnId } = this.#options;
    try {
      store.appendUnawaited(event);
    } catch (error) {
      environment.onError(store.header.sessionId, error, turnId);
      this.interrupt({ kind: "defect" });
    }
  }

  async #notifyOnce(notice: string): Promise<void> {
    const event = this.#firstNotice(notice);
    if (event !== undefined) await this.#options.store.append([event]);
  }

  #noteOnce(notice: string): void {
    const event = this.#firstNotice(notice);
    if (event !== undefined) this.#appendUnawaited(event);
  }

  /** The event of a notice that the session has not had yet. */
  #firstNotice(notice: string): SessionEvent | undefined {
    const { notices, turnId } = this.#options;
    if (notices.has(notice)) return undefined;
    notices.add(notice);
    return { method: "TurnStatusNotification", params: { turnId, status: TurnStatus.Running, notice } };
  }

  #context(model: ResolvedModel): TurnContext {
    const { conversation, environment, store, turnId } = this.#options;
    const { limits, random, newId } = environment;
    const { sessionId, ownerId: userId, params } = this.#header;
    const { responseFormat } = store.state.turns.get(turnId) ?? {};
    const schema: unknown = responseFormat?.schema;
    const scope = new RequestScope({
      conversation,
      tools: () => offeredTools(environment, store.header),
      model: "model" in model ? model.model : undefined,
      support: environment.tools.support,
      settings: params.settings,
      outputSchema: typeof schema === "object" && schema !== null ? schema : undefined,
      refusedSettings: this.#options.refusedSettings,
    });
    return {
      turnId,
      store,
      tools: createTurnTools(store, environment, this.#watch),
      scope,
      model,
      system: systemPrompt({ ...params, responseFormat }, offeredInstructions(environment)),
      responseFormat,
      signal: this.#controller.signal,
      interrupt: (interruption) => this.interrupt(interruption),
      clock: this.#clock,
      limits,
      random,
      newId,
      decideSummary: (question) => environment.decideSummary({ userId, sessionId, ...question }),
      notifyOnce: (notice) => this.#notifyOnce(notice),
      noteOnce: (notice) => this.#noteOnce(notice),
      appendUnawaited: (event) => this.#appendUnawaited(event),
      reportRequest: () => {
        if ("model" in model) environment.onModelRequest({ sessionId, turnId, model: model.model.id });
      },
      reportUsage: (usage) => {
        if ("model" in model)
          environment.onUsage({ userId, sessionId, turnId, model: model.model.id, usage });
      },
      reportError: (error) => environment.onError(sessionId, error, turnId),
    };
  }
}
