import { EngineFault } from "../engine-fault.ts";
import type { SessionEnvironment } from "../session/session-environment.ts";
import type { SessionHeader } from "../session/session-header.ts";
import type { SessionState } from "../session/session-state.ts";
import { conversation, systemPrompt } from "./prompt.ts";
import { runTurn } from "./run-turn.ts";
import type { TurnContext, TurnInterruption } from "./turn-context.ts";

/** What a session lends to a turn that runs in it. */
export interface TurnHost {
  readonly turnId: string;
  readonly header: SessionHeader;
  readonly environment: SessionEnvironment;
  readonly state: SessionState;
  readonly append: TurnContext["append"];
  readonly appendDelta: TurnContext["appendDelta"];
  readonly room: TurnContext["room"];
}

/** A turn at work: the handle by which its session interrupts it and learns its end. */
export class TurnRun {
  readonly #host: TurnHost;
  readonly #controller = new AbortController();
  #done: Promise<void> = Promise.resolve();

  constructor(host: TurnHost) {
    this.#host = host;
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
    if (!this.#controller.signal.aborted) this.#controller.abort(interruption);
  }

  async #run(appended: Promise<void>): Promise<void> {
    const { environment, header } = this.#host;
    try {
      await appended;
      await runTurn(this.#context());
    } catch (error) {
      // A fault of the log has been announced where it happened, and the session is read from the log again.
      if (!(error instanceof EngineFault)) environment.onError(header.sessionId, error);
    }
  }

  #context(): TurnContext {
    const { environment, header, state, turnId, append, appendDelta, room } = this.#host;
    const { limits, clock, random, newId, models } = environment;
    return {
      turnId,
      signal: this.#controller.signal,
      interrupt: (interruption) => this.interrupt(interruption),
      limits,
      clock,
      random,
      newId,
      model: models.resolve(header.model),
      system: systemPrompt(header.params),
      history: () => conversation(state),
      append,
      appendDelta,
      room,
      reportError: (error) => environment.onError(header.sessionId, error),
    };
  }
}
