import { type Client, type SessionHandle, SessionStatus, type SessionSummary } from "@aiwhisperer/client";
import type { Grant } from "@aiwhisperer/protocol";
import { explainFailure } from "../terminal/failure-text.ts";
import { oneLine, shownText } from "../terminal/terminal-text.ts";
import { type ApproveRule, parseApprovalAnswer } from "../tool/approval-answer.ts";
import { approvalLines } from "../tool/approval-lines.ts";
import { ApprovalQueue, type OpenQuestion } from "../tool/approval-queue.ts";
import { DECLINE, type QuestionForm } from "../tool/question-form.ts";
import { QuestionQueue } from "../tool/question-queue.ts";
import { grantLines, modelLine, promptLine, sessionLine, toolLine } from "./listing-lines.ts";
import type { PromptLine } from "./prompt-line.ts";
import type { Screen } from "./screen.ts";
import { findMessages, matchLine } from "./search-lines.ts";
import type { SessionCommandTarget } from "./session-commands.ts";
import { SessionView } from "./session-view.ts";
import { changeSettings, SETTINGS_HELP, settingLines } from "./settings-line.ts";
import { toolServerLines } from "./tool-server-lines.ts";

const RECAP_ENTRIES = 10;
const LISTED_SESSIONS = 20;
const LISTED_MODELS = 40;

/** What a conversation is made of. */
export interface ConversationOptions {
  readonly screen: Screen;
  /** Decides about tool calls without asking the user. */
  readonly rule?: ApproveRule | undefined;
  /**
   * Called when it may be the person's turn, or is so no longer: an answer has ended, the session was paused,
   * or a question was put or decided.
   */
  readonly onChange: () => void;
}

/**
 * What a person at a terminal does with sessions: one of them is open at a time. Methods reject as the
 * client's do.
 */
export class Conversation {
  readonly #client: Client;
  readonly #screen: Screen;
  readonly #onChange: () => void;
  readonly #rule: ApproveRule | undefined;
  #session: SessionHandle | undefined;
  #view: SessionView | undefined;
  #approvals: ApprovalQueue | undefined;
  #questionQueue: QuestionQueue | undefined;
  /** The sessions that were listed last, as the person numbers them. */
  #listed: readonly SessionSummary[] = [];
  /** The grants that were listed last, in the same way. */
  #listedGrants: readonly Grant[] = [];

  constructor(client: Client, { screen, rule, onChange }: ConversationOptions) {
    this.#client = client;
    this.#screen = screen;
    this.#rule = rule;
    this.#onChange = onChange;
  }

  /** Whether an answer is coming or waited for, and nothing holds it. */
  get isBusy(): boolean {
    return this.#isAnswering && !this.#isPaused;
  }

  /** Whether a message waits for the server to take it. */
  get isSending(): boolean {
    const messages = this.#session?.state.messages ?? [];
    return messages.some((message) => message.role === "user" && message.delivery === "pending");
  }

  /** The open decision, which a typed line answers. */
  get question(): OpenQuestion | undefined {
    return this.#approvals?.question;
  }

  /** The question of a tool that is asked now, and whose next field a typed line fills in. */
  get form(): QuestionForm | undefined {
    return this.#questionQueue?.form;
  }

  /** What commands about the open session work on. */
  get target(): SessionCommandTarget {
    return {
      client: this.#client,
      screen: this.#screen,
      session: this.#session,
      attach: (sessionId) => this.attach(sessionId),
      send: (message) => this.send(message),
    };
  }

  /** Starts a session and opens it. */
  async start(model?: string): Promise<void> {
    const session = await this.#client.startSession(model === undefined ? {} : { model });
    await this.#open(session);
    this.#askQuestions();
  }

  /** Opens a session by its id, or by its number in the last listing, and shows how it ends. */
  async attach(name: string): Promise<void> {
    const session = await this.#client.attachSession(this.#idOf(name));
    await session.whenCaughtUp();
    await this.#open(session);
    this.#view?.recap(RECAP_ENTRIES);
    this.#askQuestions();
  }

  /**
   * Deletes a session by its id, or by its number in the last listing; where it is the open one, another is
   * started.
   */
  async delete(name: string): Promise<void> {
    const session = this.#client.session(this.#idOf(name));
    const isOpen = session === this.#session;
    // The deletion implies the end; it is not reported separately.
    if (isOpen) this.#close();
    try {
      await session.delete();
    } catch (error) {
      if (isOpen) this.#show(session);
      this.#askQuestions();
      throw error;
    }
    this.#screen.line(`Session ${session.sessionId} has been deleted.`);
    if (isOpen) await this.start();
  }

  /** Sends a message. Resolves once it is stored; the answer comes to the screen by itself. */
  async send(message: string): Promise<void> {
    const takeBack = this.#view?.expect(message);
    try {
      await this.#session?.send(message).accepted;
    } catch (error) {
      takeBack?.();
      throw error;
    }
  }

  /** Answers the question that was put. Anything that is no answer lets it be put again. */
  async answer(question: OpenQuestion, text: string): Promise<void> {
    const { approval = { expiresAt: 0 } } = question.call;
    const answer = parseApprovalAnswer(text, approval);
    if (answer !== undefined) await this.#approvals?.answer(question, answer);
    else if (text.trim() !== "")
      this.#screen.line("Please answer with one of the words; /help lists the commands.");
  }

  /** Fills in the next field of a question of a tool. What does not fit is asked for again. */
  async fill(form: QuestionForm, text: string): Promise<void> {
    const problem = await this.#questionQueue?.fill(form, text);
    if (problem !== undefined) this.#screen.line(problem);
    if (form === this.form) this.#putField(form);
  }

  /** Declines the question of a tool that is asked. */
  async decline(): Promise<void> {
    const { form } = this;
    if (form === undefined) this.#screen.line("No tool asks anything.");
    else await this.fill(form, DECLINE);
  }

  /** Stops the answer that is coming. */
  async stop(): Promise<void> {
    if (this.#session !== undefined && this.#isAnswering) await this.#session.cancel();
    else this.#screen.line("No answer is coming that could be stopped.");
  }

  /** Holds the session; what comes of it is shown when it happens. */
  async pause(): Promise<void> {
    await this.#session?.pause();
  }

  /** Resumes a held session. */
  async resume(): Promise<void> {
    if (this.#isPaused) await this.#session?.resume();
    else this.#screen.line("The session is not paused.");
  }

  /** Shows the whole session. */
  history(): void {
    this.#view?.recap(Number.POSITIVE_INFINITY);
  }

  /** Lists the sessions that were used last. */
  async list(): Promise<void> {
    const { sessions, nextCursor } = await this.#client.rpc.listSessions({ limit: LISTED_SESSIONS });
    this.#listed = sessions;
    for (const [index, summary] of sessions.entries()) {
      const isOpen = summary.sessionId === this.#session?.sessionId;
      this.#screen.line(sessionLine(summary, { number: index + 1, isOpen }, this.#screen.style));
    }
    if (nextCursor !== undefined) this.#screen.line(`(the last ${LISTED_SESSIONS})`);
    this.#screen.line("/attach NUMBER opens one, /delete NUMBER deletes one.");
  }

  /** Lists the messages that have all words, numbered as `/attach` takes them. */
  async search(words: string): Promise<void> {
    if (words === "") return this.#screen.line("Name words to find: /search WORDS.");
    const { matches, hasMore } = await findMessages(this.#client, words);
    this.#listed = matches.map(({ session }) => session);
    for (const [index, match] of matches.entries())
      this.#screen.line(matchLine(match, String(index + 1), this.#screen.style));
    if (hasMore) this.#screen.line("There is more: name more words.");
    this.#screen.line(matches.length === 0 ? "Nothing has these words." : "/attach NUMBER opens one.");
  }

  /**
   * Lists the models that a session can have; with words, those that contain them, also by providers' lists.
   */
  async listModels(query = ""): Promise<void> {
    const search = query === "" ? {} : { query, limit: LISTED_MODELS };
    const { models, nextCursor } = await this.#client.rpc.listModels(search);
    for (const model of models) this.#screen.line(modelLine(model, this.#screen.style));
    if (models.length === 0) this.#screen.line("No model has that in its name.");
    if (nextCursor !== undefined) this.#screen.line(`(the first ${LISTED_MODELS}; name more words)`);
    this.#screen.line(
      "/model MODEL changes to one, /new MODEL starts a session with one, /models WORDS searches.",
    );
  }

  /** Changes to another model from the next answer on; without a name, shows the present one. */
  async chooseModel(model: string): Promise<void> {
    const summary = model === "" ? await this.#summary() : await this.#session?.update({ model });
    if (summary === undefined) return;
    const what = model === "" ? "The model is" : "The next answer is by";
    this.#screen.line(`${what} ${oneLine(summary.model, 200)}.`);
  }

  /** Changes how the model is asked, from the next answer on; without a change, shows it. */
  async changeSettings(line: string): Promise<void> {
    const { settings: before = {} } = (await this.#summary()) ?? {};
    const change = line === "" ? { settings: before } : changeSettings(before, line);
    if ("problem" in change) return this.#screen.line(change.problem);
    if (line !== "") await this.#session?.update({ settings: change.settings });
    const lines = settingLines(change.settings ?? {});
    for (const each of lines.length === 0 ? ["No settings: the model's own hold."] : lines)
      this.#screen.line(each);
    if (line === "") this.#screen.line(SETTINGS_HELP);
  }

  async #summary(): Promise<SessionSummary | undefined> {
    if (this.#session === undefined) return undefined;
    return (await this.#client.rpc.getSession({ sessionId: this.#session.sessionId })).session;
  }

  /** Lists the tools that the model is offered. */
  async listTools(): Promise<void> {
    const sessionId = this.#session?.sessionId;
    const { tools } = await this.#client.rpc.listTools(sessionId === undefined ? {} : { sessionId });
    for (const tool of tools) this.#screen.line(toolLine(tool, this.#screen.style));
    if (tools.length === 0) this.#screen.line("The model is offered no tools.");
  }

  /** Lists what has been allowed in the session beyond single calls. */
  async listGrants(): Promise<void> {
    this.#listedGrants = (await this.#session?.listGrants()) ?? [];
    for (const [index, grant] of this.#listedGrants.entries()) {
      for (const line of grantLines(grant, index + 1, this.#screen.style)) this.#screen.line(line);
    }
    const isEmpty = this.#listedGrants.length === 0;
    this.#screen.line(isEmpty ? "Nothing is allowed beyond single calls." : "/revoke NUMBER revokes one.");
  }

  /** Revokes a grant by its number in the last listing. */
  async revokeGrant(number: string): Promise<void> {
    const grant = this.#listedGrants[Number(number) - 1];
    if (grant === undefined) return this.#screen.line("Name a grant: /revoke NUMBER. /grants lists them.");
    const isRevoked = (await this.#session?.revokeGrant(grant.grantId)) === true;
    this.#screen.line(
      isRevoked ? "Revoked: such calls are asked about again." : "It was not in force any more.",
    );
  }

  /** Lists the prompts of MCP servers that are connected now. */
  async listPrompts(): Promise<void> {
    const { prompts } = await this.#client.rpc.listPrompts();
    for (const prompt of prompts) this.#screen.line(promptLine(prompt, this.#screen.style));
    this.#screen.line(prompts.length === 0 ? "There are no prompts." : "/prompt NAME key=value sends one.");
  }

  /** Fills in a prompt, shows its text and sends it. */
  async sendPrompt({ name, values }: PromptLine): Promise<void> {
    const { text } = await this.#client.rpc.getPrompt({ name, arguments: values });
    if (text.trim() === "") return this.#screen.line(`The prompt ${name} is empty.`);
    this.#screen.line(this.#screen.style.dim(shownText(text)));
    await this.send(text);
  }

  /** Lists the servers that tools come from, with the state of each. */
  async listToolServers(): Promise<void> {
    const { servers } = await this.#client.rpc.listToolServers();
    for (const server of servers) {
      for (const line of toolServerLines(server, this.#screen.style)) this.#screen.line(line);
    }
    if (servers.length === 0) this.#screen.line("No MCP servers are configured.");
  }

  /** Shows nothing more. */
  dispose(): void {
    this.#close();
  }

  get #isAnswering(): boolean {
    const state = this.#session?.state;
    if (state === undefined) return false;
    return this.isSending || state.activeTurn !== undefined || state.queuedTurns.length > 0;
  }

  get #isPaused(): boolean {
    return this.#session?.state.status === SessionStatus.Paused;
  }

  async #open(session: SessionHandle): Promise<void> {
    const { session: summary } = await this.#client.rpc.getSession({ sessionId: session.sessionId });
    const before = this.#session;
    this.#close();
    this.#session = session;
    this.#listedGrants = [];
    if (before !== undefined && before !== session) this.#leave(before);
    const model = summary.model === "demo" ? "demo, a demonstration by fixed rules and no AI" : summary.model;
    this.#screen.line(this.#screen.style.dim(`Session ${session.sessionId}, model ${oneLine(model, 200)}`));
    this.#show(session);
  }

  #show(session: SessionHandle): void {
    this.#view = new SessionView(session, this.#screen, this.#onChange);
    const asker = {
      onQuestion: (question: OpenQuestion | undefined) => this.#putQuestion(question),
      note: (text: string) => this.#screen.note(text),
      onFault: (error: unknown) => this.#tellFault(error),
    };
    this.#approvals = new ApprovalQueue({ asker, rule: this.#rule });
    const onForm = (form: QuestionForm | undefined): void => this.#putForm(form);
    this.#questionQueue = new QuestionQueue({ ...asker, onForm }, true);
  }

  /** Looks for questions only once what was said before is on the screen. */
  #askQuestions(): void {
    if (this.#session === undefined) return;
    this.#approvals?.add(this.#session);
    this.#questionQueue?.add(this.#session);
  }

  #close(): void {
    this.#view?.dispose();
    this.#approvals?.dispose();
    this.#questionQueue?.dispose();
  }

  #putQuestion(question: OpenQuestion | undefined): void {
    // What had been typed was meant for the question before.
    this.#screen.withdrawPrompt();
    if (question !== undefined) {
      for (const line of approvalLines(question.call, this.#screen.style)) this.#screen.line(line);
    }
    this.#onChange();
  }

  #putForm(form: QuestionForm | undefined): void {
    this.#screen.withdrawPrompt();
    if (form !== undefined) {
      for (const line of form.lines(this.#screen.style)) this.#screen.line(line);
      this.#putField(form);
    }
    this.#onChange();
  }

  /** Shows a text above the prompt of a field. */
  #putField(form: QuestionForm): void {
    for (const line of form.promptLines().slice(0, -1)) this.#screen.line(line);
  }

  /** A name is an id, or a number in the last listing; the numbers stay what they were until the next one. */
  #idOf(name: string): string {
    const listed = /^\d{1,3}$/.test(name) ? this.#listed[Number(name) - 1] : undefined;
    return listed?.sessionId ?? name;
  }

  /** Nothing depends on how soon the server learns that a session is no longer looked at. */
  #leave(session: SessionHandle): void {
    session.detach().catch((error: unknown) => this.#tellFault(error));
  }

  #tellFault(error: unknown): void {
    this.#screen.note(explainFailure(error) ?? String(error));
  }
}
