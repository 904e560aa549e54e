import type { ModelSettings } from "@aiwhisperer/protocol";
import type { Model, ModelMessage, ModelTool } from "../model/model.ts";
import type { ToolSupport } from "../model/tool-support.ts";
import type { Conversation } from "../state/conversation.ts";
import { withoutToolCalls } from "./without-tool-calls.ts";

/** Options of a request scope. */
export interface RequestScopeOptions {
  readonly conversation: Conversation;
  /** The tools that the turn could offer now. */
  readonly tools: () => readonly ModelTool[];
  /** Absent when there is no model to ask. */
  readonly model: Model | undefined;
  readonly support: ToolSupport;
  readonly settings?: ModelSettings | undefined;
  /** JSON Schema of the answer, if it has to fit one. */
  readonly outputSchema?: object | undefined;
  /** Settings that models have refused, each with the model; kept for later turns of the session. */
  readonly refusedSettings: Set<string>;
}

const NO_TURNS: ReadonlySet<string> = new Set();

/**
 * The part of the conversation and of the tools that goes into a turn's requests: everything, unless the
 * provider refuses it.
 */
export class RequestScope {
  readonly #options: RequestScopeOptions;
  #leftOut = NO_TURNS;
  #isWithoutTools = false;
  #isWithoutSettings = false;
  #isWithoutSchema = false;
  #correction: readonly ModelMessage[] = [];

  constructor(options: RequestScopeOptions) {
    this.#options = options;
  }

  /**
   * The reason why the model is asked without the available tools; `undefined` while it is asked with them,
   * or there are none.
   */
  get toolRefusal(): string | undefined {
    const { model, support, tools } = this.#options;
    return model === undefined || tools().length === 0 ? undefined : support.refusalOf(model);
  }

  /** Makes the next `messages` cost little; `undefined` where it does already. */
  prepare(): Promise<void> | undefined {
    return this.#options.conversation.prepare();
  }

  messages(): readonly ModelMessage[] {
    const messages = this.#options.conversation.messages(this.#leftOut);
    const said = this.#takesTools ? messages : withoutToolCalls(messages);
    return this.#correction.length === 0 ? said : [...said, ...this.#correction];
  }

  /** The conversation through a turn, or through its first steps. */
  messagesThrough(turnId: string, steps?: number): readonly ModelMessage[] {
    return this.#options.conversation.messagesThrough(turnId, steps);
  }

  tools(): readonly ModelTool[] {
    return this.#takesTools ? this.#options.tools() : [];
  }

  /** How the model is asked; absent without settings. */
  get settings(): ModelSettings | undefined {
    const { settings, refusedSettings } = this.#options;
    return this.#isWithoutSettings || refusedSettings.has(this.#settingsKey) ? undefined : settings;
  }

  /**
   * JSON Schema of the answer; absent while tools are offered: some providers make the schema itself a tool
   * that has to be called.
   */
  get outputSchema(): object | undefined {
    return this.#isWithoutSchema || this.tools().length > 0 ? undefined : this.#options.outputSchema;
  }

  /** Leaves the schema of the answer out of the turn's next requests, or sends it again. */
  leaveOutSchema(isLeftOut: boolean): void {
    this.#isWithoutSchema = isLeftOut;
  }

  /** Adds an answer that was taken back, and what is wrong with it, to the turn's next requests. */
  correct(messages: readonly ModelMessage[]): void {
    this.#correction = messages;
  }

  /** Leaves these settings out of every later request of the session to this model. */
  rememberSettings(): void {
    this.#options.refusedSettings.add(this.#settingsKey);
  }

  /** Leaves the settings out of the turn's next requests, or sends them again. */
  leaveOutSettings(isLeftOut: boolean): void {
    this.#isWithoutSettings = isLeftOut;
  }

  /** Leaves these turns out of the turn's next requests, in place of those before. */
  leaveOut(turnIds: readonly string[]): void {
    this.#leftOut = turnIds.length === 0 ? NO_TURNS : new Set(turnIds);
  }

  /** Leaves tools out of the turn's next requests, or offers them again. */
  leaveOutTools(isLeftOut: boolean): void {
    this.#isWithoutTools = isLeftOut;
  }

  /** Leaves tools out of every later request to the model, of all sessions. */
  rememberRefusal(refusal: string): void {
    const { model, support } = this.#options;
    if (model !== undefined) support.remember(model, refusal);
  }

  get #settingsKey(): string {
    const { model, settings } = this.#options;
    return `${model?.id} ${JSON.stringify(settings)}`;
  }

  get #takesTools(): boolean {
    const { model, support } = this.#options;
    return !this.#isWithoutTools && (model === undefined || support.refusalOf(model) === undefined);
  }
}
