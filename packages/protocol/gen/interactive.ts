// Generated from interactive.def by `aiwhisperer def build`. Do not edit.

import * as rpc from "../rpc/index.ts";

/** Where a session is in its life. */
export const SessionStatus = {
  /** Being created; no client sees this state today. */
  Starting: 0,
  /** Open: it takes messages. */
  Active: 1,
  /** Ended by `stopSession`; its history stays readable. */
  Stopped: 2,
  /** Unusable: its stored events cannot be read. */
  Error: 3,
  /** Held by `pauseSession`. */
  Paused: 4,
} as const;

/** Where a session is in its life. */
export type SessionStatus = (typeof SessionStatus)[keyof typeof SessionStatus];

/** What happens to a running turn when no connection is attached to its session any more. Detaching is not cancelling. */
export const DetachAction = {
  /** It continues. */
  RunOn: 0,
  /** It is cancelled when the grace time has passed. */
  Cancel: 1,
  /** It is paused, with its clock, when the grace time has passed, and continues when a connection attaches. */
  Pause: 2,
} as const;

/** What happens to a running turn when no connection is attached to its session any more. Detaching is not cancelling. */
export type DetachAction = (typeof DetachAction)[keyof typeof DetachAction];

export interface DetachPolicy {
  readonly action: DetachAction;
  /**
   * Time within which a connection may attach again.
   * Default: 30000.
   */
  readonly graceMs?: number;
}

/** How much a model thinks before it answers. */
export const ReasoningEffort = {
  None: "none",
  Low: "low",
  Medium: "medium",
  High: "high",
} as const;

/** How much a model thinks before it answers. */
export type ReasoningEffort = (typeof ReasoningEffort)[keyof typeof ReasoningEffort];

/** How a model is asked. A setting that the model does not know is left out, and a `notice` of the turn says so. */
export interface ModelSettings {
  readonly temperature?: number;
  /** Most tokens of one step's answer. */
  readonly maxOutputTokens?: number;
  readonly reasoningEffort?: ReasoningEffort;
  /** Texts at which the model stops. */
  readonly stop?: readonly string[];
  /** Further options, by the name of the provider, as the AI SDK's package of that provider takes them. */
  readonly providerOptions?: { readonly [key: string]: { readonly [key: string]: unknown } };
}

/** The form of an answer. */
export interface ResponseFormat {
  /** JSON Schema, an object or a boolean. The answer is JSON that fits it, or the turn fails as `invalid_output` after one correction. */
  readonly schema: unknown;
}

export type StopText = string;

/** What a session is started with. `updateSession` changes most of it. */
export interface SessionParams {
  /** Language that the assistant is asked to answer in, as a BCP 47 tag such as `en` or `de-CH`. */
  readonly language?: string;
  /** Model as `provider:model`, for example `anthropic:claude-sonnet-4-5`, or `demo`. Default: the server's own default. */
  readonly model?: string;
  /** System prompt: it precedes the history on every model call. */
  readonly context?: string;
  readonly settings?: ModelSettings;
  /** Tools that clients of the session run. The caller offers them at once; others do with `offerTools`. */
  readonly tools?: readonly ClientTool[];
  /** Default: a turn continues while no connection is attached. */
  readonly detach?: DetachPolicy;
  /** Labels of the client's own, kept and given back, never interpreted. */
  readonly metadata?: { readonly [key: string]: unknown };
}

/** A user who was let into a session. */
export interface SessionShare {
  readonly userId: string;
  readonly access: SessionAccess;
}

/** A session as `getSession` and `listSessions` return it. */
export interface SessionSummary {
  readonly sessionId: string;
  readonly userId: string;
  readonly status: SessionStatus;
  /** Sequence of the last event in the log. */
  readonly sequence: number;
  /** As `updateSession` has set it; else the start of the first user message, empty before there is one. */
  readonly title: string;
  /** Model that the next turn uses, as `provider:model`. */
  readonly model: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  /** Time of the last message or status, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number;
  /** The turn that runs now, if one does. */
  readonly activeTurnId?: string;
  /** Messages that wait for their turn. */
  readonly queuedMessages: number;
  /** Tool calls that wait for a decision; absent when there is none. */
  readonly pendingApprovals?: number;
  /** Questions to a person that are open; absent when there is none. */
  readonly pendingQuestions?: number;
  /** The plan that the session belongs to. The session of the plan itself has the plan's id as its own. */
  readonly planId?: string;
  /** The task of that plan that the session is for. */
  readonly taskId?: string;
  /** What the caller may do, where the session belongs to another user. */
  readonly access?: SessionAccess;
  /** Users that the session is shared with; only the owner sees them. */
  readonly sharedWith?: readonly SessionShare[];
  readonly metadata?: { readonly [key: string]: unknown };
  /** Settings that the next turn uses; absent where there are none. */
  readonly settings?: ModelSettings;
  /** The session that this one was forked from. */
  readonly forkedFrom?: ForkOrigin;
  /** Present for a session that is to be listed before others. */
  readonly pinned?: true;
  /** Present for a session that was put away. */
  readonly archived?: true;
}

/** Starts a session and attaches the caller to it from sequence 0. */
export interface StartSessionRequest {
  /** A label of the user while the server asks for no authentication. */
  readonly userId: string;
  readonly sessionParams?: SessionParams;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface StartSessionResponse {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

/**
 * Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.
 * Attaching again replaces the attachment.
 */
export interface AttachSessionRequest {
  readonly sessionId: string;
  /**
   * The last sequence that the client has; delivery starts with the next one. After 0 everything is delivered.
   * Default: 0.
   */
  readonly afterSequence?: number;
}

export interface AttachSessionResponse {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** Sequence of the last event in the log at the time of the answer: up to here is replay. */
  readonly sequence: number;
}

/** Ends the delivery of a session's events to this connection. The session continues. */
export interface DetachSessionRequest {
  readonly sessionId: string;
}

export type DetachSessionResponse = { readonly [field: string]: never };

/** Deletes a session with all its events. A running turn is cancelled; every attached connection first receives Stopped. */
export interface DeleteSessionRequest {
  readonly sessionId: string;
}

export type DeleteSessionResponse = { readonly [field: string]: never };

/** Ends a session: its turn is cancelled, queued messages are dropped, and attached connections are notified. Stopping twice is fine. */
export interface StopSessionRequest {
  readonly sessionId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface StopSessionResponse {
  readonly status: SessionStatus;
}

/** A session as the origin of another one. */
export interface ForkOrigin {
  readonly sessionId: string;
  /** Sequence of the last event that was copied; 0 where none was. */
  readonly sequence: number;
}

/**
 * Starts a session whose log begins with the events of another one, up to the end of a turn, and attaches the caller to it from sequence 0. The copied events
 * have the same sequences; `SessionForkedNotification` is the next event. The new session is the caller's. It has the model, the settings and the context of
 * the cut; title, `pinned`, `archived`, shares and grants are not copied, and messages whose turn had not ended at the cut are neither answered nor given to
 * models. A cut inside a turn or past the end of the log is `InvalidCursor`, with the nearest possible ones.
 */
export interface ForkSessionRequest {
  readonly sessionId: string;
  /** Default: the end of the last ended turn. */
  readonly throughSequence?: number;
  /** In place of `throughSequence`: the cut is before this user message. An unknown one is -32602. */
  readonly beforeMessageId?: string;
  /** What the new session is to have otherwise. */
  readonly sessionParams?: SessionParams;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface ForkSessionResponse {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

/**
 * Changes what a session is. Each field is replaced whole, null resets it, and what is absent stays. A running turn keeps the model, the settings and the
 * context that it began with. Everyone attached receives `SessionChangedNotification` if something has changed.
 */
export interface UpdateSessionRequest {
  readonly sessionId: string;
  /** Null: the start of the first user message again. */
  readonly title?: string | null;
  /** Null: the server's default. */
  readonly model?: string | null;
  readonly settings?: ModelSettings | null;
  readonly context?: string | null;
  readonly metadata?: { readonly [key: string]: unknown } | null;
  readonly pinned?: boolean | null;
  readonly archived?: boolean | null;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface UpdateSessionResponse {
  readonly session: SessionSummary;
}

/** Returns a summary of a session without attaching to it. */
export interface GetSessionRequest {
  readonly sessionId: string;
}

export interface GetSessionResponse {
  readonly session: SessionSummary;
}

/** Lists the caller's sessions, or those of others that are shared with the caller, the one used last first. */
export interface ListSessionsRequest {
  /**
   * True lists the sessions of others that are shared with the caller, each with the caller's `access`; false lists the caller's own.
   * Default: false.
   */
  readonly shared?: boolean;
  /**
   * Sessions a page.
   * Default: 50.
   */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

export interface ListSessionsResponse {
  readonly sessions: readonly SessionSummary[];
  /** Present while there are more. */
  readonly nextCursor?: string;
}

/** A message or a title in which all words of a search occur. */
export interface SearchMatch {
  readonly session: SessionSummary;
  /** Absent where the title matches. */
  readonly messageId?: string;
  /** Sequence of the first event of the message; 1 where the title matches. */
  readonly sequence: number;
  /** The text around the first word, on one line. */
  readonly snippet: string;
}

/**
 * Finds messages and titles in the caller's sessions, then in those that are shared with the caller; in each list the session used last comes first. A match has
 * all words of the query, each also as a part of a longer word, in any case. No character has a special meaning. A session that is used between two pages may be
 * missed or come twice.
 */
export interface SearchSessionsRequest {
  readonly query: string;
  /**
   * Matches a page.
   * Default: 20.
   */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** A page may have fewer matches than asked for, even none, while there are more: how much is read for one is limited (`maxSearchedLength`). */
export interface SearchSessionsResponse {
  readonly matches: readonly SearchMatch[];
  /** Present while there is more to search. */
  readonly nextCursor?: string;
}

/** One event as it was, or would have been, delivered live. */
export interface HistoryEvent {
  /** Name of the notification. */
  readonly method: string;
  readonly params: unknown;
}

/** Reads logged events without attaching. */
export interface GetHistoryRequest {
  readonly sessionId: string;
  /**
   * The page begins with the next one: after 0 with the first event.
   * Default: 0.
   */
  readonly afterSequence?: number;
  /**
   * Events a page.
   * Default: 1000.
   */
  readonly limit?: number;
}

export interface GetHistoryResponse {
  readonly events: readonly HistoryEvent[];
  /** Sequence of the last event in the log; more pages follow while the last event here is below it. */
  readonly sequence: number;
}

/** What a user may do with another user's session. */
export const SessionAccess = {
  /** Read it and follow it. */
  Observe: 0,
  /** Also send messages, decide, pause and stop. */
  Drive: 1,
} as const;

/** What a user may do with another user's session. */
export type SessionAccess = (typeof SessionAccess)[keyof typeof SessionAccess];

/** Lets another user into a session, or changes what that user may do. Only the owner can. */
export interface ShareSessionRequest {
  readonly sessionId: string;
  readonly userId: string;
  readonly access: SessionAccess;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export type ShareSessionResponse = { readonly [field: string]: never };

/** Takes a user's access back, at once: what that user's connections follow of the session ends. Only the owner can. Doing it twice is fine. */
export interface UnshareSessionRequest {
  readonly sessionId: string;
  readonly userId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export type UnshareSessionResponse = { readonly [field: string]: never };

/** Renews the connection's authentication with a newer token of the same user, so that it outlives the token that it began with. */
export interface AuthenticateRequest {
  readonly token: string;
}

export interface AuthenticateResponse {
  readonly userId: string;
  /** When the token ends, in milliseconds since 1970-01-01T00:00:00Z; absent for one that does not. */
  readonly expiresAt?: number;
}

export const MessageStatus = {
  OK: 0,
  Error: 1,
} as const;

export type MessageStatus = (typeof MessageStatus)[keyof typeof MessageStatus];

/** What happens to a message that is sent while a turn runs. */
export const Delivery = {
  /** It waits for its turn. */
  Queue: 0,
  /** The running turn is cancelled and this message is answered next. */
  Interrupt: 1,
  /** It is refused with `Busy`. */
  Reject: 2,
} as const;

/** What happens to a message that is sent while a turn runs. */
export type Delivery = (typeof Delivery)[keyof typeof Delivery];

/** Where a turn is: 0 to 3 are on the way, 4 to 7 are terminal, and exactly one terminal status ends a turn. */
export const TurnStatus = {
  /** Waiting behind another turn. */
  Queued: 0,
  /** The model is at work. */
  Running: 1,
  /** Waiting for a tool's result. */
  AwaitingTool: 2,
  /** Waiting for a decision, or for the answer to a question of a tool. */
  AwaitingApproval: 3,
  Completed: 4,
  Cancelled: 5,
  Failed: 6,
  /** Ended by a restart of the server. */
  Interrupted: 7,
} as const;

/** Where a turn is: 0 to 3 are on the way, 4 to 7 are terminal, and exactly one terminal status ends a turn. */
export type TurnStatus = (typeof TurnStatus)[keyof typeof TurnStatus];

/** What a piece of an answer is meant for. */
export const Channel = {
  /** The answer itself. */
  Final: 0,
  /** The model's reasoning, where the provider shows it. */
  Analysis: 1,
  /** Remarks on what the model is about to do. */
  Commentary: 2,
} as const;

/** What a piece of an answer is meant for. */
export type Channel = (typeof Channel)[keyof typeof Channel];

/** Tokens of a turn or a step, as far as the provider reports them. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  /** Part of `inputTokens` that the provider had in its cache. */
  readonly cachedInputTokens?: number;
  /** Part of `inputTokens` that the provider put into its cache. */
  readonly cacheWriteTokens?: number;
  /** Part of `outputTokens` that the model thought. */
  readonly reasoningTokens?: number;
  /** Millionths of a US dollar, where the price is known. */
  readonly costMicros?: number;
}

/** Why a turn or a task failed, in words that a person can act on. */
export interface TurnError {
  /** A stable name such as `unauthenticated`, `rate_limited`, `timeout`, `provider_error`; PROTOCOL.md lists them. */
  readonly code: string;
  readonly message: string;
}

/** Sends a message. Answered once it is durable, never held until the answer ends. */
export interface SendUserMessageRequest {
  readonly sessionId: string;
  readonly message: string;
  /** Default: Queue. */
  readonly delivery?: Delivery;
  /** Model for this turn only. Default: the session's. */
  readonly model?: string;
  /** Settings for this turn only, in place of the session's. */
  readonly settings?: ModelSettings;
  /** Form of the answer of this turn. Default: any text. */
  readonly responseFormat?: ResponseFormat;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface SendUserMessageResponse {
  readonly messageId: string;
  readonly status: MessageStatus;
  readonly turnId: string;
}

/**
 * Runs the last turn again, under a new id, if it is Failed, Cancelled or Interrupted and nothing runs or waits. Its user message is neither logged nor
 * given to the model a second time, and what it had answered is not given to the model. Any other turn is -32602.
 */
export interface RetryTurnRequest {
  readonly sessionId: string;
  readonly turnId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface RetryTurnResponse {
  /** Id of the new turn. */
  readonly turnId: string;
}

/**
 * Replaces what was said so far, for models only, by a summary that the session's model writes. Answered at once; `ContextCompactedNotification` follows, or
 * nothing if there is nothing to summarise, or the model does not answer. The log keeps everything.
 */
export interface CompactSessionRequest {
  readonly sessionId: string;
  /** What the summary is to keep. */
  readonly instructions?: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface CompactSessionResponse {
  readonly status: MessageStatus;
}

/** Cancels a turn; its terminal event follows. A turn that has ended already is left as it is. */
export interface CancelTurnRequest {
  readonly sessionId: string;
  /** Default: the running turn. Name a queued turn to take its message back. */
  readonly turnId?: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface CancelTurnResponse {
  /** The turn's status when the request was taken; `Cancelled` when there was nothing to cancel. */
  readonly status: TurnStatus;
}

/** Pauses a session: its turn stops at the next safe point, its clock with it, and no other turn begins. Pausing twice is fine. */
export interface PauseSessionRequest {
  readonly sessionId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface PauseSessionResponse {
  readonly status: SessionStatus;
}

/** Resumes a paused session. Resuming a running one is fine. */
export interface ResumeSessionRequest {
  readonly sessionId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface ResumeSessionResponse {
  readonly status: SessionStatus;
}

/** Who runs a tool. */
export const ToolExecutor = {
  Server: 0,
  /** A client that offers it. */
  Client: 1,
} as const;

/** Who runs a tool. */
export type ToolExecutor = (typeof ToolExecutor)[keyof typeof ToolExecutor];

/** What running a tool may do. */
export const ToolEffect = {
  /** It changes nothing. */
  Read: 0,
  /** It changes files or other data. */
  Write: 1,
  /** It runs programs, or its effect cannot be predicted. */
  Execute: 2,
} as const;

/** What running a tool may do. */
export type ToolEffect = (typeof ToolEffect)[keyof typeof ToolEffect];

/** Whether a tool call runs without being asked about. */
export const ToolPolicy = {
  Allow: 0,
  Ask: 1,
  Deny: 2,
} as const;

/** Whether a tool call runs without being asked about. */
export type ToolPolicy = (typeof ToolPolicy)[keyof typeof ToolPolicy];

/** What a person decided about a tool call. */
export const ToolDecision = {
  AllowOnce: 0,
  /** This call, and later calls of the same tool in this session that its scope covers. */
  AllowAlways: 1,
  Deny: 2,
} as const;

/** What a person decided about a tool call. */
export type ToolDecision = (typeof ToolDecision)[keyof typeof ToolDecision];

export const ToolResultStatus = {
  OK: 0,
  Error: 1,
} as const;

export type ToolResultStatus = (typeof ToolResultStatus)[keyof typeof ToolResultStatus];

/**
 * Why a tool call has no result of the tool's own.
 *
 * Open: a newer peer may send further values.
 */
export const ToolFailure = {
  /** They do not fit the tool's schema. */
  InvalidArguments: 0,
  /** A person or a policy refused it. */
  Denied: 1,
  TimedOut: 2,
  /** The turn was cancelled or ended. */
  Cancelled: 3,
  /** There is no such tool, or it cannot be used now. */
  Unavailable: 4,
  /** The server stopped while it ran, and it is not safe to repeat. */
  Interrupted: 5,
} as const;

/**
 * Why a tool call has no result of the tool's own.
 *
 * Open: a newer peer may send further values.
 */
export type ToolFailure = (typeof ToolFailure)[keyof typeof ToolFailure] | (number & Record<never, never>);

/**
 * What a text about a tool call is.
 *
 * Open: a newer peer may send further values.
 */
export const ToolDisplayKind = {
  Text: 0,
  /** A unified diff. */
  Diff: 1,
  /** A command line. */
  Command: 2,
} as const;

/**
 * What a text about a tool call is.
 *
 * Open: a newer peer may send further values.
 */
export type ToolDisplayKind = (typeof ToolDisplayKind)[keyof typeof ToolDisplayKind] | (number & Record<never, never>);

/** What a person is shown of a tool call: what it will change, or has changed. */
export interface ToolDisplay {
  readonly kind: ToolDisplayKind;
  /** What it is about, such as a file's path. */
  readonly title?: string;
  readonly text: string;
  /** Lines that the whole change adds, also where the text is cut. */
  readonly added?: number;
  /** Lines that the whole change removes, also where the text is cut. */
  readonly removed?: number;
  /** What to know before deciding, such as why the call is asked about although its tool is allowed. */
  readonly note?: string;
  /** File that the call changes, from the workspace folder; with a diff. */
  readonly path?: string;
  /**
   * All of the file's text before the change, as it is, hidden characters included: reveal them where a person decides. Absent for a new file, for
   * one that is no text, and where either text is longer than `maxShownTextLength`.
   */
  readonly oldText?: string;
  /** All of the file's text after the change; absent where the text before is too long. */
  readonly newText?: string;
}

/** A tool that clients run. */
export interface ClientTool {
  readonly name: string;
  /** For the model: what the tool does and when to use it. */
  readonly description: string;
  /** JSON Schema of the arguments, an object. Default: an object with any properties. */
  readonly inputSchema?: unknown;
  /** Default: Read. */
  readonly effect?: ToolEffect;
  /** Time that a client has to return the result. Default and limit: the server's `clientToolTimeoutMs`. */
  readonly timeoutMs?: number;
}

/** How the operating system confines the program that a tool starts. */
export interface Confinement {
  /** Name of the sandbox, such as `bubblewrap`; absent when the program is not confined. */
  readonly sandbox?: string;
  /** Whether the program reaches the network. */
  readonly network: boolean;
  /** The same in words for people, with the reason when the program is not confined. */
  readonly summary: string;
}

/** A tool as `listTools` returns it. */
export interface ToolInfo {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: unknown;
  readonly executor: ToolExecutor;
  readonly effect: ToolEffect;
  /** What happens to its calls. */
  readonly policy: ToolPolicy;
  /** Where it comes from: `built-in`, `mcp:` and a server's name, `plugin:` and a plug-in's name, or `client`. */
  readonly source: string;
  /** Whether it can be called now. */
  readonly usable: boolean;
  /** Why not. */
  readonly reason?: string;
  /** Absent for a tool that starts no program, or whose program this server does not start. */
  readonly confinement?: Confinement;
}

/** Lists the tools of the server and, for a session, those that its clients offer. */
export interface ListToolsRequest {
  readonly sessionId?: string;
}

export interface ListToolsResponse {
  readonly tools: readonly ToolInfo[];
}

/**
 * State of a server that tools come from.
 *
 * Open: a newer peer may send further values.
 */
export const ToolServerState = {
  /** It is being started, perhaps again. */
  Starting: 0,
  /** Its tools can be called. */
  Ready: 1,
  /** It was lost or could not be started; it is started again at `nextAttemptAt`. */
  Failed: 2,
  /** The configuration disables it. */
  Disabled: 3,
  /** A person has to sign in to it. */
  SignInNeeded: 4,
  /** Its entry in the configuration cannot be used. */
  Invalid: 5,
  /** It has ended with this program. */
  Closed: 6,
} as const;

/**
 * State of a server that tools come from.
 *
 * Open: a newer peer may send further values.
 */
export type ToolServerState = (typeof ToolServerState)[keyof typeof ToolServerState] | (number & Record<never, never>);

/** A tool that a server lists and that is not offered. */
export interface LeftOutTool {
  readonly name: string;
  readonly reason: string;
}

/** A server that tools come from, such as an MCP server. Its texts hold no secrets. */
export interface ToolServerInfo {
  /** The part of its tools' names before the dot. */
  readonly name: string;
  readonly state: ToolServerState;
  /** When it entered the state: milliseconds since 1970-01-01T00:00:00Z. */
  readonly since: number;
  /** Why it is in the state, where there is a reason. */
  readonly reason?: string;
  /** Number of its tools that are offered. */
  readonly tools: number;
  /** At most 100 of the tools that are left out, each with its reason. */
  readonly leftOut: readonly LeftOutTool[];
  /** How often it has been started again. */
  readonly restarts: number;
  /** Members of its configuration that have no effect. */
  readonly warnings: readonly string[];
  /** When it is started again. */
  readonly nextAttemptAt?: number;
  /** Link of the sign-in; admins only. */
  readonly signInUrl?: string;
}

/** Lists the servers that tools come from, with the state of each, in the order of the configuration. */
export type ListToolServersRequest = { readonly [field: string]: never };

export interface ListToolServersResponse {
  readonly servers: readonly ToolServerInfo[];
}

/** Offers tools of this client to a session that this connection is attached to, in place of those it offered before. The offer ends with the attachment. */
export interface OfferToolsRequest {
  readonly sessionId: string;
  /** Names the client across its connections: calls that are leased to it stay so when its line breaks for a moment. */
  readonly clientId: string;
  readonly tools: readonly ClientTool[];
}

export type OfferToolsResponse = { readonly [field: string]: never };

/** Returns the result of a client's tool call. Exactly one is accepted; it never starts a turn. */
export interface ProvideToolResultRequest {
  readonly sessionId: string;
  readonly toolCallId: string;
  readonly result: unknown;
  /** Whether the tool failed; the model learns it. */
  readonly isError?: boolean;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface ProvideToolResultResponse {
  readonly status: ToolResultStatus;
}

/** Decides about a tool call that waits for it. The first decision counts. */
export interface DecideToolCallRequest {
  readonly sessionId: string;
  readonly toolCallId: string;
  readonly decision: ToolDecision;
  /** Goes to the model with a `Deny`. */
  readonly reason?: string;
  /** With `AllowAlways`: the later calls that are allowed, one of the request's `scopes`. Default: the first of them, the narrowest. */
  readonly scope?: GrantScope;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface DecideToolCallResponse {
  readonly status: MessageStatus;
}

/** The calls of a tool that a grant covers. `type` says which of the other fields it has. */
export interface GrantScope {
  /**
   * `command`: that command, exactly. `commandPrefix`: commands each part of which begins with the words of one of the prefixes. `path`: that
   * file. `tool`: every call.
   */
  readonly type: string;
  readonly command?: string;
  readonly prefixes?: readonly string[];
  /** Of commands: the folder that they run in, relative to the workspace. Absent for the workspace itself. */
  readonly folder?: string;
  /** Relative to the workspace. */
  readonly path?: string;
}

/** A scope that a person can choose for a grant, in words for people. */
export interface GrantOffer {
  readonly scope: GrantScope;
  /** A few words, such as `git status …`. */
  readonly label: string;
  /** Which later calls it allows, as a sentence. */
  readonly text: string;
}

/** Later calls of a tool that a person has allowed in a session. It counts while the tool's definition is the one that the person saw. */
export interface Grant {
  readonly grantId: string;
  readonly toolName: string;
  readonly scope: GrantScope;
  /** A few words, such as `git status …`. */
  readonly label: string;
  /** Which calls it allows, as a sentence. */
  readonly text: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly since: number;
  /** The user. */
  readonly grantedBy: string;
  /** When it expires, in milliseconds since 1970-01-01T00:00:00Z; absent where it lasts as long as the session. */
  readonly expiresAt?: number;
  /** SHA-256 of the tool's name, description, schema, effect and hints. */
  readonly definitionHash: string;
}

/** A part of a tool's definition, as it was when a person allowed the tool. */
export interface ToolDefinitionPart {
  /** `description`, `schema`, `effect` or `hints`. */
  readonly part: string;
  /** SHA-256 of the whole. */
  readonly hash: string;
  /** Its beginning. */
  readonly text: string;
}

/** What has changed in a tool's definition since a person allowed its calls. */
export interface ToolChange {
  /** `description`, `schema`, `effect` or `hints`. */
  readonly part: string;
  /** Its beginning, with hidden characters as codes. */
  readonly before: string;
  readonly after: string;
}

/** The grants of a session that are in force, the oldest first. */
export interface ListGrantsRequest {
  readonly sessionId: string;
}

export interface ListGrantsResponse {
  readonly grants: readonly Grant[];
}

/** Revokes a grant: calls that have not begun are asked about again. Revoking one that is gone changes nothing. */
export interface RevokeGrantRequest {
  readonly sessionId: string;
  readonly grantId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface RevokeGrantResponse {
  /** Whether it was in force. */
  readonly revoked: boolean;
}

/** How a question to a person, or the approval of a tool call, was resolved. */
export const QuestionResolution = {
  /** A person answered, declined or decided. */
  Decided: 0,
  /** No answer came in time. */
  Expired: 1,
  /** The turn was cancelled, or the tool ended without the answer. */
  Cancelled: 2,
  /** The server was restarted: the tool run that asked is gone. A tool that runs again asks again. */
  Restarted: 3,
  /** A policy resolved it. */
  Policy: 4,
} as const;

/** How a question to a person, or the approval of a tool call, was resolved. */
export type QuestionResolution = (typeof QuestionResolution)[keyof typeof QuestionResolution];

/** Answers a question that a running tool asks, or declines it. Exactly one of `answer` and `declined` is present. The first answer counts. */
export interface AskAnswerRequest {
  readonly sessionId: string;
  readonly questionId: string;
  /** An object that fits the question's schema. Absent fields get their defaults. An answer that does not fit is -32602 with the faults of each field. */
  readonly answer?: unknown;
  /** True declines. */
  readonly declined?: boolean;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface AskAnswerResponse {
  readonly status: MessageStatus;
}

export const PlanStatus = {
  Pending: 0,
  Running: 1,
  /** Every task is completed, skipped, or failed in a way that the plan allows for. */
  Completed: 2,
  Failed: 3,
  Paused: 4,
  Stopped: 5,
} as const;

export type PlanStatus = (typeof PlanStatus)[keyof typeof PlanStatus];

/** Where a task is: 0, 1 and 5 are on the way, 2 to 4 are terminal. */
export const TaskStatus = {
  Pending: 0,
  Running: 1,
  Completed: 2,
  Failed: 3,
  /** It never ran: what it depends on has failed or was skipped, or the plan ended before. */
  Skipped: 4,
  Paused: 5,
} as const;

/** Where a task is: 0, 1 and 5 are on the way, 2 to 4 are terminal. */
export type TaskStatus = (typeof TaskStatus)[keyof typeof TaskStatus];

/** What a task's failure means for the plan, after its retries. */
export const TaskFailureAction = {
  /** Running tasks are cancelled, the others skipped, and the plan fails. */
  Stop: 0,
  /** The tasks that depend on it are skipped; the others continue. */
  Skip: 1,
  /** The tasks that depend on it run without its result. */
  Continue: 2,
} as const;

/** What a task's failure means for the plan, after its retries. */
export type TaskFailureAction = (typeof TaskFailureAction)[keyof typeof TaskFailureAction];

/** One piece of work of a plan. */
export interface PlanTask {
  /** Unique in the plan. */
  readonly id: string;
  /** `ai_interaction`, `planning`, `code_generation`, `validation`, `no_op`, or a kind that a plug-in adds. */
  readonly kind: string;
  readonly title?: string;
  /** Instructions for the model. */
  readonly instructions?: string;
  /** Results of other tasks, by the name that this task knows them by: the value is the other task's id. Each is a dependency, too. */
  readonly inputs?: { readonly [key: string]: string };
  /** Tasks that must have ended before. */
  readonly dependsOn?: readonly string[];
  /**
   * Further attempts after a failure.
   * Default: 0.
   */
  readonly retries?: number;
  /** Default: Stop. */
  readonly onFailure?: TaskFailureAction;
  /** Default: the plan's. */
  readonly model?: string;
  /** What the kind wants to know beside the instructions; PROTOCOL.md has it by kind. */
  readonly parameters?: { readonly [key: string]: unknown };
}

/** Tasks that depend on each other without a cycle. */
export interface Plan {
  readonly name: string;
  /** Default: the server's default model. */
  readonly model?: string;
  /** System prompt of every task. */
  readonly context?: string;
  /** Tasks that run at once. Default and limit: the server's `maxParallelTasks`. */
  readonly maxParallel?: number;
  readonly tasks: readonly PlanTask[];
}

/** Why a task did not succeed. */
export const TaskFailureCause = {
  /** Its own last attempt failed. */
  Attempt: 0,
  /** A person or a delegate stopped the plan. */
  PlanStopped: 1,
  /** The failure of another task ended the plan. */
  PlanFailed: 2,
  /** A task that it depends on did not succeed. */
  DependencyFailed: 3,
} as const;

/** Why a task did not succeed. */
export type TaskFailureCause = (typeof TaskFailureCause)[keyof typeof TaskFailureCause];

/** A task and its state. */
export interface TaskState {
  readonly taskId: string;
  readonly status: TaskStatus;
  /** Attempts that have begun. */
  readonly attempt: number;
  /** Session in which the newest attempt runs. */
  readonly taskSessionId?: string;
  /** What the task produced. */
  readonly result?: unknown;
  readonly error?: TurnError;
  /** With `Failed` and `Skipped`. */
  readonly cause?: TaskFailureCause;
}

/** Starts a plan and attaches the caller to its session, from sequence 0. A plan with a cycle, an unknown or a double id, or a misspelt member is -32602. */
export interface StartPlanRequest {
  /** A label of the user while the server asks for no authentication. */
  readonly userId: string;
  readonly plan: Plan;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface StartPlanResponse {
  /** Also the id of the plan's session. */
  readonly planId: string;
  readonly status: PlanStatus;
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

/** Holds a plan: its running tasks are paused and no other begins. */
export interface PausePlanRequest {
  readonly planId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface PausePlanResponse {
  readonly planId: string;
  readonly status: PlanStatus;
}

/** Resumes a paused plan. */
export interface ResumePlanRequest {
  readonly planId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface ResumePlanResponse {
  readonly planId: string;
  readonly status: PlanStatus;
}

/** Ends a plan: its running tasks are cancelled, the others skipped. Stopping twice is fine. */
export interface StopPlanRequest {
  readonly planId: string;
  /** The same key from the same user gets the same answer, also after a reconnect or a restart, and the work is done once. */
  readonly idempotencyKey?: string;
}

export interface StopPlanResponse {
  readonly planId: string;
  readonly status: PlanStatus;
}

/** Returns the state of a plan and of each of its tasks. */
export interface GetPlanRequest {
  readonly planId: string;
}

export interface GetPlanResponse {
  readonly planId: string;
  readonly status: PlanStatus;
  readonly plan: Plan;
  /** In the plan's order. */
  readonly tasks: readonly TaskState[];
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

export interface ModelInfo {
  /** `provider:model`, as `sessionParams.model` takes it; `provider:` alone where any model name may follow. */
  readonly model: string;
  readonly provider: string;
  /** Whether it can be used now. */
  readonly usable: boolean;
  /** Why not, and what to set. */
  readonly reason?: string;
  /** Whether sessions that name no model use it. */
  readonly isDefault: boolean;
  /** What people call it, as far as its provider says that. */
  readonly title?: string;
  /** Tokens that it takes at most, as far as its provider says that. */
  readonly contextWindow?: number;
}

/**
 * Lists what `sessionParams.model` can be, and whether it is usable now. Without `query` these are the server's own models and one entry for each provider;
 * with it also the models that providers list, some of which may be ten minutes old.
 */
export interface ListModelsRequest {
  /** Words that a model's name, title or provider contains, in any order and case. Empty: every model. */
  readonly query?: string;
  /**
   * Models a page, with `query`.
   * Default: 50.
   */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

export interface ListModelsResponse {
  readonly models: readonly ModelInfo[];
  /** Present while there are more. */
  readonly nextCursor?: string;
}

/** A value that a prompt is filled with. */
export interface PromptArgument {
  readonly name: string;
  readonly description?: string;
  readonly required: boolean;
}

/** A message that a tool server offers to people, to be filled in and sent. */
export interface PromptInfo {
  /** `server.prompt`. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly arguments: readonly PromptArgument[];
}

/** Lists the prompts of the tool servers that are connected now. */
export type ListPromptsRequest = { readonly [field: string]: never };

export interface ListPromptsResponse {
  readonly prompts: readonly PromptInfo[];
}

/** Fills in a prompt. Nothing is sent: the text is for a person to read, change and send. */
export interface GetPromptRequest {
  readonly name: string;
  /** Values by the name of their argument. */
  readonly arguments?: { readonly [key: string]: string };
}

export interface GetPromptResponse {
  /** Not longer than a message may be. */
  readonly text: string;
}

/** Why a session's events are delivered no longer. */
export const DeliveryFailure = {
  Damaged: 0,
  Unshared: 1,
} as const;

/** Why a session's events are delivered no longer. */
export type DeliveryFailure = (typeof DeliveryFailure)[keyof typeof DeliveryFailure];

/** A message was taken. Goes to everyone attached, the sender too. */
export interface UserMessageNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly messageId: string;
  readonly turnId: string;
  readonly message: string;
  /** How it was sent; absent for `Queue`. */
  readonly delivery?: Delivery;
  /** Model for this turn only. */
  readonly model?: string;
  /** Settings for this turn only. */
  readonly settings?: ModelSettings;
  /** Form of the answer of this turn. */
  readonly responseFormat?: ResponseFormat;
}

/** New text of an answer. Grammar of a message: any number of chunks, then exactly one with `isFinal`. */
export interface AIMessageChunkNotification {
  readonly sessionId: string;
  readonly sequence: number;
  /** Sequence of the first chunk that is merged into this one; absent when it is a single one. */
  readonly firstSequence?: number;
  readonly messageId: string;
  readonly turnId: string;
  /** New text only; empty in the final chunk. */
  readonly chunk: string;
  readonly isFinal: boolean;
  /** Default: Final. */
  readonly channel?: Channel;
  /** In the final chunk: length of the whole text of channel `Final`, in UTF-16 units. */
  readonly length?: number;
}

/**
 * An answer that a crash cut off, or that does not fit `responseFormat`, is void and is produced again under a new id. It gets no final chunk; a finished
 * one is never discarded.
 */
export interface MessageDiscardedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly messageId: string;
  readonly turnId: string;
  readonly reason: string;
}

/**
 * The provider refused what a turn holds (HTTP 4xx) before any text of the answer. The user message of that turn is left out of all later
 * requests to models, with its answers and tool results. It comes before the terminal status of the turn that runs.
 */
export interface MessageExcludedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  /** A user message: that of the turn that runs, or of an earlier one, where what came of that one is what the provider refused. */
  readonly messageId: string;
  /** The turn that runs. */
  readonly turnId?: string;
  /** In words for a person. */
  readonly reason: string;
}

/** A turn changed. The terminal status follows the final chunk, and no event of the turn follows it. */
export interface TurnStatusNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly turnId: string;
  readonly status: TurnStatus;
  /** Why the model stopped, with a terminal status: `stop`, `length`, `content_filter`, `refusal`, `cancelled`, `error` or `other`. */
  readonly stopReason?: string;
  readonly usage?: Usage;
  readonly error?: TurnError;
  /** What the turn waits for, in words for a person, such as a retry after a provider's limit. */
  readonly notice?: string;
  /** With a status that a restart caused: how often the turn has been begun since its last completed step. */
  readonly attempt?: number;
  /** With the first status of a turn that `retryTurn` began: the turn that it repeats, whose user message it has. */
  readonly retryOf?: string;
}

/** A step of a turn has ended: the model was asked once and has answered. */
export interface StepEndedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly turnId: string;
  /** Number of the step in its turn, from 1 on. */
  readonly step: number;
  /** Model that answered. */
  readonly model: string;
  readonly usage?: Usage;
  /** Tokens of the conversation with this answer, as the provider counts them. */
  readonly contextTokens?: number;
  /** Tokens that the model takes at most. */
  readonly contextWindow?: number;
}

/**
 * Why a conversation was summarised for models.
 *
 * Open: a newer peer may send further values.
 */
export const CompactionReason = {
  /** It would have filled more than `compactAtPercent` of the model's context. */
  Threshold: "threshold",
  /** The provider refused it as too long. */
  TooLong: "tooLong",
  /** `compactSession` asked for it. */
  Requested: "requested",
} as const;

/**
 * Why a conversation was summarised for models.
 *
 * Open: a newer peer may send further values.
 */
export type CompactionReason = (typeof CompactionReason)[keyof typeof CompactionReason] | (string & Record<never, never>);

/** From here on models get the summary in place of the events from `fromSequence` through `throughSequence`. The log keeps them, and `getHistory` returns them. */
export interface ContextCompactedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  /** The turn that runs. */
  readonly turnId?: string;
  readonly fromSequence: number;
  readonly throughSequence: number;
  /** The last turn that is replaced. */
  readonly throughTurnId: string;
  /** Steps of that turn that are replaced; absent when all of it is. */
  readonly throughStep?: number;
  readonly summary: string;
  /** Tokens of the conversation before, as the provider counted them, or an estimate. */
  readonly tokensBefore?: number;
  /** An estimate. */
  readonly tokensAfter?: number;
  readonly reason: CompactionReason;
}

/**
 * New text of the arguments of a tool call, while the model writes them. Exactly one `ToolCallNotification` or `ToolCallDiscardedNotification` of the call
 * follows, before the turn's terminal status. Short arguments may come without chunks, with the `ToolCallNotification` alone.
 */
export interface ToolCallChunkNotification {
  readonly sessionId: string;
  readonly sequence: number;
  /** Sequence of the first chunk that is merged into this one; absent when it is a single one. */
  readonly firstSequence?: number;
  readonly toolCallId: string;
  readonly turnId: string;
  readonly toolName: string;
  /** New text only: a piece of JSON, as the model writes it. What runs are the `arguments` of the `ToolCallNotification`. */
  readonly chunk: string;
}

/** A tool call of which chunks have come is not made: the step failed or was cut off, or the turn ended. If it is made again, it has a new id. */
export interface ToolCallDiscardedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  readonly reason: string;
}

/** The model wants a tool to be run. Exactly one `ToolResultNotification` follows, before the turn's terminal status. */
export interface ToolCallNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  /** Number of the step in its turn, from 1 on: calls with the same number were made together. */
  readonly step: number;
  readonly toolName: string;
  /** An object as a rule; what the model wrote, when that is no JSON. */
  readonly arguments: unknown;
  readonly executor: ToolExecutor;
  readonly effect: ToolEffect;
  /** When a client's tool call is given up, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly deadline?: number;
}

/** A tool call waits for a decision before it runs. Exactly one `ToolApprovalResolvedNotification` follows. */
export interface ToolApprovalRequestNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  readonly toolName: string;
  readonly arguments: unknown;
  readonly effect: ToolEffect;
  /** What will happen. */
  readonly display?: ToolDisplay;
  /** Absent for a tool that starts no program, or whose program this server does not start. */
  readonly confinement?: Confinement;
  /** When it is denied by itself, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile. */
  readonly expiresAt: number;
  /**
   * What `AllowAlways` can allow, the narrowest first and every call of the tool last. Absent where every such call is asked about:
   * `AllowAlways` allows this call only then.
   */
  readonly scopes?: readonly GrantOffer[];
  /** The tool's definition that the person decides about. */
  readonly definitionHash?: string;
  /** Why a grant of the tool does not count any more: what has changed in its definition. */
  readonly toolChanges?: readonly ToolChange[];
}

/** It is decided whether a tool call runs. Goes to every screen. */
export interface ToolApprovalResolvedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  readonly decision: ToolDecision;
  /** The user, when `resolution` is Decided. Otherwise a word for clients that do not know `resolution`: `expiry`, `cancellation`, `restart` or `policy`. */
  readonly decidedBy: string;
  /** How it was resolved. Always present, except in logs of older versions, where `decidedBy` alone says it. */
  readonly resolution?: QuestionResolution;
  readonly reason?: string;
  /** What `AllowAlways` has granted. */
  readonly grant?: Grant;
  /** The tool's definition, with the grant. */
  readonly definition?: readonly ToolDefinitionPart[];
}

/** A grant was revoked. Goes to every screen. */
export interface GrantRevokedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly grantId: string;
  readonly toolName: string;
  /** The user. */
  readonly revokedBy: string;
}

/** A client's tool call is for one client to run: the one with that id. Without an id it waits for a client that offers the tool. */
export interface ToolCallLeaseNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  readonly clientId?: string;
  /** When the call is given up, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly deadline: number;
}

/** A server's tool begins to run. After a crash one that is not safe to repeat is not run again. */
export interface ToolStartedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
}

/** A progress report of a running tool. */
export interface ToolProgressNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  /** New output only. */
  readonly text?: string;
  /** How far it is, up to `total`. */
  readonly progress?: number;
  readonly total?: number;
}

/** A running tool asks a person. Exactly one `QuestionResolvedNotification` follows, before the tool's result. */
export interface QuestionNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly questionId: string;
  readonly turnId: string;
  /** The call of the tool that asks. */
  readonly toolCallId?: string;
  /** What is asked, foreign text as a rule: show it as plain text. */
  readonly text: string;
  /** JSON Schema of the answer: an object whose properties are strings, numbers, booleans, choices or lists of choices. */
  readonly schema: unknown;
  /** When it expires, in milliseconds since 1970-01-01T00:00:00Z; later if the session is paused meanwhile. */
  readonly expiresAt?: number;
}

/** A question is resolved. Goes to every screen. */
export interface QuestionResolvedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly questionId: string;
  readonly turnId: string;
  /** The answer that counts, with defaults in place of absent fields. */
  readonly answer?: unknown;
  /** True when it was declined. */
  readonly declined?: boolean;
  /** The user who answered or declined. */
  readonly answeredBy?: string;
  readonly resolution: QuestionResolution;
}

/** What a tool call gave. No event of the call follows it. */
export interface ToolResultNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly toolCallId: string;
  readonly turnId: string;
  readonly result: unknown;
  readonly isError: boolean;
  /** Absent when the tool itself gave the result. */
  readonly failure?: ToolFailure;
  /** What it changed. */
  readonly display?: ToolDisplay;
}

/** A plan changed. */
export interface PlanStatusNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly planId: string;
  readonly status: PlanStatus;
  readonly reason?: string;
  /** With the plan's first status. */
  readonly plan?: Plan;
}

/** A task of a plan changed. Exactly one terminal status ends a task. */
export interface TaskStatusNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly planId: string;
  readonly taskId: string;
  readonly status: TaskStatus;
  /** With `Running`: number of the attempt, from 1 on. */
  readonly attempt?: number;
  /** With `Running`: session in which the attempt runs; absent for kinds that need none. */
  readonly taskSessionId?: string;
  /** With `Completed`: what the task produced. */
  readonly result?: unknown;
  readonly error?: TurnError;
  /** With `Failed` and `Skipped`. Absent in logs of older versions only. */
  readonly cause?: TaskFailureCause;
  readonly notice?: string;
}

/** The session changed. */
export interface SessionStatusNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly status: SessionStatus;
  readonly reason?: string;
}

/** Everything before was copied from another session. */
export interface SessionForkedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly fromSessionId: string;
  /** Sequence of the last copied event; 0 where none was. */
  readonly fromSequence: number;
}

/** A session is not what it was: `updateSession` changed what is present here, each value whole. Null: it was reset. */
export interface SessionChangedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  /** The user; absent for a title that the server made. */
  readonly changedBy?: string;
  readonly title?: string | null;
  /** Model that the next turn uses, also where it was reset. */
  readonly model?: string;
  readonly settings?: ModelSettings | null;
  readonly context?: string | null;
  readonly metadata?: { readonly [key: string]: unknown } | null;
  readonly pinned?: boolean;
  readonly archived?: boolean;
}

/**
 * The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any
 * more. The attachment has ended; the connection and its other sessions continue. It is not logged.
 */
export interface DeliveryFailedNotification {
  readonly sessionId: string;
  /** The last sequence that was sent. */
  readonly afterSequence: number;
  readonly cause: DeliveryFailure;
  /** In words for a person. */
  readonly reason: string;
}

/** The owner let a user into the session, or took the access back. */
export interface SessionSharedNotification {
  readonly sessionId: string;
  readonly sequence: number;
  readonly userId: string;
  /** Absent when it was taken back. */
  readonly access?: SessionAccess;
}

/** The token of this connection ends soon: `authenticate` with a newer one, or it is closed with 4401. It belongs to no session. */
export interface AuthenticationExpiringNotification {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/** The server is about to restart: connect again after the given time, which differs from client to client. It belongs to no session. */
export interface ServerDrainNotification {
  readonly reconnectAfterMs: number;
}

/** WebSocket close codes. A client connects again after every code but 4400 and, without a newer token, 4401. */
export const CloseCode = {
  /** The client ended the connection, or the server did at its request. */
  Normal: 1000,
  /** A frame breaks RFC 6455. */
  BrokenFrame: 1002,
  /** Never sent: the connection ended without a close frame, or could not be opened. */
  Abnormal: 1006,
  /** A text frame is not valid UTF-8. */
  BrokenText: 1007,
  /** A message of more than 16,384 fragments, or one that arrives in very many pieces. */
  TooManyFragments: 1008,
  /** A frame is larger than `maxFrameBytes`. */
  FrameTooLarge: 1009,
  /** The server restarts or cannot read its log, or an admin ended the connection. Connect again, with backoff. */
  Restarting: 1012,
  /** The server is overloaded. Connect again later. */
  Overloaded: 1013,
  /** The peer does not speak the protocol: it sent a binary frame. */
  NotTheProtocol: 4400,
  /** The connection's token is missing, has expired or was revoked. Connect again with a newer one. */
  Unauthenticated: 4401,
  /** Never sent by a server: the client's code for an upgrade that the server refuses because of the page's origin. A `POST /healthz` is then answered with 403 and the reason. */
  OriginRefused: 4403,
  /** No answer to a ping. Connect again. */
  PingTimeout: 4408,
  /** The server has reached its limit of connections: in total, from the address, or of the user. Connect again later. */
  TooManyConnections: 4429,
} as const;

/** WebSocket close codes. A client connects again after every code but 4400 and, without a newer token, 4401. */
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** Data of the error `SessionNotFound`. */
export interface SessionNotFoundData {
  readonly sessionId: string;
}

/** Data of the error `SessionStopped`. */
export interface SessionStoppedData {
  readonly sessionId: string;
}

/** Data of the error `Busy`. */
export interface BusyData {
  readonly turnId: string;
}

/** Data of the error `ToolCallNotFound`. */
export interface ToolCallNotFoundData {
  /** The question's id, where it is about a question. */
  readonly toolCallId: string;
  readonly questionId?: string;
}

/** Data of the error `ToolCallAlreadyResolved`. */
export interface ToolCallAlreadyResolvedData {
  /** The question's id, where it is about a question. */
  readonly toolCallId: string;
  readonly questionId?: string;
  /** How: `decided`, `result`, `expired`, `cancelled`. */
  readonly resolution: string;
}

/** Data of the error `InvalidCursor`. */
export interface InvalidCursorData {
  /** The largest sequence that would have been valid, where the cursor is one. */
  readonly sequence?: number;
  /** Of a fork: the nearest earlier sequence at which it can be made. */
  readonly before?: number;
  /** Of a fork: the nearest later sequence at which it can be made. */
  readonly after?: number;
}

/** Data of the error `ModelUnavailable`. */
export interface ModelUnavailableData {
  readonly model: string;
  /** What to set or to choose instead. */
  readonly reason: string;
}

/** Data of the error `PlanNotFound`. */
export interface PlanNotFoundData {
  readonly planId: string;
}

/** Data of the error `PromptUnavailable`. */
export interface PromptUnavailableData {
  readonly name: string;
  readonly reason: string;
}

/** Data of the error `Unauthenticated`. */
export interface UnauthenticatedData {
  readonly reason: string;
}

/** Data of the error `SessionUnreadable`. */
export interface SessionUnreadableData {
  readonly sessionId: string;
}

/** Data of the error `PermissionDenied`. */
export interface PermissionDeniedData {
  readonly reason: string;
}

/** Data of the error `RateLimited`. */
export interface RateLimitedData {
  /** Name of the limit, as the configuration has it. */
  readonly limit: string;
  readonly value: number;
  readonly retryAfterMs: number;
}

/** Data of the error `LimitExceeded`. */
export interface LimitExceededData {
  /** Name of the limit, as the configuration has it. */
  readonly limit: string;
  readonly value: number;
}

/** Data of the error `Overloaded`. */
export interface OverloadedData {
  readonly retryAfterMs: number;
}

/** Data of the error `Draining`. */
export interface DrainingData {
  readonly reconnectAfterMs: number;
}

/** Returns `params.message`, or the params where they have no such member; `null` without params. Clients use it to probe a connection. */
export const Echo = "interactive.echo";

/** Values of the absent fields of `DetachPolicy`. */
export const defaultsOfDetachPolicy = {
  graceMs: 30000,
} as const;

/** Values of the absent fields of `AttachSessionRequest`. */
export const defaultsOfAttachSessionRequest = {
  afterSequence: 0,
} as const;

/** Values of the absent fields of `ListSessionsRequest`. */
export const defaultsOfListSessionsRequest = {
  shared: false,
  limit: 50,
} as const;

/** Values of the absent fields of `SearchSessionsRequest`. */
export const defaultsOfSearchSessionsRequest = {
  limit: 20,
} as const;

/** Values of the absent fields of `GetHistoryRequest`. */
export const defaultsOfGetHistoryRequest = {
  afterSequence: 0,
  limit: 1000,
} as const;

/** Values of the absent fields of `SendUserMessageRequest`. */
export const defaultsOfSendUserMessageRequest = {
  delivery: Delivery.Queue,
} as const;

/** Values of the absent fields of `ClientTool`. */
export const defaultsOfClientTool = {
  effect: ToolEffect.Read,
} as const;

/** Values of the absent fields of `PlanTask`. */
export const defaultsOfPlanTask = {
  retries: 0,
  onFailure: TaskFailureAction.Stop,
} as const;

/** Values of the absent fields of `ListModelsRequest`. */
export const defaultsOfListModelsRequest = {
  limit: 50,
} as const;

/** Values of the absent fields of `AIMessageChunkNotification`. */
export const defaultsOfAIMessageChunkNotification = {
  channel: Channel.Final,
} as const;

/** Whether a value is a valid `SessionStatus`. */
export function isSessionStatus(value: unknown): value is SessionStatus {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4;
}

/** Whether a value is a valid `DetachAction`. */
export function isDetachAction(value: unknown): value is DetachAction {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `ReasoningEffort`. */
export function isReasoningEffort(value: unknown): value is ReasoningEffort {
  return value === "none" || value === "low" || value === "medium" || value === "high";
}

/** Whether a value is a valid `SessionAccess`. */
export function isSessionAccess(value: unknown): value is SessionAccess {
  return value === 0 || value === 1;
}

/** Whether a value is a valid `MessageStatus`. */
export function isMessageStatus(value: unknown): value is MessageStatus {
  return value === 0 || value === 1;
}

/** Whether a value is a valid `Delivery`. */
export function isDelivery(value: unknown): value is Delivery {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `TurnStatus`. */
export function isTurnStatus(value: unknown): value is TurnStatus {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4 || value === 5 || value === 6 || value === 7;
}

/** Whether a value is a valid `Channel`. */
export function isChannel(value: unknown): value is Channel {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `ToolExecutor`. */
export function isToolExecutor(value: unknown): value is ToolExecutor {
  return value === 0 || value === 1;
}

/** Whether a value is a valid `ToolEffect`. */
export function isToolEffect(value: unknown): value is ToolEffect {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `ToolPolicy`. */
export function isToolPolicy(value: unknown): value is ToolPolicy {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `ToolDecision`. */
export function isToolDecision(value: unknown): value is ToolDecision {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `ToolResultStatus`. */
export function isToolResultStatus(value: unknown): value is ToolResultStatus {
  return value === 0 || value === 1;
}

/** Whether a value is a valid `ToolFailure`. */
export function isToolFailure(value: unknown): value is ToolFailure {
  return Number.isSafeInteger(value);
}

/** Whether a value is a valid `ToolDisplayKind`. */
export function isToolDisplayKind(value: unknown): value is ToolDisplayKind {
  return Number.isSafeInteger(value);
}

/** Whether a value is a valid `ToolServerState`. */
export function isToolServerState(value: unknown): value is ToolServerState {
  return Number.isSafeInteger(value);
}

/** Whether a value is a valid `QuestionResolution`. */
export function isQuestionResolution(value: unknown): value is QuestionResolution {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4;
}

/** Whether a value is a valid `PlanStatus`. */
export function isPlanStatus(value: unknown): value is PlanStatus {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4 || value === 5;
}

/** Whether a value is a valid `TaskStatus`. */
export function isTaskStatus(value: unknown): value is TaskStatus {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 4 || value === 5;
}

/** Whether a value is a valid `TaskFailureAction`. */
export function isTaskFailureAction(value: unknown): value is TaskFailureAction {
  return value === 0 || value === 1 || value === 2;
}

/** Whether a value is a valid `TaskFailureCause`. */
export function isTaskFailureCause(value: unknown): value is TaskFailureCause {
  return value === 0 || value === 1 || value === 2 || value === 3;
}

/** Whether a value is a valid `DeliveryFailure`. */
export function isDeliveryFailure(value: unknown): value is DeliveryFailure {
  return value === 0 || value === 1;
}

/** Whether a value is a valid `CompactionReason`. */
export function isCompactionReason(value: unknown): value is CompactionReason {
  return typeof value === "string";
}

/** Whether a value is a valid `CloseCode`. */
export function isCloseCode(value: unknown): value is CloseCode {
  return value === 1000 || value === 1002 || value === 1006 || value === 1007 || value === 1008 || value === 1009 || value === 1012 || value === 1013 || value === 4400 || value === 4401 || value === 4403 || value === 4408 || value === 4429;
}

/** Whether a value is a valid `DetachPolicy`. */
export function isDetachPolicy(value: unknown): value is DetachPolicy {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DetachPolicy]?: unknown } = value;
  const $action = object.action;
  if (!isDetachAction($action) || !Object.hasOwn(object, "action")) return false;
  const $graceMs = object.graceMs;
  if ($graceMs !== undefined && (typeof $graceMs !== "number" || !Number.isSafeInteger($graceMs) || $graceMs < 0 || $graceMs > 86400000) && Object.hasOwn(object, "graceMs")) return false;
  return true;
}

/** Whether a value is a valid `ModelSettings`. */
export function isModelSettings(value: unknown): value is ModelSettings {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ModelSettings]?: unknown } = value;
  const $temperature = object.temperature;
  if ($temperature !== undefined && (typeof $temperature !== "number" || !Number.isFinite($temperature) || $temperature < 0 || $temperature > 2) && Object.hasOwn(object, "temperature")) return false;
  const $maxOutputTokens = object.maxOutputTokens;
  if ($maxOutputTokens !== undefined && (typeof $maxOutputTokens !== "number" || !Number.isSafeInteger($maxOutputTokens) || $maxOutputTokens < 1 || $maxOutputTokens > 10000000) && Object.hasOwn(object, "maxOutputTokens")) return false;
  const $reasoningEffort = object.reasoningEffort;
  if ($reasoningEffort !== undefined && !isReasoningEffort($reasoningEffort) && Object.hasOwn(object, "reasoningEffort")) return false;
  const $stop = object.stop;
  if ($stop !== undefined && !isModelSettings$stop($stop) && Object.hasOwn(object, "stop")) return false;
  const $providerOptions = object.providerOptions;
  if ($providerOptions !== undefined && !isModelSettings$providerOptions($providerOptions) && Object.hasOwn(object, "providerOptions")) return false;
  return true;
}

function isModelSettings$stop(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > 16) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (typeof item !== "string" || item.length < 1 || item.length > 256) return false;
  }
  return true;
}

function isModelSettings$providerOptions$entry(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

function isModelSettings$providerOptions(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object = value as { readonly [key: string]: unknown };
  let count = 0;
  for (const key in object) {
    const entry = object[key];
    if (entry === undefined || !Object.hasOwn(object, key)) continue;
    count++;
    if (!isModelSettings$providerOptions$entry(entry)) return false;
  }
  return !(count > 16);
}

/** Whether a value is a valid `ResponseFormat`. */
export function isResponseFormat(value: unknown): value is ResponseFormat {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ResponseFormat]?: unknown } = value;
  const $schema = object.schema;
  if ($schema === undefined || !Object.hasOwn(object, "schema")) return false;
  return true;
}

/** Whether a value is a valid `SessionParams`. */
export function isSessionParams(value: unknown): value is SessionParams {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionParams]?: unknown } = value;
  const $language = object.language;
  if ($language !== undefined && (typeof $language !== "string" || $language.length < 1 || $language.length > 35) && Object.hasOwn(object, "language")) return false;
  const $model = object.model;
  if ($model !== undefined && (typeof $model !== "string" || $model.length < 1 || $model.length > 200 || !rpc.isIdentifier($model)) && Object.hasOwn(object, "model")) return false;
  const $context = object.context;
  if ($context !== undefined && (typeof $context !== "string" || $context.length > 1000000) && Object.hasOwn(object, "context")) return false;
  const $settings = object.settings;
  if ($settings !== undefined && !isModelSettings($settings) && Object.hasOwn(object, "settings")) return false;
  const $tools = object.tools;
  if ($tools !== undefined && !isSessionParams$tools($tools) && Object.hasOwn(object, "tools")) return false;
  const $detach = object.detach;
  if ($detach !== undefined && !isDetachPolicy($detach) && Object.hasOwn(object, "detach")) return false;
  const $metadata = object.metadata;
  if ($metadata !== undefined && !isSessionParams$metadata($metadata) && Object.hasOwn(object, "metadata")) return false;
  return true;
}

function isSessionParams$tools(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 128) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isClientTool(item)) return false;
  }
  return true;
}

function isSessionParams$metadata(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `SessionShare`. */
export function isSessionShare(value: unknown): value is SessionShare {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionShare]?: unknown } = value;
  const $userId = object.userId;
  if (typeof $userId !== "string" || !Object.hasOwn(object, "userId")) return false;
  const $access = object.access;
  if (!isSessionAccess($access) || !Object.hasOwn(object, "access")) return false;
  return true;
}

/** Whether a value is a valid `SessionSummary`. */
export function isSessionSummary(value: unknown): value is SessionSummary {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionSummary]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $userId = object.userId;
  if (typeof $userId !== "string" || !Object.hasOwn(object, "userId")) return false;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  const $title = object.title;
  if (typeof $title !== "string" || !Object.hasOwn(object, "title")) return false;
  const $model = object.model;
  if (typeof $model !== "string" || !Object.hasOwn(object, "model")) return false;
  const $createdAt = object.createdAt;
  if (typeof $createdAt !== "number" || !Number.isSafeInteger($createdAt) || $createdAt < 0 || !Object.hasOwn(object, "createdAt")) return false;
  const $updatedAt = object.updatedAt;
  if (typeof $updatedAt !== "number" || !Number.isSafeInteger($updatedAt) || $updatedAt < 0 || !Object.hasOwn(object, "updatedAt")) return false;
  const $activeTurnId = object.activeTurnId;
  if ($activeTurnId !== undefined && typeof $activeTurnId !== "string" && Object.hasOwn(object, "activeTurnId")) return false;
  const $queuedMessages = object.queuedMessages;
  if (typeof $queuedMessages !== "number" || !Number.isSafeInteger($queuedMessages) || $queuedMessages < 0 || !Object.hasOwn(object, "queuedMessages")) return false;
  const $pendingApprovals = object.pendingApprovals;
  if ($pendingApprovals !== undefined && (typeof $pendingApprovals !== "number" || !Number.isSafeInteger($pendingApprovals) || $pendingApprovals < 1) && Object.hasOwn(object, "pendingApprovals")) return false;
  const $pendingQuestions = object.pendingQuestions;
  if ($pendingQuestions !== undefined && (typeof $pendingQuestions !== "number" || !Number.isSafeInteger($pendingQuestions) || $pendingQuestions < 1) && Object.hasOwn(object, "pendingQuestions")) return false;
  const $planId = object.planId;
  if ($planId !== undefined && typeof $planId !== "string" && Object.hasOwn(object, "planId")) return false;
  const $taskId = object.taskId;
  if ($taskId !== undefined && typeof $taskId !== "string" && Object.hasOwn(object, "taskId")) return false;
  const $access = object.access;
  if ($access !== undefined && !isSessionAccess($access) && Object.hasOwn(object, "access")) return false;
  const $sharedWith = object.sharedWith;
  if ($sharedWith !== undefined && !isSessionSummary$sharedWith($sharedWith) && Object.hasOwn(object, "sharedWith")) return false;
  const $metadata = object.metadata;
  if ($metadata !== undefined && !isSessionSummary$metadata($metadata) && Object.hasOwn(object, "metadata")) return false;
  const $settings = object.settings;
  if ($settings !== undefined && !isModelSettings($settings) && Object.hasOwn(object, "settings")) return false;
  const $forkedFrom = object.forkedFrom;
  if ($forkedFrom !== undefined && !isForkOrigin($forkedFrom) && Object.hasOwn(object, "forkedFrom")) return false;
  const $pinned = object.pinned;
  if ($pinned !== undefined && $pinned !== true && Object.hasOwn(object, "pinned")) return false;
  const $archived = object.archived;
  if ($archived !== undefined && $archived !== true && Object.hasOwn(object, "archived")) return false;
  return true;
}

function isSessionSummary$sharedWith(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isSessionShare(item)) return false;
  }
  return true;
}

function isSessionSummary$metadata(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `StartSessionRequest`. */
export function isStartSessionRequest(value: unknown): value is StartSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StartSessionRequest]?: unknown } = value;
  const $userId = object.userId;
  if (typeof $userId !== "string" || $userId.length < 1 || $userId.length > 256 || !rpc.isIdentifier($userId) || !Object.hasOwn(object, "userId")) return false;
  const $sessionParams = object.sessionParams;
  if ($sessionParams !== undefined && !isSessionParams($sessionParams) && Object.hasOwn(object, "sessionParams")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `StartSessionResponse`. */
export function isStartSessionResponse(value: unknown): value is StartSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StartSessionResponse]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

/** Whether a value is a valid `AttachSessionRequest`. */
export function isAttachSessionRequest(value: unknown): value is AttachSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AttachSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $afterSequence = object.afterSequence;
  if ($afterSequence !== undefined && (typeof $afterSequence !== "number" || !Number.isSafeInteger($afterSequence) || $afterSequence < 0) && Object.hasOwn(object, "afterSequence")) return false;
  return true;
}

/** Whether a value is a valid `AttachSessionResponse`. */
export function isAttachSessionResponse(value: unknown): value is AttachSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AttachSessionResponse]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

/** Whether a value is a valid `DetachSessionRequest`. */
export function isDetachSessionRequest(value: unknown): value is DetachSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DetachSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `DetachSessionResponse`. */
export function isDetachSessionResponse(value: unknown): value is DetachSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `DeleteSessionRequest`. */
export function isDeleteSessionRequest(value: unknown): value is DeleteSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DeleteSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `DeleteSessionResponse`. */
export function isDeleteSessionResponse(value: unknown): value is DeleteSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `StopSessionRequest`. */
export function isStopSessionRequest(value: unknown): value is StopSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StopSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `StopSessionResponse`. */
export function isStopSessionResponse(value: unknown): value is StopSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StopSessionResponse]?: unknown } = value;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `ForkOrigin`. */
export function isForkOrigin(value: unknown): value is ForkOrigin {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ForkOrigin]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

/** Whether a value is a valid `ForkSessionRequest`. */
export function isForkSessionRequest(value: unknown): value is ForkSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ForkSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $throughSequence = object.throughSequence;
  if ($throughSequence !== undefined && (typeof $throughSequence !== "number" || !Number.isSafeInteger($throughSequence) || $throughSequence < 0) && Object.hasOwn(object, "throughSequence")) return false;
  const $beforeMessageId = object.beforeMessageId;
  if ($beforeMessageId !== undefined && (typeof $beforeMessageId !== "string" || $beforeMessageId.length < 1 || $beforeMessageId.length > 128 || !rpc.isIdentifier($beforeMessageId)) && Object.hasOwn(object, "beforeMessageId")) return false;
  const $sessionParams = object.sessionParams;
  if ($sessionParams !== undefined && !isSessionParams($sessionParams) && Object.hasOwn(object, "sessionParams")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `ForkSessionResponse`. */
export function isForkSessionResponse(value: unknown): value is ForkSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ForkSessionResponse]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

/** Whether a value is a valid `UpdateSessionRequest`. */
export function isUpdateSessionRequest(value: unknown): value is UpdateSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof UpdateSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $title = object.title;
  if ($title !== undefined && ($title !== null && (typeof $title !== "string" || $title.length < 1 || $title.length > 200)) && Object.hasOwn(object, "title")) return false;
  const $model = object.model;
  if ($model !== undefined && ($model !== null && (typeof $model !== "string" || $model.length < 1 || $model.length > 200 || !rpc.isIdentifier($model))) && Object.hasOwn(object, "model")) return false;
  const $settings = object.settings;
  if ($settings !== undefined && ($settings !== null && !isModelSettings($settings)) && Object.hasOwn(object, "settings")) return false;
  const $context = object.context;
  if ($context !== undefined && ($context !== null && (typeof $context !== "string" || $context.length > 1000000)) && Object.hasOwn(object, "context")) return false;
  const $metadata = object.metadata;
  if ($metadata !== undefined && ($metadata !== null && !isUpdateSessionRequest$metadata($metadata)) && Object.hasOwn(object, "metadata")) return false;
  const $pinned = object.pinned;
  if ($pinned !== undefined && ($pinned !== null && typeof $pinned !== "boolean") && Object.hasOwn(object, "pinned")) return false;
  const $archived = object.archived;
  if ($archived !== undefined && ($archived !== null && typeof $archived !== "boolean") && Object.hasOwn(object, "archived")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

function isUpdateSessionRequest$metadata(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `UpdateSessionResponse`. */
export function isUpdateSessionResponse(value: unknown): value is UpdateSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof UpdateSessionResponse]?: unknown } = value;
  const $session = object.session;
  if (!isSessionSummary($session) || !Object.hasOwn(object, "session")) return false;
  return true;
}

/** Whether a value is a valid `GetSessionRequest`. */
export function isGetSessionRequest(value: unknown): value is GetSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `GetSessionResponse`. */
export function isGetSessionResponse(value: unknown): value is GetSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetSessionResponse]?: unknown } = value;
  const $session = object.session;
  if (!isSessionSummary($session) || !Object.hasOwn(object, "session")) return false;
  return true;
}

/** Whether a value is a valid `ListSessionsRequest`. */
export function isListSessionsRequest(value: unknown): value is ListSessionsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListSessionsRequest]?: unknown } = value;
  const $shared = object.shared;
  if ($shared !== undefined && typeof $shared !== "boolean" && Object.hasOwn(object, "shared")) return false;
  const $limit = object.limit;
  if ($limit !== undefined && (typeof $limit !== "number" || !Number.isSafeInteger($limit) || $limit < 1 || $limit > 200) && Object.hasOwn(object, "limit")) return false;
  const $cursor = object.cursor;
  if ($cursor !== undefined && (typeof $cursor !== "string" || $cursor.length < 1 || $cursor.length > 256 || !rpc.isIdentifier($cursor)) && Object.hasOwn(object, "cursor")) return false;
  return true;
}

/** Whether a value is a valid `ListSessionsResponse`. */
export function isListSessionsResponse(value: unknown): value is ListSessionsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListSessionsResponse]?: unknown } = value;
  const $sessions = object.sessions;
  if (!isListSessionsResponse$sessions($sessions) || !Object.hasOwn(object, "sessions")) return false;
  const $nextCursor = object.nextCursor;
  if ($nextCursor !== undefined && typeof $nextCursor !== "string" && Object.hasOwn(object, "nextCursor")) return false;
  return true;
}

function isListSessionsResponse$sessions(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isSessionSummary(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `SearchMatch`. */
export function isSearchMatch(value: unknown): value is SearchMatch {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SearchMatch]?: unknown } = value;
  const $session = object.session;
  if (!isSessionSummary($session) || !Object.hasOwn(object, "session")) return false;
  const $messageId = object.messageId;
  if ($messageId !== undefined && typeof $messageId !== "string" && Object.hasOwn(object, "messageId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $snippet = object.snippet;
  if (typeof $snippet !== "string" || !Object.hasOwn(object, "snippet")) return false;
  return true;
}

/** Whether a value is a valid `SearchSessionsRequest`. */
export function isSearchSessionsRequest(value: unknown): value is SearchSessionsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SearchSessionsRequest]?: unknown } = value;
  const $query = object.query;
  if (typeof $query !== "string" || $query.length < 1 || $query.length > 256 || !Object.hasOwn(object, "query")) return false;
  const $limit = object.limit;
  if ($limit !== undefined && (typeof $limit !== "number" || !Number.isSafeInteger($limit) || $limit < 1 || $limit > 100) && Object.hasOwn(object, "limit")) return false;
  const $cursor = object.cursor;
  if ($cursor !== undefined && (typeof $cursor !== "string" || $cursor.length < 1 || $cursor.length > 1024 || !rpc.isIdentifier($cursor)) && Object.hasOwn(object, "cursor")) return false;
  return true;
}

/** Whether a value is a valid `SearchSessionsResponse`. */
export function isSearchSessionsResponse(value: unknown): value is SearchSessionsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SearchSessionsResponse]?: unknown } = value;
  const $matches = object.matches;
  if (!isSearchSessionsResponse$matches($matches) || !Object.hasOwn(object, "matches")) return false;
  const $nextCursor = object.nextCursor;
  if ($nextCursor !== undefined && typeof $nextCursor !== "string" && Object.hasOwn(object, "nextCursor")) return false;
  return true;
}

function isSearchSessionsResponse$matches(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isSearchMatch(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `HistoryEvent`. */
export function isHistoryEvent(value: unknown): value is HistoryEvent {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof HistoryEvent]?: unknown } = value;
  const $method = object.method;
  if (typeof $method !== "string" || !Object.hasOwn(object, "method")) return false;
  const $params = object.params;
  if ($params === undefined || !Object.hasOwn(object, "params")) return false;
  return true;
}

/** Whether a value is a valid `GetHistoryRequest`. */
export function isGetHistoryRequest(value: unknown): value is GetHistoryRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetHistoryRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $afterSequence = object.afterSequence;
  if ($afterSequence !== undefined && (typeof $afterSequence !== "number" || !Number.isSafeInteger($afterSequence) || $afterSequence < 0) && Object.hasOwn(object, "afterSequence")) return false;
  const $limit = object.limit;
  if ($limit !== undefined && (typeof $limit !== "number" || !Number.isSafeInteger($limit) || $limit < 1 || $limit > 10000) && Object.hasOwn(object, "limit")) return false;
  return true;
}

/** Whether a value is a valid `GetHistoryResponse`. */
export function isGetHistoryResponse(value: unknown): value is GetHistoryResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetHistoryResponse]?: unknown } = value;
  const $events = object.events;
  if (!isGetHistoryResponse$events($events) || !Object.hasOwn(object, "events")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

function isGetHistoryResponse$events(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isHistoryEvent(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `ShareSessionRequest`. */
export function isShareSessionRequest(value: unknown): value is ShareSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ShareSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $userId = object.userId;
  if (typeof $userId !== "string" || $userId.length < 1 || $userId.length > 256 || !rpc.isIdentifier($userId) || !Object.hasOwn(object, "userId")) return false;
  const $access = object.access;
  if (!isSessionAccess($access) || !Object.hasOwn(object, "access")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `ShareSessionResponse`. */
export function isShareSessionResponse(value: unknown): value is ShareSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `UnshareSessionRequest`. */
export function isUnshareSessionRequest(value: unknown): value is UnshareSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof UnshareSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $userId = object.userId;
  if (typeof $userId !== "string" || $userId.length < 1 || $userId.length > 256 || !rpc.isIdentifier($userId) || !Object.hasOwn(object, "userId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `UnshareSessionResponse`. */
export function isUnshareSessionResponse(value: unknown): value is UnshareSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `AuthenticateRequest`. */
export function isAuthenticateRequest(value: unknown): value is AuthenticateRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AuthenticateRequest]?: unknown } = value;
  const $token = object.token;
  if (typeof $token !== "string" || $token.length < 1 || $token.length > 16384 || !Object.hasOwn(object, "token")) return false;
  return true;
}

/** Whether a value is a valid `AuthenticateResponse`. */
export function isAuthenticateResponse(value: unknown): value is AuthenticateResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AuthenticateResponse]?: unknown } = value;
  const $userId = object.userId;
  if (typeof $userId !== "string" || !Object.hasOwn(object, "userId")) return false;
  const $expiresAt = object.expiresAt;
  if ($expiresAt !== undefined && (typeof $expiresAt !== "number" || !Number.isSafeInteger($expiresAt) || $expiresAt < 0) && Object.hasOwn(object, "expiresAt")) return false;
  return true;
}

/** Whether a value is a valid `Usage`. */
export function isUsage(value: unknown): value is Usage {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof Usage]?: unknown } = value;
  const $inputTokens = object.inputTokens;
  if ($inputTokens !== undefined && (typeof $inputTokens !== "number" || !Number.isSafeInteger($inputTokens) || $inputTokens < 0) && Object.hasOwn(object, "inputTokens")) return false;
  const $outputTokens = object.outputTokens;
  if ($outputTokens !== undefined && (typeof $outputTokens !== "number" || !Number.isSafeInteger($outputTokens) || $outputTokens < 0) && Object.hasOwn(object, "outputTokens")) return false;
  const $totalTokens = object.totalTokens;
  if ($totalTokens !== undefined && (typeof $totalTokens !== "number" || !Number.isSafeInteger($totalTokens) || $totalTokens < 0) && Object.hasOwn(object, "totalTokens")) return false;
  const $cachedInputTokens = object.cachedInputTokens;
  if ($cachedInputTokens !== undefined && (typeof $cachedInputTokens !== "number" || !Number.isSafeInteger($cachedInputTokens) || $cachedInputTokens < 0) && Object.hasOwn(object, "cachedInputTokens")) return false;
  const $cacheWriteTokens = object.cacheWriteTokens;
  if ($cacheWriteTokens !== undefined && (typeof $cacheWriteTokens !== "number" || !Number.isSafeInteger($cacheWriteTokens) || $cacheWriteTokens < 0) && Object.hasOwn(object, "cacheWriteTokens")) return false;
  const $reasoningTokens = object.reasoningTokens;
  if ($reasoningTokens !== undefined && (typeof $reasoningTokens !== "number" || !Number.isSafeInteger($reasoningTokens) || $reasoningTokens < 0) && Object.hasOwn(object, "reasoningTokens")) return false;
  const $costMicros = object.costMicros;
  if ($costMicros !== undefined && (typeof $costMicros !== "number" || !Number.isSafeInteger($costMicros) || $costMicros < 0) && Object.hasOwn(object, "costMicros")) return false;
  return true;
}

/** Whether a value is a valid `TurnError`. */
export function isTurnError(value: unknown): value is TurnError {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof TurnError]?: unknown } = value;
  const $code = object.code;
  if (typeof $code !== "string" || !Object.hasOwn(object, "code")) return false;
  const $message = object.message;
  if (typeof $message !== "string" || !Object.hasOwn(object, "message")) return false;
  return true;
}

/** Whether a value is a valid `SendUserMessageRequest`. */
export function isSendUserMessageRequest(value: unknown): value is SendUserMessageRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SendUserMessageRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $message = object.message;
  if (typeof $message !== "string" || $message.length < 1 || $message.length > 1000000 || !Object.hasOwn(object, "message")) return false;
  const $delivery = object.delivery;
  if ($delivery !== undefined && !isDelivery($delivery) && Object.hasOwn(object, "delivery")) return false;
  const $model = object.model;
  if ($model !== undefined && (typeof $model !== "string" || $model.length < 1 || $model.length > 200 || !rpc.isIdentifier($model)) && Object.hasOwn(object, "model")) return false;
  const $settings = object.settings;
  if ($settings !== undefined && !isModelSettings($settings) && Object.hasOwn(object, "settings")) return false;
  const $responseFormat = object.responseFormat;
  if ($responseFormat !== undefined && !isResponseFormat($responseFormat) && Object.hasOwn(object, "responseFormat")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `SendUserMessageResponse`. */
export function isSendUserMessageResponse(value: unknown): value is SendUserMessageResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SendUserMessageResponse]?: unknown } = value;
  const $messageId = object.messageId;
  if (typeof $messageId !== "string" || !Object.hasOwn(object, "messageId")) return false;
  const $status = object.status;
  if (!isMessageStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  return true;
}

/** Whether a value is a valid `RetryTurnRequest`. */
export function isRetryTurnRequest(value: unknown): value is RetryTurnRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof RetryTurnRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || $turnId.length < 1 || $turnId.length > 128 || !rpc.isIdentifier($turnId) || !Object.hasOwn(object, "turnId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `RetryTurnResponse`. */
export function isRetryTurnResponse(value: unknown): value is RetryTurnResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof RetryTurnResponse]?: unknown } = value;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  return true;
}

/** Whether a value is a valid `CompactSessionRequest`. */
export function isCompactSessionRequest(value: unknown): value is CompactSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof CompactSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $instructions = object.instructions;
  if ($instructions !== undefined && (typeof $instructions !== "string" || $instructions.length < 1 || $instructions.length > 10000) && Object.hasOwn(object, "instructions")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `CompactSessionResponse`. */
export function isCompactSessionResponse(value: unknown): value is CompactSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof CompactSessionResponse]?: unknown } = value;
  const $status = object.status;
  if (!isMessageStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `CancelTurnRequest`. */
export function isCancelTurnRequest(value: unknown): value is CancelTurnRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof CancelTurnRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $turnId = object.turnId;
  if ($turnId !== undefined && (typeof $turnId !== "string" || $turnId.length < 1 || $turnId.length > 128 || !rpc.isIdentifier($turnId)) && Object.hasOwn(object, "turnId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `CancelTurnResponse`. */
export function isCancelTurnResponse(value: unknown): value is CancelTurnResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof CancelTurnResponse]?: unknown } = value;
  const $status = object.status;
  if (!isTurnStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `PauseSessionRequest`. */
export function isPauseSessionRequest(value: unknown): value is PauseSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PauseSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `PauseSessionResponse`. */
export function isPauseSessionResponse(value: unknown): value is PauseSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PauseSessionResponse]?: unknown } = value;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `ResumeSessionRequest`. */
export function isResumeSessionRequest(value: unknown): value is ResumeSessionRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ResumeSessionRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `ResumeSessionResponse`. */
export function isResumeSessionResponse(value: unknown): value is ResumeSessionResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ResumeSessionResponse]?: unknown } = value;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `ToolDisplay`. */
export function isToolDisplay(value: unknown): value is ToolDisplay {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolDisplay]?: unknown } = value;
  const $kind = object.kind;
  if (!isToolDisplayKind($kind) || !Object.hasOwn(object, "kind")) return false;
  const $title = object.title;
  if ($title !== undefined && typeof $title !== "string" && Object.hasOwn(object, "title")) return false;
  const $text = object.text;
  if (typeof $text !== "string" || !Object.hasOwn(object, "text")) return false;
  const $added = object.added;
  if ($added !== undefined && (typeof $added !== "number" || !Number.isSafeInteger($added)) && Object.hasOwn(object, "added")) return false;
  const $removed = object.removed;
  if ($removed !== undefined && (typeof $removed !== "number" || !Number.isSafeInteger($removed)) && Object.hasOwn(object, "removed")) return false;
  const $note = object.note;
  if ($note !== undefined && typeof $note !== "string" && Object.hasOwn(object, "note")) return false;
  const $path = object.path;
  if ($path !== undefined && typeof $path !== "string" && Object.hasOwn(object, "path")) return false;
  const $oldText = object.oldText;
  if ($oldText !== undefined && typeof $oldText !== "string" && Object.hasOwn(object, "oldText")) return false;
  const $newText = object.newText;
  if ($newText !== undefined && typeof $newText !== "string" && Object.hasOwn(object, "newText")) return false;
  return true;
}

/** Whether a value is a valid `ClientTool`. */
export function isClientTool(value: unknown): value is ClientTool {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ClientTool]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || $name.length < 1 || $name.length > 128 || !Object.hasOwn(object, "name")) return false;
  const $description = object.description;
  if (typeof $description !== "string" || $description.length > 20000 || !Object.hasOwn(object, "description")) return false;
  const $inputSchema = object.inputSchema;
  if ($inputSchema !== undefined && $inputSchema === undefined && Object.hasOwn(object, "inputSchema")) return false;
  const $effect = object.effect;
  if ($effect !== undefined && !isToolEffect($effect) && Object.hasOwn(object, "effect")) return false;
  const $timeoutMs = object.timeoutMs;
  if ($timeoutMs !== undefined && (typeof $timeoutMs !== "number" || !Number.isSafeInteger($timeoutMs) || $timeoutMs < 1 || $timeoutMs > 86400000) && Object.hasOwn(object, "timeoutMs")) return false;
  return true;
}

/** Whether a value is a valid `Confinement`. */
export function isConfinement(value: unknown): value is Confinement {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof Confinement]?: unknown } = value;
  const $sandbox = object.sandbox;
  if ($sandbox !== undefined && typeof $sandbox !== "string" && Object.hasOwn(object, "sandbox")) return false;
  const $network = object.network;
  if (typeof $network !== "boolean" || !Object.hasOwn(object, "network")) return false;
  const $summary = object.summary;
  if (typeof $summary !== "string" || !Object.hasOwn(object, "summary")) return false;
  return true;
}

/** Whether a value is a valid `ToolInfo`. */
export function isToolInfo(value: unknown): value is ToolInfo {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolInfo]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || !Object.hasOwn(object, "name")) return false;
  const $description = object.description;
  if (typeof $description !== "string" || !Object.hasOwn(object, "description")) return false;
  const $inputSchema = object.inputSchema;
  if ($inputSchema === undefined || !Object.hasOwn(object, "inputSchema")) return false;
  const $executor = object.executor;
  if (!isToolExecutor($executor) || !Object.hasOwn(object, "executor")) return false;
  const $effect = object.effect;
  if (!isToolEffect($effect) || !Object.hasOwn(object, "effect")) return false;
  const $policy = object.policy;
  if (!isToolPolicy($policy) || !Object.hasOwn(object, "policy")) return false;
  const $source = object.source;
  if (typeof $source !== "string" || !Object.hasOwn(object, "source")) return false;
  const $usable = object.usable;
  if (typeof $usable !== "boolean" || !Object.hasOwn(object, "usable")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && typeof $reason !== "string" && Object.hasOwn(object, "reason")) return false;
  const $confinement = object.confinement;
  if ($confinement !== undefined && !isConfinement($confinement) && Object.hasOwn(object, "confinement")) return false;
  return true;
}

/** Whether a value is a valid `ListToolsRequest`. */
export function isListToolsRequest(value: unknown): value is ListToolsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListToolsRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if ($sessionId !== undefined && (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId)) && Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `ListToolsResponse`. */
export function isListToolsResponse(value: unknown): value is ListToolsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListToolsResponse]?: unknown } = value;
  const $tools = object.tools;
  if (!isListToolsResponse$tools($tools) || !Object.hasOwn(object, "tools")) return false;
  return true;
}

function isListToolsResponse$tools(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isToolInfo(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `LeftOutTool`. */
export function isLeftOutTool(value: unknown): value is LeftOutTool {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof LeftOutTool]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || !Object.hasOwn(object, "name")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `ToolServerInfo`. */
export function isToolServerInfo(value: unknown): value is ToolServerInfo {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolServerInfo]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || !Object.hasOwn(object, "name")) return false;
  const $state = object.state;
  if (!isToolServerState($state) || !Object.hasOwn(object, "state")) return false;
  const $since = object.since;
  if (typeof $since !== "number" || !Number.isSafeInteger($since) || !Object.hasOwn(object, "since")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && typeof $reason !== "string" && Object.hasOwn(object, "reason")) return false;
  const $tools = object.tools;
  if (typeof $tools !== "number" || !Number.isSafeInteger($tools) || !Object.hasOwn(object, "tools")) return false;
  const $leftOut = object.leftOut;
  if (!isToolServerInfo$leftOut($leftOut) || !Object.hasOwn(object, "leftOut")) return false;
  const $restarts = object.restarts;
  if (typeof $restarts !== "number" || !Number.isSafeInteger($restarts) || !Object.hasOwn(object, "restarts")) return false;
  const $warnings = object.warnings;
  if (!isToolServerInfo$warnings($warnings) || !Object.hasOwn(object, "warnings")) return false;
  const $nextAttemptAt = object.nextAttemptAt;
  if ($nextAttemptAt !== undefined && (typeof $nextAttemptAt !== "number" || !Number.isSafeInteger($nextAttemptAt)) && Object.hasOwn(object, "nextAttemptAt")) return false;
  const $signInUrl = object.signInUrl;
  if ($signInUrl !== undefined && typeof $signInUrl !== "string" && Object.hasOwn(object, "signInUrl")) return false;
  return true;
}

function isToolServerInfo$leftOut(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isLeftOutTool(item)) return false;
  }
  return true;
}

function isToolServerInfo$warnings(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (typeof item !== "string") return false;
  }
  return true;
}

/** Whether a value is a valid `ListToolServersRequest`. */
export function isListToolServersRequest(value: unknown): value is ListToolServersRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `ListToolServersResponse`. */
export function isListToolServersResponse(value: unknown): value is ListToolServersResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListToolServersResponse]?: unknown } = value;
  const $servers = object.servers;
  if (!isListToolServersResponse$servers($servers) || !Object.hasOwn(object, "servers")) return false;
  return true;
}

function isListToolServersResponse$servers(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isToolServerInfo(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `OfferToolsRequest`. */
export function isOfferToolsRequest(value: unknown): value is OfferToolsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof OfferToolsRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $clientId = object.clientId;
  if (typeof $clientId !== "string" || $clientId.length < 1 || $clientId.length > 128 || !rpc.isIdentifier($clientId) || !Object.hasOwn(object, "clientId")) return false;
  const $tools = object.tools;
  if (!isOfferToolsRequest$tools($tools) || !Object.hasOwn(object, "tools")) return false;
  return true;
}

function isOfferToolsRequest$tools(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 128) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isClientTool(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `OfferToolsResponse`. */
export function isOfferToolsResponse(value: unknown): value is OfferToolsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `ProvideToolResultRequest`. */
export function isProvideToolResultRequest(value: unknown): value is ProvideToolResultRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ProvideToolResultRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || $toolCallId.length < 1 || $toolCallId.length > 128 || !rpc.isIdentifier($toolCallId) || !Object.hasOwn(object, "toolCallId")) return false;
  const $result = object.result;
  if ($result === undefined || !Object.hasOwn(object, "result")) return false;
  const $isError = object.isError;
  if ($isError !== undefined && typeof $isError !== "boolean" && Object.hasOwn(object, "isError")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `ProvideToolResultResponse`. */
export function isProvideToolResultResponse(value: unknown): value is ProvideToolResultResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ProvideToolResultResponse]?: unknown } = value;
  const $status = object.status;
  if (!isToolResultStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `DecideToolCallRequest`. */
export function isDecideToolCallRequest(value: unknown): value is DecideToolCallRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DecideToolCallRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || $toolCallId.length < 1 || $toolCallId.length > 128 || !rpc.isIdentifier($toolCallId) || !Object.hasOwn(object, "toolCallId")) return false;
  const $decision = object.decision;
  if (!isToolDecision($decision) || !Object.hasOwn(object, "decision")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && (typeof $reason !== "string" || $reason.length > 4000) && Object.hasOwn(object, "reason")) return false;
  const $scope = object.scope;
  if ($scope !== undefined && !isGrantScope($scope) && Object.hasOwn(object, "scope")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `DecideToolCallResponse`. */
export function isDecideToolCallResponse(value: unknown): value is DecideToolCallResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DecideToolCallResponse]?: unknown } = value;
  const $status = object.status;
  if (!isMessageStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `GrantScope`. */
export function isGrantScope(value: unknown): value is GrantScope {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GrantScope]?: unknown } = value;
  const $type = object.type;
  if (typeof $type !== "string" || $type.length < 1 || $type.length > 32 || !Object.hasOwn(object, "type")) return false;
  const $command = object.command;
  if ($command !== undefined && typeof $command !== "string" && Object.hasOwn(object, "command")) return false;
  const $prefixes = object.prefixes;
  if ($prefixes !== undefined && !isGrantScope$prefixes($prefixes) && Object.hasOwn(object, "prefixes")) return false;
  const $folder = object.folder;
  if ($folder !== undefined && typeof $folder !== "string" && Object.hasOwn(object, "folder")) return false;
  const $path = object.path;
  if ($path !== undefined && typeof $path !== "string" && Object.hasOwn(object, "path")) return false;
  return true;
}

function isGrantScope$prefixes(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > 100) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (typeof item !== "string") return false;
  }
  return true;
}

/** Whether a value is a valid `GrantOffer`. */
export function isGrantOffer(value: unknown): value is GrantOffer {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GrantOffer]?: unknown } = value;
  const $scope = object.scope;
  if (!isGrantScope($scope) || !Object.hasOwn(object, "scope")) return false;
  const $label = object.label;
  if (typeof $label !== "string" || !Object.hasOwn(object, "label")) return false;
  const $text = object.text;
  if (typeof $text !== "string" || !Object.hasOwn(object, "text")) return false;
  return true;
}

/** Whether a value is a valid `Grant`. */
export function isGrant(value: unknown): value is Grant {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof Grant]?: unknown } = value;
  const $grantId = object.grantId;
  if (typeof $grantId !== "string" || !Object.hasOwn(object, "grantId")) return false;
  const $toolName = object.toolName;
  if (typeof $toolName !== "string" || !Object.hasOwn(object, "toolName")) return false;
  const $scope = object.scope;
  if (!isGrantScope($scope) || !Object.hasOwn(object, "scope")) return false;
  const $label = object.label;
  if (typeof $label !== "string" || !Object.hasOwn(object, "label")) return false;
  const $text = object.text;
  if (typeof $text !== "string" || !Object.hasOwn(object, "text")) return false;
  const $since = object.since;
  if (typeof $since !== "number" || !Number.isSafeInteger($since) || $since < 0 || !Object.hasOwn(object, "since")) return false;
  const $grantedBy = object.grantedBy;
  if (typeof $grantedBy !== "string" || !Object.hasOwn(object, "grantedBy")) return false;
  const $expiresAt = object.expiresAt;
  if ($expiresAt !== undefined && (typeof $expiresAt !== "number" || !Number.isSafeInteger($expiresAt) || $expiresAt < 0) && Object.hasOwn(object, "expiresAt")) return false;
  const $definitionHash = object.definitionHash;
  if (typeof $definitionHash !== "string" || !Object.hasOwn(object, "definitionHash")) return false;
  return true;
}

/** Whether a value is a valid `ToolDefinitionPart`. */
export function isToolDefinitionPart(value: unknown): value is ToolDefinitionPart {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolDefinitionPart]?: unknown } = value;
  const $part = object.part;
  if (typeof $part !== "string" || !Object.hasOwn(object, "part")) return false;
  const $hash = object.hash;
  if (typeof $hash !== "string" || !Object.hasOwn(object, "hash")) return false;
  const $text = object.text;
  if (typeof $text !== "string" || !Object.hasOwn(object, "text")) return false;
  return true;
}

/** Whether a value is a valid `ToolChange`. */
export function isToolChange(value: unknown): value is ToolChange {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolChange]?: unknown } = value;
  const $part = object.part;
  if (typeof $part !== "string" || !Object.hasOwn(object, "part")) return false;
  const $before = object.before;
  if (typeof $before !== "string" || !Object.hasOwn(object, "before")) return false;
  const $after = object.after;
  if (typeof $after !== "string" || !Object.hasOwn(object, "after")) return false;
  return true;
}

/** Whether a value is a valid `ListGrantsRequest`. */
export function isListGrantsRequest(value: unknown): value is ListGrantsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListGrantsRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `ListGrantsResponse`. */
export function isListGrantsResponse(value: unknown): value is ListGrantsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListGrantsResponse]?: unknown } = value;
  const $grants = object.grants;
  if (!isListGrantsResponse$grants($grants) || !Object.hasOwn(object, "grants")) return false;
  return true;
}

function isListGrantsResponse$grants(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isGrant(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `RevokeGrantRequest`. */
export function isRevokeGrantRequest(value: unknown): value is RevokeGrantRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof RevokeGrantRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $grantId = object.grantId;
  if (typeof $grantId !== "string" || $grantId.length < 1 || $grantId.length > 128 || !rpc.isIdentifier($grantId) || !Object.hasOwn(object, "grantId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `RevokeGrantResponse`. */
export function isRevokeGrantResponse(value: unknown): value is RevokeGrantResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof RevokeGrantResponse]?: unknown } = value;
  const $revoked = object.revoked;
  if (typeof $revoked !== "boolean" || !Object.hasOwn(object, "revoked")) return false;
  return true;
}

/** Whether a value is a valid `AskAnswerRequest`. */
export function isAskAnswerRequest(value: unknown): value is AskAnswerRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AskAnswerRequest]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || $sessionId.length < 1 || $sessionId.length > 128 || !rpc.isIdentifier($sessionId) || !Object.hasOwn(object, "sessionId")) return false;
  const $questionId = object.questionId;
  if (typeof $questionId !== "string" || $questionId.length < 1 || $questionId.length > 128 || !rpc.isIdentifier($questionId) || !Object.hasOwn(object, "questionId")) return false;
  const $answer = object.answer;
  if ($answer !== undefined && $answer === undefined && Object.hasOwn(object, "answer")) return false;
  const $declined = object.declined;
  if ($declined !== undefined && typeof $declined !== "boolean" && Object.hasOwn(object, "declined")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `AskAnswerResponse`. */
export function isAskAnswerResponse(value: unknown): value is AskAnswerResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AskAnswerResponse]?: unknown } = value;
  const $status = object.status;
  if (!isMessageStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `PlanTask`. */
export function isPlanTask(value: unknown): value is PlanTask {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PlanTask]?: unknown } = value;
  const $id = object.id;
  if (typeof $id !== "string" || $id.length < 1 || $id.length > 64 || !rpc.isIdentifier($id) || !Object.hasOwn(object, "id")) return false;
  const $kind = object.kind;
  if (typeof $kind !== "string" || $kind.length < 1 || $kind.length > 64 || !rpc.isIdentifier($kind) || !Object.hasOwn(object, "kind")) return false;
  const $title = object.title;
  if ($title !== undefined && (typeof $title !== "string" || $title.length > 200) && Object.hasOwn(object, "title")) return false;
  const $instructions = object.instructions;
  if ($instructions !== undefined && (typeof $instructions !== "string" || $instructions.length > 1000000) && Object.hasOwn(object, "instructions")) return false;
  const $inputs = object.inputs;
  if ($inputs !== undefined && !isPlanTask$inputs($inputs) && Object.hasOwn(object, "inputs")) return false;
  const $dependsOn = object.dependsOn;
  if ($dependsOn !== undefined && !isPlanTask$dependsOn($dependsOn) && Object.hasOwn(object, "dependsOn")) return false;
  const $retries = object.retries;
  if ($retries !== undefined && (typeof $retries !== "number" || !Number.isSafeInteger($retries) || $retries < 0 || $retries > 10) && Object.hasOwn(object, "retries")) return false;
  const $onFailure = object.onFailure;
  if ($onFailure !== undefined && !isTaskFailureAction($onFailure) && Object.hasOwn(object, "onFailure")) return false;
  const $model = object.model;
  if ($model !== undefined && (typeof $model !== "string" || $model.length < 1 || $model.length > 200 || !rpc.isIdentifier($model)) && Object.hasOwn(object, "model")) return false;
  const $parameters = object.parameters;
  if ($parameters !== undefined && !isPlanTask$parameters($parameters) && Object.hasOwn(object, "parameters")) return false;
  return true;
}

function isPlanTask$inputs(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object = value as { readonly [key: string]: unknown };
  for (const key in object) {
    const entry = object[key];
    if (entry === undefined || !Object.hasOwn(object, key)) continue;
    if (typeof entry !== "string" || !rpc.isIdentifier(entry)) return false;
  }
  return true;
}

function isPlanTask$dependsOn(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 500) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (typeof item !== "string" || !rpc.isIdentifier(item)) return false;
  }
  return true;
}

function isPlanTask$parameters(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `Plan`. */
export function isPlan(value: unknown): value is Plan {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof Plan]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || $name.length < 1 || $name.length > 200 || !Object.hasOwn(object, "name")) return false;
  const $model = object.model;
  if ($model !== undefined && (typeof $model !== "string" || $model.length < 1 || $model.length > 200 || !rpc.isIdentifier($model)) && Object.hasOwn(object, "model")) return false;
  const $context = object.context;
  if ($context !== undefined && (typeof $context !== "string" || $context.length > 1000000) && Object.hasOwn(object, "context")) return false;
  const $maxParallel = object.maxParallel;
  if ($maxParallel !== undefined && (typeof $maxParallel !== "number" || !Number.isSafeInteger($maxParallel) || $maxParallel < 1 || $maxParallel > 64) && Object.hasOwn(object, "maxParallel")) return false;
  const $tasks = object.tasks;
  if (!isPlan$tasks($tasks) || !Object.hasOwn(object, "tasks")) return false;
  return true;
}

function isPlan$tasks(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > 500) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isPlanTask(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `TaskState`. */
export function isTaskState(value: unknown): value is TaskState {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof TaskState]?: unknown } = value;
  const $taskId = object.taskId;
  if (typeof $taskId !== "string" || !Object.hasOwn(object, "taskId")) return false;
  const $status = object.status;
  if (!isTaskStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $attempt = object.attempt;
  if (typeof $attempt !== "number" || !Number.isSafeInteger($attempt) || $attempt < 0 || !Object.hasOwn(object, "attempt")) return false;
  const $taskSessionId = object.taskSessionId;
  if ($taskSessionId !== undefined && typeof $taskSessionId !== "string" && Object.hasOwn(object, "taskSessionId")) return false;
  const $result = object.result;
  if ($result !== undefined && $result === undefined && Object.hasOwn(object, "result")) return false;
  const $error = object.error;
  if ($error !== undefined && !isTurnError($error) && Object.hasOwn(object, "error")) return false;
  const $cause = object.cause;
  if ($cause !== undefined && !isTaskFailureCause($cause) && Object.hasOwn(object, "cause")) return false;
  return true;
}

/** Whether a value is a valid `StartPlanRequest`. */
export function isStartPlanRequest(value: unknown): value is StartPlanRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StartPlanRequest]?: unknown } = value;
  const $userId = object.userId;
  if (typeof $userId !== "string" || $userId.length < 1 || $userId.length > 256 || !rpc.isIdentifier($userId) || !Object.hasOwn(object, "userId")) return false;
  const $plan = object.plan;
  if (!isPlan($plan) || !Object.hasOwn(object, "plan")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `StartPlanResponse`. */
export function isStartPlanResponse(value: unknown): value is StartPlanResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StartPlanResponse]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $status = object.status;
  if (!isPlanStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

/** Whether a value is a valid `PausePlanRequest`. */
export function isPausePlanRequest(value: unknown): value is PausePlanRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PausePlanRequest]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || $planId.length < 1 || $planId.length > 128 || !rpc.isIdentifier($planId) || !Object.hasOwn(object, "planId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `PausePlanResponse`. */
export function isPausePlanResponse(value: unknown): value is PausePlanResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PausePlanResponse]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $status = object.status;
  if (!isPlanStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `ResumePlanRequest`. */
export function isResumePlanRequest(value: unknown): value is ResumePlanRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ResumePlanRequest]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || $planId.length < 1 || $planId.length > 128 || !rpc.isIdentifier($planId) || !Object.hasOwn(object, "planId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `ResumePlanResponse`. */
export function isResumePlanResponse(value: unknown): value is ResumePlanResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ResumePlanResponse]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $status = object.status;
  if (!isPlanStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `StopPlanRequest`. */
export function isStopPlanRequest(value: unknown): value is StopPlanRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StopPlanRequest]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || $planId.length < 1 || $planId.length > 128 || !rpc.isIdentifier($planId) || !Object.hasOwn(object, "planId")) return false;
  const $idempotencyKey = object.idempotencyKey;
  if ($idempotencyKey !== undefined && (typeof $idempotencyKey !== "string" || $idempotencyKey.length < 1 || $idempotencyKey.length > 128 || !rpc.isIdentifier($idempotencyKey)) && Object.hasOwn(object, "idempotencyKey")) return false;
  return true;
}

/** Whether a value is a valid `StopPlanResponse`. */
export function isStopPlanResponse(value: unknown): value is StopPlanResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StopPlanResponse]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $status = object.status;
  if (!isPlanStatus($status) || !Object.hasOwn(object, "status")) return false;
  return true;
}

/** Whether a value is a valid `GetPlanRequest`. */
export function isGetPlanRequest(value: unknown): value is GetPlanRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetPlanRequest]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || $planId.length < 1 || $planId.length > 128 || !rpc.isIdentifier($planId) || !Object.hasOwn(object, "planId")) return false;
  return true;
}

/** Whether a value is a valid `GetPlanResponse`. */
export function isGetPlanResponse(value: unknown): value is GetPlanResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetPlanResponse]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $status = object.status;
  if (!isPlanStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $plan = object.plan;
  if (!isPlan($plan) || !Object.hasOwn(object, "plan")) return false;
  const $tasks = object.tasks;
  if (!isGetPlanResponse$tasks($tasks) || !Object.hasOwn(object, "tasks")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0 || !Object.hasOwn(object, "sequence")) return false;
  return true;
}

function isGetPlanResponse$tasks(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isTaskState(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `ModelInfo`. */
export function isModelInfo(value: unknown): value is ModelInfo {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ModelInfo]?: unknown } = value;
  const $model = object.model;
  if (typeof $model !== "string" || !Object.hasOwn(object, "model")) return false;
  const $provider = object.provider;
  if (typeof $provider !== "string" || !Object.hasOwn(object, "provider")) return false;
  const $usable = object.usable;
  if (typeof $usable !== "boolean" || !Object.hasOwn(object, "usable")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && typeof $reason !== "string" && Object.hasOwn(object, "reason")) return false;
  const $isDefault = object.isDefault;
  if (typeof $isDefault !== "boolean" || !Object.hasOwn(object, "isDefault")) return false;
  const $title = object.title;
  if ($title !== undefined && typeof $title !== "string" && Object.hasOwn(object, "title")) return false;
  const $contextWindow = object.contextWindow;
  if ($contextWindow !== undefined && (typeof $contextWindow !== "number" || !Number.isSafeInteger($contextWindow) || $contextWindow < 1) && Object.hasOwn(object, "contextWindow")) return false;
  return true;
}

/** Whether a value is a valid `ListModelsRequest`. */
export function isListModelsRequest(value: unknown): value is ListModelsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListModelsRequest]?: unknown } = value;
  const $query = object.query;
  if ($query !== undefined && (typeof $query !== "string" || $query.length > 200) && Object.hasOwn(object, "query")) return false;
  const $limit = object.limit;
  if ($limit !== undefined && (typeof $limit !== "number" || !Number.isSafeInteger($limit) || $limit < 1 || $limit > 500) && Object.hasOwn(object, "limit")) return false;
  const $cursor = object.cursor;
  if ($cursor !== undefined && (typeof $cursor !== "string" || $cursor.length < 1 || $cursor.length > 256 || !rpc.isIdentifier($cursor)) && Object.hasOwn(object, "cursor")) return false;
  return true;
}

/** Whether a value is a valid `ListModelsResponse`. */
export function isListModelsResponse(value: unknown): value is ListModelsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListModelsResponse]?: unknown } = value;
  const $models = object.models;
  if (!isListModelsResponse$models($models) || !Object.hasOwn(object, "models")) return false;
  const $nextCursor = object.nextCursor;
  if ($nextCursor !== undefined && typeof $nextCursor !== "string" && Object.hasOwn(object, "nextCursor")) return false;
  return true;
}

function isListModelsResponse$models(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isModelInfo(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `PromptArgument`. */
export function isPromptArgument(value: unknown): value is PromptArgument {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PromptArgument]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || !Object.hasOwn(object, "name")) return false;
  const $description = object.description;
  if ($description !== undefined && typeof $description !== "string" && Object.hasOwn(object, "description")) return false;
  const $required = object.required;
  if (typeof $required !== "boolean" || !Object.hasOwn(object, "required")) return false;
  return true;
}

/** Whether a value is a valid `PromptInfo`. */
export function isPromptInfo(value: unknown): value is PromptInfo {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PromptInfo]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || !Object.hasOwn(object, "name")) return false;
  const $title = object.title;
  if ($title !== undefined && typeof $title !== "string" && Object.hasOwn(object, "title")) return false;
  const $description = object.description;
  if ($description !== undefined && typeof $description !== "string" && Object.hasOwn(object, "description")) return false;
  const $arguments = object.arguments;
  if (!isPromptInfo$arguments($arguments) || !Object.hasOwn(object, "arguments")) return false;
  return true;
}

function isPromptInfo$arguments(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isPromptArgument(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `ListPromptsRequest`. */
export function isListPromptsRequest(value: unknown): value is ListPromptsRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `ListPromptsResponse`. */
export function isListPromptsResponse(value: unknown): value is ListPromptsResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ListPromptsResponse]?: unknown } = value;
  const $prompts = object.prompts;
  if (!isListPromptsResponse$prompts($prompts) || !Object.hasOwn(object, "prompts")) return false;
  return true;
}

function isListPromptsResponse$prompts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isPromptInfo(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `GetPromptRequest`. */
export function isGetPromptRequest(value: unknown): value is GetPromptRequest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetPromptRequest]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || $name.length < 1 || $name.length > 300 || !Object.hasOwn(object, "name")) return false;
  const $arguments = object.arguments;
  if ($arguments !== undefined && !isGetPromptRequest$arguments($arguments) && Object.hasOwn(object, "arguments")) return false;
  return true;
}

function isGetPromptRequest$arguments(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object = value as { readonly [key: string]: unknown };
  for (const key in object) {
    const entry = object[key];
    if (entry === undefined || !Object.hasOwn(object, key)) continue;
    if (typeof entry !== "string") return false;
  }
  return true;
}

/** Whether a value is a valid `GetPromptResponse`. */
export function isGetPromptResponse(value: unknown): value is GetPromptResponse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GetPromptResponse]?: unknown } = value;
  const $text = object.text;
  if (typeof $text !== "string" || !Object.hasOwn(object, "text")) return false;
  return true;
}

/** Whether a value is a valid `UserMessageNotification`. */
export function isUserMessageNotification(value: unknown): value is UserMessageNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof UserMessageNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $messageId = object.messageId;
  if (typeof $messageId !== "string" || !Object.hasOwn(object, "messageId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $message = object.message;
  if (typeof $message !== "string" || !Object.hasOwn(object, "message")) return false;
  const $delivery = object.delivery;
  if ($delivery !== undefined && !isDelivery($delivery) && Object.hasOwn(object, "delivery")) return false;
  const $model = object.model;
  if ($model !== undefined && typeof $model !== "string" && Object.hasOwn(object, "model")) return false;
  const $settings = object.settings;
  if ($settings !== undefined && !isModelSettings($settings) && Object.hasOwn(object, "settings")) return false;
  const $responseFormat = object.responseFormat;
  if ($responseFormat !== undefined && !isResponseFormat($responseFormat) && Object.hasOwn(object, "responseFormat")) return false;
  return true;
}

/** Whether a value is a valid `AIMessageChunkNotification`. */
export function isAIMessageChunkNotification(value: unknown): value is AIMessageChunkNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AIMessageChunkNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $firstSequence = object.firstSequence;
  if ($firstSequence !== undefined && (typeof $firstSequence !== "number" || !Number.isSafeInteger($firstSequence) || $firstSequence < 1) && Object.hasOwn(object, "firstSequence")) return false;
  const $messageId = object.messageId;
  if (typeof $messageId !== "string" || !Object.hasOwn(object, "messageId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $chunk = object.chunk;
  if (typeof $chunk !== "string" || !Object.hasOwn(object, "chunk")) return false;
  const $isFinal = object.isFinal;
  if (typeof $isFinal !== "boolean" || !Object.hasOwn(object, "isFinal")) return false;
  const $channel = object.channel;
  if ($channel !== undefined && !isChannel($channel) && Object.hasOwn(object, "channel")) return false;
  const $length = object.length;
  if ($length !== undefined && (typeof $length !== "number" || !Number.isSafeInteger($length) || $length < 0) && Object.hasOwn(object, "length")) return false;
  return true;
}

/** Whether a value is a valid `MessageDiscardedNotification`. */
export function isMessageDiscardedNotification(value: unknown): value is MessageDiscardedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof MessageDiscardedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $messageId = object.messageId;
  if (typeof $messageId !== "string" || !Object.hasOwn(object, "messageId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `MessageExcludedNotification`. */
export function isMessageExcludedNotification(value: unknown): value is MessageExcludedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof MessageExcludedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $messageId = object.messageId;
  if (typeof $messageId !== "string" || !Object.hasOwn(object, "messageId")) return false;
  const $turnId = object.turnId;
  if ($turnId !== undefined && typeof $turnId !== "string" && Object.hasOwn(object, "turnId")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `TurnStatusNotification`. */
export function isTurnStatusNotification(value: unknown): value is TurnStatusNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof TurnStatusNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $status = object.status;
  if (!isTurnStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $stopReason = object.stopReason;
  if ($stopReason !== undefined && typeof $stopReason !== "string" && Object.hasOwn(object, "stopReason")) return false;
  const $usage = object.usage;
  if ($usage !== undefined && !isUsage($usage) && Object.hasOwn(object, "usage")) return false;
  const $error = object.error;
  if ($error !== undefined && !isTurnError($error) && Object.hasOwn(object, "error")) return false;
  const $notice = object.notice;
  if ($notice !== undefined && typeof $notice !== "string" && Object.hasOwn(object, "notice")) return false;
  const $attempt = object.attempt;
  if ($attempt !== undefined && (typeof $attempt !== "number" || !Number.isSafeInteger($attempt) || $attempt < 2) && Object.hasOwn(object, "attempt")) return false;
  const $retryOf = object.retryOf;
  if ($retryOf !== undefined && typeof $retryOf !== "string" && Object.hasOwn(object, "retryOf")) return false;
  return true;
}

/** Whether a value is a valid `StepEndedNotification`. */
export function isStepEndedNotification(value: unknown): value is StepEndedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof StepEndedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $step = object.step;
  if (typeof $step !== "number" || !Number.isSafeInteger($step) || $step < 1 || !Object.hasOwn(object, "step")) return false;
  const $model = object.model;
  if (typeof $model !== "string" || !Object.hasOwn(object, "model")) return false;
  const $usage = object.usage;
  if ($usage !== undefined && !isUsage($usage) && Object.hasOwn(object, "usage")) return false;
  const $contextTokens = object.contextTokens;
  if ($contextTokens !== undefined && (typeof $contextTokens !== "number" || !Number.isSafeInteger($contextTokens) || $contextTokens < 0) && Object.hasOwn(object, "contextTokens")) return false;
  const $contextWindow = object.contextWindow;
  if ($contextWindow !== undefined && (typeof $contextWindow !== "number" || !Number.isSafeInteger($contextWindow) || $contextWindow < 1) && Object.hasOwn(object, "contextWindow")) return false;
  return true;
}

/** Whether a value is a valid `ContextCompactedNotification`. */
export function isContextCompactedNotification(value: unknown): value is ContextCompactedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ContextCompactedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $turnId = object.turnId;
  if ($turnId !== undefined && typeof $turnId !== "string" && Object.hasOwn(object, "turnId")) return false;
  const $fromSequence = object.fromSequence;
  if (typeof $fromSequence !== "number" || !Number.isSafeInteger($fromSequence) || $fromSequence < 1 || !Object.hasOwn(object, "fromSequence")) return false;
  const $throughSequence = object.throughSequence;
  if (typeof $throughSequence !== "number" || !Number.isSafeInteger($throughSequence) || $throughSequence < 1 || !Object.hasOwn(object, "throughSequence")) return false;
  const $throughTurnId = object.throughTurnId;
  if (typeof $throughTurnId !== "string" || !Object.hasOwn(object, "throughTurnId")) return false;
  const $throughStep = object.throughStep;
  if ($throughStep !== undefined && (typeof $throughStep !== "number" || !Number.isSafeInteger($throughStep) || $throughStep < 1) && Object.hasOwn(object, "throughStep")) return false;
  const $summary = object.summary;
  if (typeof $summary !== "string" || !Object.hasOwn(object, "summary")) return false;
  const $tokensBefore = object.tokensBefore;
  if ($tokensBefore !== undefined && (typeof $tokensBefore !== "number" || !Number.isSafeInteger($tokensBefore) || $tokensBefore < 0) && Object.hasOwn(object, "tokensBefore")) return false;
  const $tokensAfter = object.tokensAfter;
  if ($tokensAfter !== undefined && (typeof $tokensAfter !== "number" || !Number.isSafeInteger($tokensAfter) || $tokensAfter < 0) && Object.hasOwn(object, "tokensAfter")) return false;
  const $reason = object.reason;
  if (!isCompactionReason($reason) || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `ToolCallChunkNotification`. */
export function isToolCallChunkNotification(value: unknown): value is ToolCallChunkNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolCallChunkNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $firstSequence = object.firstSequence;
  if ($firstSequence !== undefined && (typeof $firstSequence !== "number" || !Number.isSafeInteger($firstSequence) || $firstSequence < 1) && Object.hasOwn(object, "firstSequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $toolName = object.toolName;
  if (typeof $toolName !== "string" || !Object.hasOwn(object, "toolName")) return false;
  const $chunk = object.chunk;
  if (typeof $chunk !== "string" || !Object.hasOwn(object, "chunk")) return false;
  return true;
}

/** Whether a value is a valid `ToolCallDiscardedNotification`. */
export function isToolCallDiscardedNotification(value: unknown): value is ToolCallDiscardedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolCallDiscardedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `ToolCallNotification`. */
export function isToolCallNotification(value: unknown): value is ToolCallNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolCallNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $step = object.step;
  if (typeof $step !== "number" || !Number.isSafeInteger($step) || $step < 1 || !Object.hasOwn(object, "step")) return false;
  const $toolName = object.toolName;
  if (typeof $toolName !== "string" || !Object.hasOwn(object, "toolName")) return false;
  const $arguments = object.arguments;
  if ($arguments === undefined || !Object.hasOwn(object, "arguments")) return false;
  const $executor = object.executor;
  if (!isToolExecutor($executor) || !Object.hasOwn(object, "executor")) return false;
  const $effect = object.effect;
  if (!isToolEffect($effect) || !Object.hasOwn(object, "effect")) return false;
  const $deadline = object.deadline;
  if ($deadline !== undefined && (typeof $deadline !== "number" || !Number.isSafeInteger($deadline) || $deadline < 0) && Object.hasOwn(object, "deadline")) return false;
  return true;
}

/** Whether a value is a valid `ToolApprovalRequestNotification`. */
export function isToolApprovalRequestNotification(value: unknown): value is ToolApprovalRequestNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolApprovalRequestNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $toolName = object.toolName;
  if (typeof $toolName !== "string" || !Object.hasOwn(object, "toolName")) return false;
  const $arguments = object.arguments;
  if ($arguments === undefined || !Object.hasOwn(object, "arguments")) return false;
  const $effect = object.effect;
  if (!isToolEffect($effect) || !Object.hasOwn(object, "effect")) return false;
  const $display = object.display;
  if ($display !== undefined && !isToolDisplay($display) && Object.hasOwn(object, "display")) return false;
  const $confinement = object.confinement;
  if ($confinement !== undefined && !isConfinement($confinement) && Object.hasOwn(object, "confinement")) return false;
  const $expiresAt = object.expiresAt;
  if (typeof $expiresAt !== "number" || !Number.isSafeInteger($expiresAt) || $expiresAt < 0 || !Object.hasOwn(object, "expiresAt")) return false;
  const $scopes = object.scopes;
  if ($scopes !== undefined && !isToolApprovalRequestNotification$scopes($scopes) && Object.hasOwn(object, "scopes")) return false;
  const $definitionHash = object.definitionHash;
  if ($definitionHash !== undefined && typeof $definitionHash !== "string" && Object.hasOwn(object, "definitionHash")) return false;
  const $toolChanges = object.toolChanges;
  if ($toolChanges !== undefined && !isToolApprovalRequestNotification$toolChanges($toolChanges) && Object.hasOwn(object, "toolChanges")) return false;
  return true;
}

function isToolApprovalRequestNotification$scopes(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isGrantOffer(item)) return false;
  }
  return true;
}

function isToolApprovalRequestNotification$toolChanges(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isToolChange(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `ToolApprovalResolvedNotification`. */
export function isToolApprovalResolvedNotification(value: unknown): value is ToolApprovalResolvedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolApprovalResolvedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $decision = object.decision;
  if (!isToolDecision($decision) || !Object.hasOwn(object, "decision")) return false;
  const $decidedBy = object.decidedBy;
  if (typeof $decidedBy !== "string" || !Object.hasOwn(object, "decidedBy")) return false;
  const $resolution = object.resolution;
  if ($resolution !== undefined && !isQuestionResolution($resolution) && Object.hasOwn(object, "resolution")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && typeof $reason !== "string" && Object.hasOwn(object, "reason")) return false;
  const $grant = object.grant;
  if ($grant !== undefined && !isGrant($grant) && Object.hasOwn(object, "grant")) return false;
  const $definition = object.definition;
  if ($definition !== undefined && !isToolApprovalResolvedNotification$definition($definition) && Object.hasOwn(object, "definition")) return false;
  return true;
}

function isToolApprovalResolvedNotification$definition(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    if (!isToolDefinitionPart(item)) return false;
  }
  return true;
}

/** Whether a value is a valid `GrantRevokedNotification`. */
export function isGrantRevokedNotification(value: unknown): value is GrantRevokedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof GrantRevokedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $grantId = object.grantId;
  if (typeof $grantId !== "string" || !Object.hasOwn(object, "grantId")) return false;
  const $toolName = object.toolName;
  if (typeof $toolName !== "string" || !Object.hasOwn(object, "toolName")) return false;
  const $revokedBy = object.revokedBy;
  if (typeof $revokedBy !== "string" || !Object.hasOwn(object, "revokedBy")) return false;
  return true;
}

/** Whether a value is a valid `ToolCallLeaseNotification`. */
export function isToolCallLeaseNotification(value: unknown): value is ToolCallLeaseNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolCallLeaseNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $clientId = object.clientId;
  if ($clientId !== undefined && typeof $clientId !== "string" && Object.hasOwn(object, "clientId")) return false;
  const $deadline = object.deadline;
  if (typeof $deadline !== "number" || !Number.isSafeInteger($deadline) || $deadline < 0 || !Object.hasOwn(object, "deadline")) return false;
  return true;
}

/** Whether a value is a valid `ToolStartedNotification`. */
export function isToolStartedNotification(value: unknown): value is ToolStartedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolStartedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  return true;
}

/** Whether a value is a valid `ToolProgressNotification`. */
export function isToolProgressNotification(value: unknown): value is ToolProgressNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolProgressNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $text = object.text;
  if ($text !== undefined && typeof $text !== "string" && Object.hasOwn(object, "text")) return false;
  const $progress = object.progress;
  if ($progress !== undefined && (typeof $progress !== "number" || !Number.isFinite($progress)) && Object.hasOwn(object, "progress")) return false;
  const $total = object.total;
  if ($total !== undefined && (typeof $total !== "number" || !Number.isFinite($total)) && Object.hasOwn(object, "total")) return false;
  return true;
}

/** Whether a value is a valid `QuestionNotification`. */
export function isQuestionNotification(value: unknown): value is QuestionNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof QuestionNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $questionId = object.questionId;
  if (typeof $questionId !== "string" || !Object.hasOwn(object, "questionId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $toolCallId = object.toolCallId;
  if ($toolCallId !== undefined && typeof $toolCallId !== "string" && Object.hasOwn(object, "toolCallId")) return false;
  const $text = object.text;
  if (typeof $text !== "string" || !Object.hasOwn(object, "text")) return false;
  const $schema = object.schema;
  if ($schema === undefined || !Object.hasOwn(object, "schema")) return false;
  const $expiresAt = object.expiresAt;
  if ($expiresAt !== undefined && (typeof $expiresAt !== "number" || !Number.isSafeInteger($expiresAt) || $expiresAt < 0) && Object.hasOwn(object, "expiresAt")) return false;
  return true;
}

/** Whether a value is a valid `QuestionResolvedNotification`. */
export function isQuestionResolvedNotification(value: unknown): value is QuestionResolvedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof QuestionResolvedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $questionId = object.questionId;
  if (typeof $questionId !== "string" || !Object.hasOwn(object, "questionId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $answer = object.answer;
  if ($answer !== undefined && $answer === undefined && Object.hasOwn(object, "answer")) return false;
  const $declined = object.declined;
  if ($declined !== undefined && typeof $declined !== "boolean" && Object.hasOwn(object, "declined")) return false;
  const $answeredBy = object.answeredBy;
  if ($answeredBy !== undefined && typeof $answeredBy !== "string" && Object.hasOwn(object, "answeredBy")) return false;
  const $resolution = object.resolution;
  if (!isQuestionResolution($resolution) || !Object.hasOwn(object, "resolution")) return false;
  return true;
}

/** Whether a value is a valid `ToolResultNotification`. */
export function isToolResultNotification(value: unknown): value is ToolResultNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolResultNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  const $result = object.result;
  if ($result === undefined || !Object.hasOwn(object, "result")) return false;
  const $isError = object.isError;
  if (typeof $isError !== "boolean" || !Object.hasOwn(object, "isError")) return false;
  const $failure = object.failure;
  if ($failure !== undefined && !isToolFailure($failure) && Object.hasOwn(object, "failure")) return false;
  const $display = object.display;
  if ($display !== undefined && !isToolDisplay($display) && Object.hasOwn(object, "display")) return false;
  return true;
}

/** Whether a value is a valid `PlanStatusNotification`. */
export function isPlanStatusNotification(value: unknown): value is PlanStatusNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PlanStatusNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $status = object.status;
  if (!isPlanStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && typeof $reason !== "string" && Object.hasOwn(object, "reason")) return false;
  const $plan = object.plan;
  if ($plan !== undefined && !isPlan($plan) && Object.hasOwn(object, "plan")) return false;
  return true;
}

/** Whether a value is a valid `TaskStatusNotification`. */
export function isTaskStatusNotification(value: unknown): value is TaskStatusNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof TaskStatusNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  const $taskId = object.taskId;
  if (typeof $taskId !== "string" || !Object.hasOwn(object, "taskId")) return false;
  const $status = object.status;
  if (!isTaskStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $attempt = object.attempt;
  if ($attempt !== undefined && (typeof $attempt !== "number" || !Number.isSafeInteger($attempt) || $attempt < 1) && Object.hasOwn(object, "attempt")) return false;
  const $taskSessionId = object.taskSessionId;
  if ($taskSessionId !== undefined && typeof $taskSessionId !== "string" && Object.hasOwn(object, "taskSessionId")) return false;
  const $result = object.result;
  if ($result !== undefined && $result === undefined && Object.hasOwn(object, "result")) return false;
  const $error = object.error;
  if ($error !== undefined && !isTurnError($error) && Object.hasOwn(object, "error")) return false;
  const $cause = object.cause;
  if ($cause !== undefined && !isTaskFailureCause($cause) && Object.hasOwn(object, "cause")) return false;
  const $notice = object.notice;
  if ($notice !== undefined && typeof $notice !== "string" && Object.hasOwn(object, "notice")) return false;
  return true;
}

/** Whether a value is a valid `SessionStatusNotification`. */
export function isSessionStatusNotification(value: unknown): value is SessionStatusNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionStatusNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $status = object.status;
  if (!isSessionStatus($status) || !Object.hasOwn(object, "status")) return false;
  const $reason = object.reason;
  if ($reason !== undefined && typeof $reason !== "string" && Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `SessionForkedNotification`. */
export function isSessionForkedNotification(value: unknown): value is SessionForkedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionForkedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $fromSessionId = object.fromSessionId;
  if (typeof $fromSessionId !== "string" || !Object.hasOwn(object, "fromSessionId")) return false;
  const $fromSequence = object.fromSequence;
  if (typeof $fromSequence !== "number" || !Number.isSafeInteger($fromSequence) || $fromSequence < 0 || !Object.hasOwn(object, "fromSequence")) return false;
  return true;
}

/** Whether a value is a valid `SessionChangedNotification`. */
export function isSessionChangedNotification(value: unknown): value is SessionChangedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionChangedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $changedBy = object.changedBy;
  if ($changedBy !== undefined && typeof $changedBy !== "string" && Object.hasOwn(object, "changedBy")) return false;
  const $title = object.title;
  if ($title !== undefined && ($title !== null && typeof $title !== "string") && Object.hasOwn(object, "title")) return false;
  const $model = object.model;
  if ($model !== undefined && typeof $model !== "string" && Object.hasOwn(object, "model")) return false;
  const $settings = object.settings;
  if ($settings !== undefined && ($settings !== null && !isModelSettings($settings)) && Object.hasOwn(object, "settings")) return false;
  const $context = object.context;
  if ($context !== undefined && ($context !== null && typeof $context !== "string") && Object.hasOwn(object, "context")) return false;
  const $metadata = object.metadata;
  if ($metadata !== undefined && ($metadata !== null && !isSessionChangedNotification$metadata($metadata)) && Object.hasOwn(object, "metadata")) return false;
  const $pinned = object.pinned;
  if ($pinned !== undefined && typeof $pinned !== "boolean" && Object.hasOwn(object, "pinned")) return false;
  const $archived = object.archived;
  if ($archived !== undefined && typeof $archived !== "boolean" && Object.hasOwn(object, "archived")) return false;
  return true;
}

function isSessionChangedNotification$metadata(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return true;
}

/** Whether a value is a valid `DeliveryFailedNotification`. */
export function isDeliveryFailedNotification(value: unknown): value is DeliveryFailedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DeliveryFailedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $afterSequence = object.afterSequence;
  if (typeof $afterSequence !== "number" || !Number.isSafeInteger($afterSequence) || $afterSequence < 0 || !Object.hasOwn(object, "afterSequence")) return false;
  const $cause = object.cause;
  if (!isDeliveryFailure($cause) || !Object.hasOwn(object, "cause")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `SessionSharedNotification`. */
export function isSessionSharedNotification(value: unknown): value is SessionSharedNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionSharedNotification]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  const $sequence = object.sequence;
  if (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 1 || !Object.hasOwn(object, "sequence")) return false;
  const $userId = object.userId;
  if (typeof $userId !== "string" || !Object.hasOwn(object, "userId")) return false;
  const $access = object.access;
  if ($access !== undefined && !isSessionAccess($access) && Object.hasOwn(object, "access")) return false;
  return true;
}

/** Whether a value is a valid `AuthenticationExpiringNotification`. */
export function isAuthenticationExpiringNotification(value: unknown): value is AuthenticationExpiringNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof AuthenticationExpiringNotification]?: unknown } = value;
  const $expiresAt = object.expiresAt;
  if (typeof $expiresAt !== "number" || !Number.isSafeInteger($expiresAt) || $expiresAt < 0 || !Object.hasOwn(object, "expiresAt")) return false;
  return true;
}

/** Whether a value is a valid `ServerDrainNotification`. */
export function isServerDrainNotification(value: unknown): value is ServerDrainNotification {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ServerDrainNotification]?: unknown } = value;
  const $reconnectAfterMs = object.reconnectAfterMs;
  if (typeof $reconnectAfterMs !== "number" || !Number.isSafeInteger($reconnectAfterMs) || $reconnectAfterMs < 0 || !Object.hasOwn(object, "reconnectAfterMs")) return false;
  return true;
}

/** Whether a value is a valid `SessionNotFoundData`. */
export function isSessionNotFoundData(value: unknown): value is SessionNotFoundData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionNotFoundData]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `SessionStoppedData`. */
export function isSessionStoppedData(value: unknown): value is SessionStoppedData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionStoppedData]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `BusyData`. */
export function isBusyData(value: unknown): value is BusyData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof BusyData]?: unknown } = value;
  const $turnId = object.turnId;
  if (typeof $turnId !== "string" || !Object.hasOwn(object, "turnId")) return false;
  return true;
}

/** Whether a value is a valid `ToolCallNotFoundData`. */
export function isToolCallNotFoundData(value: unknown): value is ToolCallNotFoundData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolCallNotFoundData]?: unknown } = value;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $questionId = object.questionId;
  if ($questionId !== undefined && typeof $questionId !== "string" && Object.hasOwn(object, "questionId")) return false;
  return true;
}

/** Whether a value is a valid `ToolCallAlreadyResolvedData`. */
export function isToolCallAlreadyResolvedData(value: unknown): value is ToolCallAlreadyResolvedData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ToolCallAlreadyResolvedData]?: unknown } = value;
  const $toolCallId = object.toolCallId;
  if (typeof $toolCallId !== "string" || !Object.hasOwn(object, "toolCallId")) return false;
  const $questionId = object.questionId;
  if ($questionId !== undefined && typeof $questionId !== "string" && Object.hasOwn(object, "questionId")) return false;
  const $resolution = object.resolution;
  if (typeof $resolution !== "string" || !Object.hasOwn(object, "resolution")) return false;
  return true;
}

/** Whether a value is a valid `InvalidCursorData`. */
export function isInvalidCursorData(value: unknown): value is InvalidCursorData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof InvalidCursorData]?: unknown } = value;
  const $sequence = object.sequence;
  if ($sequence !== undefined && (typeof $sequence !== "number" || !Number.isSafeInteger($sequence) || $sequence < 0) && Object.hasOwn(object, "sequence")) return false;
  const $before = object.before;
  if ($before !== undefined && (typeof $before !== "number" || !Number.isSafeInteger($before) || $before < 0) && Object.hasOwn(object, "before")) return false;
  const $after = object.after;
  if ($after !== undefined && (typeof $after !== "number" || !Number.isSafeInteger($after) || $after < 0) && Object.hasOwn(object, "after")) return false;
  return true;
}

/** Whether a value is a valid `ModelUnavailableData`. */
export function isModelUnavailableData(value: unknown): value is ModelUnavailableData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof ModelUnavailableData]?: unknown } = value;
  const $model = object.model;
  if (typeof $model !== "string" || !Object.hasOwn(object, "model")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `PlanNotFoundData`. */
export function isPlanNotFoundData(value: unknown): value is PlanNotFoundData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PlanNotFoundData]?: unknown } = value;
  const $planId = object.planId;
  if (typeof $planId !== "string" || !Object.hasOwn(object, "planId")) return false;
  return true;
}

/** Whether a value is a valid `PromptUnavailableData`. */
export function isPromptUnavailableData(value: unknown): value is PromptUnavailableData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PromptUnavailableData]?: unknown } = value;
  const $name = object.name;
  if (typeof $name !== "string" || !Object.hasOwn(object, "name")) return false;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `UnauthenticatedData`. */
export function isUnauthenticatedData(value: unknown): value is UnauthenticatedData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof UnauthenticatedData]?: unknown } = value;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `SessionUnreadableData`. */
export function isSessionUnreadableData(value: unknown): value is SessionUnreadableData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof SessionUnreadableData]?: unknown } = value;
  const $sessionId = object.sessionId;
  if (typeof $sessionId !== "string" || !Object.hasOwn(object, "sessionId")) return false;
  return true;
}

/** Whether a value is a valid `PermissionDeniedData`. */
export function isPermissionDeniedData(value: unknown): value is PermissionDeniedData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof PermissionDeniedData]?: unknown } = value;
  const $reason = object.reason;
  if (typeof $reason !== "string" || !Object.hasOwn(object, "reason")) return false;
  return true;
}

/** Whether a value is a valid `RateLimitedData`. */
export function isRateLimitedData(value: unknown): value is RateLimitedData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof RateLimitedData]?: unknown } = value;
  const $limit = object.limit;
  if (typeof $limit !== "string" || !Object.hasOwn(object, "limit")) return false;
  const $value = object.value;
  if (typeof $value !== "number" || !Number.isSafeInteger($value) || $value < 0 || !Object.hasOwn(object, "value")) return false;
  const $retryAfterMs = object.retryAfterMs;
  if (typeof $retryAfterMs !== "number" || !Number.isSafeInteger($retryAfterMs) || $retryAfterMs < 0 || !Object.hasOwn(object, "retryAfterMs")) return false;
  return true;
}

/** Whether a value is a valid `LimitExceededData`. */
export function isLimitExceededData(value: unknown): value is LimitExceededData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof LimitExceededData]?: unknown } = value;
  const $limit = object.limit;
  if (typeof $limit !== "string" || !Object.hasOwn(object, "limit")) return false;
  const $value = object.value;
  if (typeof $value !== "number" || !Number.isSafeInteger($value) || $value < 0 || !Object.hasOwn(object, "value")) return false;
  return true;
}

/** Whether a value is a valid `OverloadedData`. */
export function isOverloadedData(value: unknown): value is OverloadedData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof OverloadedData]?: unknown } = value;
  const $retryAfterMs = object.retryAfterMs;
  if (typeof $retryAfterMs !== "number" || !Number.isSafeInteger($retryAfterMs) || $retryAfterMs < 0 || !Object.hasOwn(object, "retryAfterMs")) return false;
  return true;
}

/** Whether a value is a valid `DrainingData`. */
export function isDrainingData(value: unknown): value is DrainingData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const object: { readonly [K in keyof DrainingData]?: unknown } = value;
  const $reconnectAfterMs = object.reconnectAfterMs;
  if (typeof $reconnectAfterMs !== "number" || !Number.isSafeInteger($reconnectAfterMs) || $reconnectAfterMs < 0 || !Object.hasOwn(object, "reconnectAfterMs")) return false;
  return true;
}

export const schemaOfSessionStatus: rpc.EnumSchema = { kind: "enum", name: "SessionStatus", members: SessionStatus };

export const schemaOfDetachAction: rpc.EnumSchema = { kind: "enum", name: "DetachAction", members: DetachAction };

export const schemaOfReasoningEffort: rpc.EnumSchema = { kind: "enum", name: "ReasoningEffort", members: ReasoningEffort };

export const schemaOfSessionAccess: rpc.EnumSchema = { kind: "enum", name: "SessionAccess", members: SessionAccess };

export const schemaOfMessageStatus: rpc.EnumSchema = { kind: "enum", name: "MessageStatus", members: MessageStatus };

export const schemaOfDelivery: rpc.EnumSchema = { kind: "enum", name: "Delivery", members: Delivery };

export const schemaOfTurnStatus: rpc.EnumSchema = { kind: "enum", name: "TurnStatus", members: TurnStatus };

export const schemaOfChannel: rpc.EnumSchema = { kind: "enum", name: "Channel", members: Channel };

export const schemaOfToolExecutor: rpc.EnumSchema = { kind: "enum", name: "ToolExecutor", members: ToolExecutor };

export const schemaOfToolEffect: rpc.EnumSchema = { kind: "enum", name: "ToolEffect", members: ToolEffect };

export const schemaOfToolPolicy: rpc.EnumSchema = { kind: "enum", name: "ToolPolicy", members: ToolPolicy };

export const schemaOfToolDecision: rpc.EnumSchema = { kind: "enum", name: "ToolDecision", members: ToolDecision };

export const schemaOfToolResultStatus: rpc.EnumSchema = { kind: "enum", name: "ToolResultStatus", members: ToolResultStatus };

export const schemaOfToolFailure: rpc.EnumSchema = { kind: "enum", name: "ToolFailure", members: ToolFailure, open: true };

export const schemaOfToolDisplayKind: rpc.EnumSchema = { kind: "enum", name: "ToolDisplayKind", members: ToolDisplayKind, open: true };

export const schemaOfToolServerState: rpc.EnumSchema = { kind: "enum", name: "ToolServerState", members: ToolServerState, open: true };

export const schemaOfQuestionResolution: rpc.EnumSchema = { kind: "enum", name: "QuestionResolution", members: QuestionResolution };

export const schemaOfPlanStatus: rpc.EnumSchema = { kind: "enum", name: "PlanStatus", members: PlanStatus };

export const schemaOfTaskStatus: rpc.EnumSchema = { kind: "enum", name: "TaskStatus", members: TaskStatus };

export const schemaOfTaskFailureAction: rpc.EnumSchema = { kind: "enum", name: "TaskFailureAction", members: TaskFailureAction };

export const schemaOfTaskFailureCause: rpc.EnumSchema = { kind: "enum", name: "TaskFailureCause", members: TaskFailureCause };

export const schemaOfDeliveryFailure: rpc.EnumSchema = { kind: "enum", name: "DeliveryFailure", members: DeliveryFailure };

export const schemaOfCompactionReason: rpc.EnumSchema = { kind: "enum", name: "CompactionReason", members: CompactionReason, open: true };

export const schemaOfCloseCode: rpc.EnumSchema = { kind: "enum", name: "CloseCode", members: CloseCode };

export const schemaOfDetachPolicy: rpc.MessageSchema = {
  name: "DetachPolicy",
  fields: [
    { name: "action", type: schemaOfDetachAction, optional: false },
    { name: "graceMs", type: { kind: "int", min: 0, max: 86400000 }, optional: true },
  ],
};

export const schemaOfModelSettings: rpc.MessageSchema = {
  name: "ModelSettings",
  fields: [
    { name: "temperature", type: { kind: "float", min: 0, max: 2 }, optional: true },
    { name: "maxOutputTokens", type: { kind: "int", min: 1, max: 10000000 }, optional: true },
    { name: "reasoningEffort", type: schemaOfReasoningEffort, optional: true },
    { name: "stop", type: { kind: "array", item: { kind: "string", min: 1, max: 256 }, min: 1, max: 16 }, optional: true },
    { name: "providerOptions", type: { kind: "map", value: { kind: "map", value: { kind: "json" } }, max: 16 }, optional: true },
  ],
};

export const schemaOfResponseFormat: rpc.MessageSchema = {
  name: "ResponseFormat",
  fields: [
    { name: "schema", type: { kind: "json" }, optional: false },
  ],
};

export const schemaOfSessionParams: rpc.MessageSchema = {
  name: "SessionParams",
  fields: [
    { name: "language", type: { kind: "string", min: 1, max: 35 }, optional: true },
    { name: "model", type: { kind: "id", min: 1, max: 200 }, optional: true },
    { name: "context", type: { kind: "string", max: 1000000 }, optional: true },
    { name: "settings", type: { kind: "message", to: () => schemaOfModelSettings, recursive: false }, optional: true },
    { name: "tools", type: { kind: "array", item: { kind: "message", to: () => schemaOfClientTool, recursive: false }, max: 128 }, optional: true },
    { name: "detach", type: { kind: "message", to: () => schemaOfDetachPolicy, recursive: false }, optional: true },
    { name: "metadata", type: { kind: "map", value: { kind: "json" } }, optional: true },
  ],
};

export const schemaOfSessionShare: rpc.MessageSchema = {
  name: "SessionShare",
  fields: [
    { name: "userId", type: { kind: "string" }, optional: false },
    { name: "access", type: schemaOfSessionAccess, optional: false },
  ],
};

export const schemaOfSessionSummary: rpc.MessageSchema = {
  name: "SessionSummary",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "userId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfSessionStatus, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
    { name: "title", type: { kind: "string" }, optional: false },
    { name: "model", type: { kind: "string" }, optional: false },
    { name: "createdAt", type: { kind: "int", min: 0 }, optional: false },
    { name: "updatedAt", type: { kind: "int", min: 0 }, optional: false },
    { name: "activeTurnId", type: { kind: "string" }, optional: true },
    { name: "queuedMessages", type: { kind: "int", min: 0 }, optional: false },
    { name: "pendingApprovals", type: { kind: "int", min: 1 }, optional: true },
    { name: "pendingQuestions", type: { kind: "int", min: 1 }, optional: true },
    { name: "planId", type: { kind: "string" }, optional: true },
    { name: "taskId", type: { kind: "string" }, optional: true },
    { name: "access", type: schemaOfSessionAccess, optional: true },
    { name: "sharedWith", type: { kind: "array", item: { kind: "message", to: () => schemaOfSessionShare, recursive: false } }, optional: true },
    { name: "metadata", type: { kind: "map", value: { kind: "json" } }, optional: true },
    { name: "settings", type: { kind: "message", to: () => schemaOfModelSettings, recursive: false }, optional: true },
    { name: "forkedFrom", type: { kind: "message", to: () => schemaOfForkOrigin, recursive: false }, optional: true },
    { name: "pinned", type: { kind: "literal", value: true }, optional: true },
    { name: "archived", type: { kind: "literal", value: true }, optional: true },
  ],
};

export const schemaOfStartSessionRequest: rpc.MessageSchema = {
  name: "StartSessionRequest",
  fields: [
    { name: "userId", type: { kind: "id", min: 1, max: 256 }, optional: false },
    { name: "sessionParams", type: { kind: "message", to: () => schemaOfSessionParams, recursive: false }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfStartSessionResponse: rpc.MessageSchema = {
  name: "StartSessionResponse",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfSessionStatus, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfAttachSessionRequest: rpc.MessageSchema = {
  name: "AttachSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "afterSequence", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfAttachSessionResponse: rpc.MessageSchema = {
  name: "AttachSessionResponse",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfSessionStatus, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfDetachSessionRequest: rpc.MessageSchema = {
  name: "DetachSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
  ],
};

export const schemaOfDetachSessionResponse: rpc.MessageSchema = {
  name: "DetachSessionResponse",
  fields: [
  ],
};

export const schemaOfDeleteSessionRequest: rpc.MessageSchema = {
  name: "DeleteSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
  ],
};

export const schemaOfDeleteSessionResponse: rpc.MessageSchema = {
  name: "DeleteSessionResponse",
  fields: [
  ],
};

export const schemaOfStopSessionRequest: rpc.MessageSchema = {
  name: "StopSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfStopSessionResponse: rpc.MessageSchema = {
  name: "StopSessionResponse",
  fields: [
    { name: "status", type: schemaOfSessionStatus, optional: false },
  ],
};

export const schemaOfForkOrigin: rpc.MessageSchema = {
  name: "ForkOrigin",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfForkSessionRequest: rpc.MessageSchema = {
  name: "ForkSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "throughSequence", type: { kind: "int", min: 0 }, optional: true },
    { name: "beforeMessageId", type: { kind: "id", min: 1, max: 128 }, optional: true },
    { name: "sessionParams", type: { kind: "message", to: () => schemaOfSessionParams, recursive: false }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfForkSessionResponse: rpc.MessageSchema = {
  name: "ForkSessionResponse",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfSessionStatus, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfUpdateSessionRequest: rpc.MessageSchema = {
  name: "UpdateSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "title", type: { kind: "nullable", type: { kind: "string", min: 1, max: 200 } }, optional: true },
    { name: "model", type: { kind: "nullable", type: { kind: "id", min: 1, max: 200 } }, optional: true },
    { name: "settings", type: { kind: "nullable", type: { kind: "message", to: () => schemaOfModelSettings, recursive: false } }, optional: true },
    { name: "context", type: { kind: "nullable", type: { kind: "string", max: 1000000 } }, optional: true },
    { name: "metadata", type: { kind: "nullable", type: { kind: "map", value: { kind: "json" } } }, optional: true },
    { name: "pinned", type: { kind: "nullable", type: { kind: "bool" } }, optional: true },
    { name: "archived", type: { kind: "nullable", type: { kind: "bool" } }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfUpdateSessionResponse: rpc.MessageSchema = {
  name: "UpdateSessionResponse",
  fields: [
    { name: "session", type: { kind: "message", to: () => schemaOfSessionSummary, recursive: false }, optional: false },
  ],
};

export const schemaOfGetSessionRequest: rpc.MessageSchema = {
  name: "GetSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
  ],
};

export const schemaOfGetSessionResponse: rpc.MessageSchema = {
  name: "GetSessionResponse",
  fields: [
    { name: "session", type: { kind: "message", to: () => schemaOfSessionSummary, recursive: false }, optional: false },
  ],
};

export const schemaOfListSessionsRequest: rpc.MessageSchema = {
  name: "ListSessionsRequest",
  fields: [
    { name: "shared", type: { kind: "bool" }, optional: true },
    { name: "limit", type: { kind: "int", min: 1, max: 200 }, optional: true },
    { name: "cursor", type: { kind: "id", min: 1, max: 256 }, optional: true },
  ],
};

export const schemaOfListSessionsResponse: rpc.MessageSchema = {
  name: "ListSessionsResponse",
  fields: [
    { name: "sessions", type: { kind: "array", item: { kind: "message", to: () => schemaOfSessionSummary, recursive: false } }, optional: false },
    { name: "nextCursor", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfSearchMatch: rpc.MessageSchema = {
  name: "SearchMatch",
  fields: [
    { name: "session", type: { kind: "message", to: () => schemaOfSessionSummary, recursive: false }, optional: false },
    { name: "messageId", type: { kind: "string" }, optional: true },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "snippet", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfSearchSessionsRequest: rpc.MessageSchema = {
  name: "SearchSessionsRequest",
  fields: [
    { name: "query", type: { kind: "string", min: 1, max: 256 }, optional: false },
    { name: "limit", type: { kind: "int", min: 1, max: 100 }, optional: true },
    { name: "cursor", type: { kind: "id", min: 1, max: 1024 }, optional: true },
  ],
};

export const schemaOfSearchSessionsResponse: rpc.MessageSchema = {
  name: "SearchSessionsResponse",
  fields: [
    { name: "matches", type: { kind: "array", item: { kind: "message", to: () => schemaOfSearchMatch, recursive: false } }, optional: false },
    { name: "nextCursor", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfHistoryEvent: rpc.MessageSchema = {
  name: "HistoryEvent",
  fields: [
    { name: "method", type: { kind: "string" }, optional: false },
    { name: "params", type: { kind: "json" }, optional: false },
  ],
};

export const schemaOfGetHistoryRequest: rpc.MessageSchema = {
  name: "GetHistoryRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "afterSequence", type: { kind: "int", min: 0 }, optional: true },
    { name: "limit", type: { kind: "int", min: 1, max: 10000 }, optional: true },
  ],
};

export const schemaOfGetHistoryResponse: rpc.MessageSchema = {
  name: "GetHistoryResponse",
  fields: [
    { name: "events", type: { kind: "array", item: { kind: "message", to: () => schemaOfHistoryEvent, recursive: false } }, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfShareSessionRequest: rpc.MessageSchema = {
  name: "ShareSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "userId", type: { kind: "id", min: 1, max: 256 }, optional: false },
    { name: "access", type: schemaOfSessionAccess, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfShareSessionResponse: rpc.MessageSchema = {
  name: "ShareSessionResponse",
  fields: [
  ],
};

export const schemaOfUnshareSessionRequest: rpc.MessageSchema = {
  name: "UnshareSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "userId", type: { kind: "id", min: 1, max: 256 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfUnshareSessionResponse: rpc.MessageSchema = {
  name: "UnshareSessionResponse",
  fields: [
  ],
};

export const schemaOfAuthenticateRequest: rpc.MessageSchema = {
  name: "AuthenticateRequest",
  fields: [
    { name: "token", type: { kind: "string", min: 1, max: 16384 }, optional: false },
  ],
};

export const schemaOfAuthenticateResponse: rpc.MessageSchema = {
  name: "AuthenticateResponse",
  fields: [
    { name: "userId", type: { kind: "string" }, optional: false },
    { name: "expiresAt", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfUsage: rpc.MessageSchema = {
  name: "Usage",
  fields: [
    { name: "inputTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "outputTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "totalTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "cachedInputTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "cacheWriteTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "reasoningTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "costMicros", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfTurnError: rpc.MessageSchema = {
  name: "TurnError",
  fields: [
    { name: "code", type: { kind: "string" }, optional: false },
    { name: "message", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfSendUserMessageRequest: rpc.MessageSchema = {
  name: "SendUserMessageRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "message", type: { kind: "string", min: 1, max: 1000000 }, optional: false },
    { name: "delivery", type: schemaOfDelivery, optional: true },
    { name: "model", type: { kind: "id", min: 1, max: 200 }, optional: true },
    { name: "settings", type: { kind: "message", to: () => schemaOfModelSettings, recursive: false }, optional: true },
    { name: "responseFormat", type: { kind: "message", to: () => schemaOfResponseFormat, recursive: false }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfSendUserMessageResponse: rpc.MessageSchema = {
  name: "SendUserMessageResponse",
  fields: [
    { name: "messageId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfMessageStatus, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfRetryTurnRequest: rpc.MessageSchema = {
  name: "RetryTurnRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "turnId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfRetryTurnResponse: rpc.MessageSchema = {
  name: "RetryTurnResponse",
  fields: [
    { name: "turnId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfCompactSessionRequest: rpc.MessageSchema = {
  name: "CompactSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "instructions", type: { kind: "string", min: 1, max: 10000 }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfCompactSessionResponse: rpc.MessageSchema = {
  name: "CompactSessionResponse",
  fields: [
    { name: "status", type: schemaOfMessageStatus, optional: false },
  ],
};

export const schemaOfCancelTurnRequest: rpc.MessageSchema = {
  name: "CancelTurnRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "turnId", type: { kind: "id", min: 1, max: 128 }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfCancelTurnResponse: rpc.MessageSchema = {
  name: "CancelTurnResponse",
  fields: [
    { name: "status", type: schemaOfTurnStatus, optional: false },
  ],
};

export const schemaOfPauseSessionRequest: rpc.MessageSchema = {
  name: "PauseSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfPauseSessionResponse: rpc.MessageSchema = {
  name: "PauseSessionResponse",
  fields: [
    { name: "status", type: schemaOfSessionStatus, optional: false },
  ],
};

export const schemaOfResumeSessionRequest: rpc.MessageSchema = {
  name: "ResumeSessionRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfResumeSessionResponse: rpc.MessageSchema = {
  name: "ResumeSessionResponse",
  fields: [
    { name: "status", type: schemaOfSessionStatus, optional: false },
  ],
};

export const schemaOfToolDisplay: rpc.MessageSchema = {
  name: "ToolDisplay",
  fields: [
    { name: "kind", type: schemaOfToolDisplayKind, optional: false },
    { name: "title", type: { kind: "string" }, optional: true },
    { name: "text", type: { kind: "string" }, optional: false },
    { name: "added", type: { kind: "int" }, optional: true },
    { name: "removed", type: { kind: "int" }, optional: true },
    { name: "note", type: { kind: "string" }, optional: true },
    { name: "path", type: { kind: "string" }, optional: true },
    { name: "oldText", type: { kind: "string" }, optional: true },
    { name: "newText", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfClientTool: rpc.MessageSchema = {
  name: "ClientTool",
  fields: [
    { name: "name", type: { kind: "string", min: 1, max: 128 }, optional: false },
    { name: "description", type: { kind: "string", max: 20000 }, optional: false },
    { name: "inputSchema", type: { kind: "json" }, optional: true },
    { name: "effect", type: schemaOfToolEffect, optional: true },
    { name: "timeoutMs", type: { kind: "int", min: 1, max: 86400000 }, optional: true },
  ],
};

export const schemaOfConfinement: rpc.MessageSchema = {
  name: "Confinement",
  fields: [
    { name: "sandbox", type: { kind: "string" }, optional: true },
    { name: "network", type: { kind: "bool" }, optional: false },
    { name: "summary", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolInfo: rpc.MessageSchema = {
  name: "ToolInfo",
  fields: [
    { name: "name", type: { kind: "string" }, optional: false },
    { name: "description", type: { kind: "string" }, optional: false },
    { name: "inputSchema", type: { kind: "json" }, optional: false },
    { name: "executor", type: schemaOfToolExecutor, optional: false },
    { name: "effect", type: schemaOfToolEffect, optional: false },
    { name: "policy", type: schemaOfToolPolicy, optional: false },
    { name: "source", type: { kind: "string" }, optional: false },
    { name: "usable", type: { kind: "bool" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: true },
    { name: "confinement", type: { kind: "message", to: () => schemaOfConfinement, recursive: false }, optional: true },
  ],
};

export const schemaOfListToolsRequest: rpc.MessageSchema = {
  name: "ListToolsRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfListToolsResponse: rpc.MessageSchema = {
  name: "ListToolsResponse",
  fields: [
    { name: "tools", type: { kind: "array", item: { kind: "message", to: () => schemaOfToolInfo, recursive: false } }, optional: false },
  ],
};

export const schemaOfLeftOutTool: rpc.MessageSchema = {
  name: "LeftOutTool",
  fields: [
    { name: "name", type: { kind: "string" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolServerInfo: rpc.MessageSchema = {
  name: "ToolServerInfo",
  fields: [
    { name: "name", type: { kind: "string" }, optional: false },
    { name: "state", type: schemaOfToolServerState, optional: false },
    { name: "since", type: { kind: "int" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: true },
    { name: "tools", type: { kind: "int" }, optional: false },
    { name: "leftOut", type: { kind: "array", item: { kind: "message", to: () => schemaOfLeftOutTool, recursive: false } }, optional: false },
    { name: "restarts", type: { kind: "int" }, optional: false },
    { name: "warnings", type: { kind: "array", item: { kind: "string" } }, optional: false },
    { name: "nextAttemptAt", type: { kind: "int" }, optional: true },
    { name: "signInUrl", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfListToolServersRequest: rpc.MessageSchema = {
  name: "ListToolServersRequest",
  fields: [
  ],
};

export const schemaOfListToolServersResponse: rpc.MessageSchema = {
  name: "ListToolServersResponse",
  fields: [
    { name: "servers", type: { kind: "array", item: { kind: "message", to: () => schemaOfToolServerInfo, recursive: false } }, optional: false },
  ],
};

export const schemaOfOfferToolsRequest: rpc.MessageSchema = {
  name: "OfferToolsRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "clientId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "tools", type: { kind: "array", item: { kind: "message", to: () => schemaOfClientTool, recursive: false }, max: 128 }, optional: false },
  ],
};

export const schemaOfOfferToolsResponse: rpc.MessageSchema = {
  name: "OfferToolsResponse",
  fields: [
  ],
};

export const schemaOfProvideToolResultRequest: rpc.MessageSchema = {
  name: "ProvideToolResultRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "toolCallId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "result", type: { kind: "json" }, optional: false },
    { name: "isError", type: { kind: "bool" }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfProvideToolResultResponse: rpc.MessageSchema = {
  name: "ProvideToolResultResponse",
  fields: [
    { name: "status", type: schemaOfToolResultStatus, optional: false },
  ],
};

export const schemaOfDecideToolCallRequest: rpc.MessageSchema = {
  name: "DecideToolCallRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "toolCallId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "decision", type: schemaOfToolDecision, optional: false },
    { name: "reason", type: { kind: "string", max: 4000 }, optional: true },
    { name: "scope", type: { kind: "message", to: () => schemaOfGrantScope, recursive: false }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfDecideToolCallResponse: rpc.MessageSchema = {
  name: "DecideToolCallResponse",
  fields: [
    { name: "status", type: schemaOfMessageStatus, optional: false },
  ],
};

export const schemaOfGrantScope: rpc.MessageSchema = {
  name: "GrantScope",
  fields: [
    { name: "type", type: { kind: "string", min: 1, max: 32 }, optional: false },
    { name: "command", type: { kind: "string" }, optional: true },
    { name: "prefixes", type: { kind: "array", item: { kind: "string" }, min: 1, max: 100 }, optional: true },
    { name: "folder", type: { kind: "string" }, optional: true },
    { name: "path", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfGrantOffer: rpc.MessageSchema = {
  name: "GrantOffer",
  fields: [
    { name: "scope", type: { kind: "message", to: () => schemaOfGrantScope, recursive: false }, optional: false },
    { name: "label", type: { kind: "string" }, optional: false },
    { name: "text", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfGrant: rpc.MessageSchema = {
  name: "Grant",
  fields: [
    { name: "grantId", type: { kind: "string" }, optional: false },
    { name: "toolName", type: { kind: "string" }, optional: false },
    { name: "scope", type: { kind: "message", to: () => schemaOfGrantScope, recursive: false }, optional: false },
    { name: "label", type: { kind: "string" }, optional: false },
    { name: "text", type: { kind: "string" }, optional: false },
    { name: "since", type: { kind: "int", min: 0 }, optional: false },
    { name: "grantedBy", type: { kind: "string" }, optional: false },
    { name: "expiresAt", type: { kind: "int", min: 0 }, optional: true },
    { name: "definitionHash", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolDefinitionPart: rpc.MessageSchema = {
  name: "ToolDefinitionPart",
  fields: [
    { name: "part", type: { kind: "string" }, optional: false },
    { name: "hash", type: { kind: "string" }, optional: false },
    { name: "text", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolChange: rpc.MessageSchema = {
  name: "ToolChange",
  fields: [
    { name: "part", type: { kind: "string" }, optional: false },
    { name: "before", type: { kind: "string" }, optional: false },
    { name: "after", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfListGrantsRequest: rpc.MessageSchema = {
  name: "ListGrantsRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
  ],
};

export const schemaOfListGrantsResponse: rpc.MessageSchema = {
  name: "ListGrantsResponse",
  fields: [
    { name: "grants", type: { kind: "array", item: { kind: "message", to: () => schemaOfGrant, recursive: false } }, optional: false },
  ],
};

export const schemaOfRevokeGrantRequest: rpc.MessageSchema = {
  name: "RevokeGrantRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "grantId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfRevokeGrantResponse: rpc.MessageSchema = {
  name: "RevokeGrantResponse",
  fields: [
    { name: "revoked", type: { kind: "bool" }, optional: false },
  ],
};

export const schemaOfAskAnswerRequest: rpc.MessageSchema = {
  name: "AskAnswerRequest",
  fields: [
    { name: "sessionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "questionId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "answer", type: { kind: "json" }, optional: true },
    { name: "declined", type: { kind: "bool" }, optional: true },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfAskAnswerResponse: rpc.MessageSchema = {
  name: "AskAnswerResponse",
  fields: [
    { name: "status", type: schemaOfMessageStatus, optional: false },
  ],
};

export const schemaOfPlanTask: rpc.MessageSchema = {
  name: "PlanTask",
  fields: [
    { name: "id", type: { kind: "id", min: 1, max: 64 }, optional: false },
    { name: "kind", type: { kind: "id", min: 1, max: 64 }, optional: false },
    { name: "title", type: { kind: "string", max: 200 }, optional: true },
    { name: "instructions", type: { kind: "string", max: 1000000 }, optional: true },
    { name: "inputs", type: { kind: "map", value: { kind: "id" } }, optional: true },
    { name: "dependsOn", type: { kind: "array", item: { kind: "id" }, max: 500 }, optional: true },
    { name: "retries", type: { kind: "int", min: 0, max: 10 }, optional: true },
    { name: "onFailure", type: schemaOfTaskFailureAction, optional: true },
    { name: "model", type: { kind: "id", min: 1, max: 200 }, optional: true },
    { name: "parameters", type: { kind: "map", value: { kind: "json" } }, optional: true },
  ],
};

export const schemaOfPlan: rpc.MessageSchema = {
  name: "Plan",
  fields: [
    { name: "name", type: { kind: "string", min: 1, max: 200 }, optional: false },
    { name: "model", type: { kind: "id", min: 1, max: 200 }, optional: true },
    { name: "context", type: { kind: "string", max: 1000000 }, optional: true },
    { name: "maxParallel", type: { kind: "int", min: 1, max: 64 }, optional: true },
    { name: "tasks", type: { kind: "array", item: { kind: "message", to: () => schemaOfPlanTask, recursive: false }, min: 1, max: 500 }, optional: false },
  ],
};

export const schemaOfTaskState: rpc.MessageSchema = {
  name: "TaskState",
  fields: [
    { name: "taskId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfTaskStatus, optional: false },
    { name: "attempt", type: { kind: "int", min: 0 }, optional: false },
    { name: "taskSessionId", type: { kind: "string" }, optional: true },
    { name: "result", type: { kind: "json" }, optional: true },
    { name: "error", type: { kind: "message", to: () => schemaOfTurnError, recursive: false }, optional: true },
    { name: "cause", type: schemaOfTaskFailureCause, optional: true },
  ],
};

export const schemaOfStartPlanRequest: rpc.MessageSchema = {
  name: "StartPlanRequest",
  fields: [
    { name: "userId", type: { kind: "id", min: 1, max: 256 }, optional: false },
    { name: "plan", type: { kind: "message", to: () => schemaOfPlan, recursive: false }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfStartPlanResponse: rpc.MessageSchema = {
  name: "StartPlanResponse",
  fields: [
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfPlanStatus, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfPausePlanRequest: rpc.MessageSchema = {
  name: "PausePlanRequest",
  fields: [
    { name: "planId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfPausePlanResponse: rpc.MessageSchema = {
  name: "PausePlanResponse",
  fields: [
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfPlanStatus, optional: false },
  ],
};

export const schemaOfResumePlanRequest: rpc.MessageSchema = {
  name: "ResumePlanRequest",
  fields: [
    { name: "planId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfResumePlanResponse: rpc.MessageSchema = {
  name: "ResumePlanResponse",
  fields: [
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfPlanStatus, optional: false },
  ],
};

export const schemaOfStopPlanRequest: rpc.MessageSchema = {
  name: "StopPlanRequest",
  fields: [
    { name: "planId", type: { kind: "id", min: 1, max: 128 }, optional: false },
    { name: "idempotencyKey", type: { kind: "id", min: 1, max: 128 }, optional: true },
  ],
};

export const schemaOfStopPlanResponse: rpc.MessageSchema = {
  name: "StopPlanResponse",
  fields: [
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfPlanStatus, optional: false },
  ],
};

export const schemaOfGetPlanRequest: rpc.MessageSchema = {
  name: "GetPlanRequest",
  fields: [
    { name: "planId", type: { kind: "id", min: 1, max: 128 }, optional: false },
  ],
};

export const schemaOfGetPlanResponse: rpc.MessageSchema = {
  name: "GetPlanResponse",
  fields: [
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfPlanStatus, optional: false },
    { name: "plan", type: { kind: "message", to: () => schemaOfPlan, recursive: false }, optional: false },
    { name: "tasks", type: { kind: "array", item: { kind: "message", to: () => schemaOfTaskState, recursive: false } }, optional: false },
    { name: "sequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfModelInfo: rpc.MessageSchema = {
  name: "ModelInfo",
  fields: [
    { name: "model", type: { kind: "string" }, optional: false },
    { name: "provider", type: { kind: "string" }, optional: false },
    { name: "usable", type: { kind: "bool" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: true },
    { name: "isDefault", type: { kind: "bool" }, optional: false },
    { name: "title", type: { kind: "string" }, optional: true },
    { name: "contextWindow", type: { kind: "int", min: 1 }, optional: true },
  ],
};

export const schemaOfListModelsRequest: rpc.MessageSchema = {
  name: "ListModelsRequest",
  fields: [
    { name: "query", type: { kind: "string", max: 200 }, optional: true },
    { name: "limit", type: { kind: "int", min: 1, max: 500 }, optional: true },
    { name: "cursor", type: { kind: "id", min: 1, max: 256 }, optional: true },
  ],
};

export const schemaOfListModelsResponse: rpc.MessageSchema = {
  name: "ListModelsResponse",
  fields: [
    { name: "models", type: { kind: "array", item: { kind: "message", to: () => schemaOfModelInfo, recursive: false } }, optional: false },
    { name: "nextCursor", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfPromptArgument: rpc.MessageSchema = {
  name: "PromptArgument",
  fields: [
    { name: "name", type: { kind: "string" }, optional: false },
    { name: "description", type: { kind: "string" }, optional: true },
    { name: "required", type: { kind: "bool" }, optional: false },
  ],
};

export const schemaOfPromptInfo: rpc.MessageSchema = {
  name: "PromptInfo",
  fields: [
    { name: "name", type: { kind: "string" }, optional: false },
    { name: "title", type: { kind: "string" }, optional: true },
    { name: "description", type: { kind: "string" }, optional: true },
    { name: "arguments", type: { kind: "array", item: { kind: "message", to: () => schemaOfPromptArgument, recursive: false } }, optional: false },
  ],
};

export const schemaOfListPromptsRequest: rpc.MessageSchema = {
  name: "ListPromptsRequest",
  fields: [
  ],
};

export const schemaOfListPromptsResponse: rpc.MessageSchema = {
  name: "ListPromptsResponse",
  fields: [
    { name: "prompts", type: { kind: "array", item: { kind: "message", to: () => schemaOfPromptInfo, recursive: false } }, optional: false },
  ],
};

export const schemaOfGetPromptRequest: rpc.MessageSchema = {
  name: "GetPromptRequest",
  fields: [
    { name: "name", type: { kind: "string", min: 1, max: 300 }, optional: false },
    { name: "arguments", type: { kind: "map", value: { kind: "string" } }, optional: true },
  ],
};

export const schemaOfGetPromptResponse: rpc.MessageSchema = {
  name: "GetPromptResponse",
  fields: [
    { name: "text", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfUserMessageNotification: rpc.MessageSchema = {
  name: "UserMessageNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "messageId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "message", type: { kind: "string" }, optional: false },
    { name: "delivery", type: schemaOfDelivery, optional: true },
    { name: "model", type: { kind: "string" }, optional: true },
    { name: "settings", type: { kind: "message", to: () => schemaOfModelSettings, recursive: false }, optional: true },
    { name: "responseFormat", type: { kind: "message", to: () => schemaOfResponseFormat, recursive: false }, optional: true },
  ],
};

export const schemaOfAIMessageChunkNotification: rpc.MessageSchema = {
  name: "AIMessageChunkNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "firstSequence", type: { kind: "int", min: 1 }, optional: true },
    { name: "messageId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "chunk", type: { kind: "string" }, optional: false },
    { name: "isFinal", type: { kind: "bool" }, optional: false },
    { name: "channel", type: schemaOfChannel, optional: true },
    { name: "length", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfMessageDiscardedNotification: rpc.MessageSchema = {
  name: "MessageDiscardedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "messageId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfMessageExcludedNotification: rpc.MessageSchema = {
  name: "MessageExcludedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "messageId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: true },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfTurnStatusNotification: rpc.MessageSchema = {
  name: "TurnStatusNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfTurnStatus, optional: false },
    { name: "stopReason", type: { kind: "string" }, optional: true },
    { name: "usage", type: { kind: "message", to: () => schemaOfUsage, recursive: false }, optional: true },
    { name: "error", type: { kind: "message", to: () => schemaOfTurnError, recursive: false }, optional: true },
    { name: "notice", type: { kind: "string" }, optional: true },
    { name: "attempt", type: { kind: "int", min: 2 }, optional: true },
    { name: "retryOf", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfStepEndedNotification: rpc.MessageSchema = {
  name: "StepEndedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "step", type: { kind: "int", min: 1 }, optional: false },
    { name: "model", type: { kind: "string" }, optional: false },
    { name: "usage", type: { kind: "message", to: () => schemaOfUsage, recursive: false }, optional: true },
    { name: "contextTokens", type: { kind: "int", min: 0 }, optional: true },
    { name: "contextWindow", type: { kind: "int", min: 1 }, optional: true },
  ],
};

export const schemaOfContextCompactedNotification: rpc.MessageSchema = {
  name: "ContextCompactedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: true },
    { name: "fromSequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "throughSequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "throughTurnId", type: { kind: "string" }, optional: false },
    { name: "throughStep", type: { kind: "int", min: 1 }, optional: true },
    { name: "summary", type: { kind: "string" }, optional: false },
    { name: "tokensBefore", type: { kind: "int", min: 0 }, optional: true },
    { name: "tokensAfter", type: { kind: "int", min: 0 }, optional: true },
    { name: "reason", type: schemaOfCompactionReason, optional: false },
  ],
};

export const schemaOfToolCallChunkNotification: rpc.MessageSchema = {
  name: "ToolCallChunkNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "firstSequence", type: { kind: "int", min: 1 }, optional: true },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "toolName", type: { kind: "string" }, optional: false },
    { name: "chunk", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolCallDiscardedNotification: rpc.MessageSchema = {
  name: "ToolCallDiscardedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolCallNotification: rpc.MessageSchema = {
  name: "ToolCallNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "step", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolName", type: { kind: "string" }, optional: false },
    { name: "arguments", type: { kind: "json" }, optional: false },
    { name: "executor", type: schemaOfToolExecutor, optional: false },
    { name: "effect", type: schemaOfToolEffect, optional: false },
    { name: "deadline", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfToolApprovalRequestNotification: rpc.MessageSchema = {
  name: "ToolApprovalRequestNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "toolName", type: { kind: "string" }, optional: false },
    { name: "arguments", type: { kind: "json" }, optional: false },
    { name: "effect", type: schemaOfToolEffect, optional: false },
    { name: "display", type: { kind: "message", to: () => schemaOfToolDisplay, recursive: false }, optional: true },
    { name: "confinement", type: { kind: "message", to: () => schemaOfConfinement, recursive: false }, optional: true },
    { name: "expiresAt", type: { kind: "int", min: 0 }, optional: false },
    { name: "scopes", type: { kind: "array", item: { kind: "message", to: () => schemaOfGrantOffer, recursive: false } }, optional: true },
    { name: "definitionHash", type: { kind: "string" }, optional: true },
    { name: "toolChanges", type: { kind: "array", item: { kind: "message", to: () => schemaOfToolChange, recursive: false } }, optional: true },
  ],
};

export const schemaOfToolApprovalResolvedNotification: rpc.MessageSchema = {
  name: "ToolApprovalResolvedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "decision", type: schemaOfToolDecision, optional: false },
    { name: "decidedBy", type: { kind: "string" }, optional: false },
    { name: "resolution", type: schemaOfQuestionResolution, optional: true },
    { name: "reason", type: { kind: "string" }, optional: true },
    { name: "grant", type: { kind: "message", to: () => schemaOfGrant, recursive: false }, optional: true },
    { name: "definition", type: { kind: "array", item: { kind: "message", to: () => schemaOfToolDefinitionPart, recursive: false } }, optional: true },
  ],
};

export const schemaOfGrantRevokedNotification: rpc.MessageSchema = {
  name: "GrantRevokedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "grantId", type: { kind: "string" }, optional: false },
    { name: "toolName", type: { kind: "string" }, optional: false },
    { name: "revokedBy", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolCallLeaseNotification: rpc.MessageSchema = {
  name: "ToolCallLeaseNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "clientId", type: { kind: "string" }, optional: true },
    { name: "deadline", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfToolStartedNotification: rpc.MessageSchema = {
  name: "ToolStartedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolProgressNotification: rpc.MessageSchema = {
  name: "ToolProgressNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "text", type: { kind: "string" }, optional: true },
    { name: "progress", type: { kind: "float" }, optional: true },
    { name: "total", type: { kind: "float" }, optional: true },
  ],
};

export const schemaOfQuestionNotification: rpc.MessageSchema = {
  name: "QuestionNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "questionId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: true },
    { name: "text", type: { kind: "string" }, optional: false },
    { name: "schema", type: { kind: "json" }, optional: false },
    { name: "expiresAt", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfQuestionResolvedNotification: rpc.MessageSchema = {
  name: "QuestionResolvedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "questionId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "answer", type: { kind: "json" }, optional: true },
    { name: "declined", type: { kind: "bool" }, optional: true },
    { name: "answeredBy", type: { kind: "string" }, optional: true },
    { name: "resolution", type: schemaOfQuestionResolution, optional: false },
  ],
};

export const schemaOfToolResultNotification: rpc.MessageSchema = {
  name: "ToolResultNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "turnId", type: { kind: "string" }, optional: false },
    { name: "result", type: { kind: "json" }, optional: false },
    { name: "isError", type: { kind: "bool" }, optional: false },
    { name: "failure", type: schemaOfToolFailure, optional: true },
    { name: "display", type: { kind: "message", to: () => schemaOfToolDisplay, recursive: false }, optional: true },
  ],
};

export const schemaOfPlanStatusNotification: rpc.MessageSchema = {
  name: "PlanStatusNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfPlanStatus, optional: false },
    { name: "reason", type: { kind: "string" }, optional: true },
    { name: "plan", type: { kind: "message", to: () => schemaOfPlan, recursive: false }, optional: true },
  ],
};

export const schemaOfTaskStatusNotification: rpc.MessageSchema = {
  name: "TaskStatusNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "planId", type: { kind: "string" }, optional: false },
    { name: "taskId", type: { kind: "string" }, optional: false },
    { name: "status", type: schemaOfTaskStatus, optional: false },
    { name: "attempt", type: { kind: "int", min: 1 }, optional: true },
    { name: "taskSessionId", type: { kind: "string" }, optional: true },
    { name: "result", type: { kind: "json" }, optional: true },
    { name: "error", type: { kind: "message", to: () => schemaOfTurnError, recursive: false }, optional: true },
    { name: "cause", type: schemaOfTaskFailureCause, optional: true },
    { name: "notice", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfSessionStatusNotification: rpc.MessageSchema = {
  name: "SessionStatusNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "status", type: schemaOfSessionStatus, optional: false },
    { name: "reason", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfSessionForkedNotification: rpc.MessageSchema = {
  name: "SessionForkedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "fromSessionId", type: { kind: "string" }, optional: false },
    { name: "fromSequence", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfSessionChangedNotification: rpc.MessageSchema = {
  name: "SessionChangedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "changedBy", type: { kind: "string" }, optional: true },
    { name: "title", type: { kind: "nullable", type: { kind: "string" } }, optional: true },
    { name: "model", type: { kind: "string" }, optional: true },
    { name: "settings", type: { kind: "nullable", type: { kind: "message", to: () => schemaOfModelSettings, recursive: false } }, optional: true },
    { name: "context", type: { kind: "nullable", type: { kind: "string" } }, optional: true },
    { name: "metadata", type: { kind: "nullable", type: { kind: "map", value: { kind: "json" } } }, optional: true },
    { name: "pinned", type: { kind: "bool" }, optional: true },
    { name: "archived", type: { kind: "bool" }, optional: true },
  ],
};

export const schemaOfDeliveryFailedNotification: rpc.MessageSchema = {
  name: "DeliveryFailedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "afterSequence", type: { kind: "int", min: 0 }, optional: false },
    { name: "cause", type: schemaOfDeliveryFailure, optional: false },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfSessionSharedNotification: rpc.MessageSchema = {
  name: "SessionSharedNotification",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
    { name: "sequence", type: { kind: "int", min: 1 }, optional: false },
    { name: "userId", type: { kind: "string" }, optional: false },
    { name: "access", type: schemaOfSessionAccess, optional: true },
  ],
};

export const schemaOfAuthenticationExpiringNotification: rpc.MessageSchema = {
  name: "AuthenticationExpiringNotification",
  fields: [
    { name: "expiresAt", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfServerDrainNotification: rpc.MessageSchema = {
  name: "ServerDrainNotification",
  fields: [
    { name: "reconnectAfterMs", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfSessionNotFoundData: rpc.MessageSchema = {
  name: "SessionNotFoundData",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfSessionStoppedData: rpc.MessageSchema = {
  name: "SessionStoppedData",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfBusyData: rpc.MessageSchema = {
  name: "BusyData",
  fields: [
    { name: "turnId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfToolCallNotFoundData: rpc.MessageSchema = {
  name: "ToolCallNotFoundData",
  fields: [
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "questionId", type: { kind: "string" }, optional: true },
  ],
};

export const schemaOfToolCallAlreadyResolvedData: rpc.MessageSchema = {
  name: "ToolCallAlreadyResolvedData",
  fields: [
    { name: "toolCallId", type: { kind: "string" }, optional: false },
    { name: "questionId", type: { kind: "string" }, optional: true },
    { name: "resolution", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfInvalidCursorData: rpc.MessageSchema = {
  name: "InvalidCursorData",
  fields: [
    { name: "sequence", type: { kind: "int", min: 0 }, optional: true },
    { name: "before", type: { kind: "int", min: 0 }, optional: true },
    { name: "after", type: { kind: "int", min: 0 }, optional: true },
  ],
};

export const schemaOfModelUnavailableData: rpc.MessageSchema = {
  name: "ModelUnavailableData",
  fields: [
    { name: "model", type: { kind: "string" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfPlanNotFoundData: rpc.MessageSchema = {
  name: "PlanNotFoundData",
  fields: [
    { name: "planId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfPromptUnavailableData: rpc.MessageSchema = {
  name: "PromptUnavailableData",
  fields: [
    { name: "name", type: { kind: "string" }, optional: false },
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfUnauthenticatedData: rpc.MessageSchema = {
  name: "UnauthenticatedData",
  fields: [
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfSessionUnreadableData: rpc.MessageSchema = {
  name: "SessionUnreadableData",
  fields: [
    { name: "sessionId", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfPermissionDeniedData: rpc.MessageSchema = {
  name: "PermissionDeniedData",
  fields: [
    { name: "reason", type: { kind: "string" }, optional: false },
  ],
};

export const schemaOfRateLimitedData: rpc.MessageSchema = {
  name: "RateLimitedData",
  fields: [
    { name: "limit", type: { kind: "string" }, optional: false },
    { name: "value", type: { kind: "int", min: 0 }, optional: false },
    { name: "retryAfterMs", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfLimitExceededData: rpc.MessageSchema = {
  name: "LimitExceededData",
  fields: [
    { name: "limit", type: { kind: "string" }, optional: false },
    { name: "value", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfOverloadedData: rpc.MessageSchema = {
  name: "OverloadedData",
  fields: [
    { name: "retryAfterMs", type: { kind: "int", min: 0 }, optional: false },
  ],
};

export const schemaOfDrainingData: rpc.MessageSchema = {
  name: "DrainingData",
  fields: [
    { name: "reconnectAfterMs", type: { kind: "int", min: 0 }, optional: false },
  ],
};

/** Params and result of each method of Interactive, by bare name. */
export type InteractiveMethods = {
  /** Starts a session and attaches the caller to it from sequence 0. */
  readonly startSession: { readonly params: StartSessionRequest; readonly result: StartSessionResponse };
  /**
   * Delivers every later event of a session to this connection: first those already logged, then those to come, each once and in order.
   * Attaching again replaces the attachment.
   */
  readonly attachSession: { readonly params: AttachSessionRequest; readonly result: AttachSessionResponse };
  /** Ends the delivery of a session's events to this connection. The session continues. */
  readonly detachSession: { readonly params: DetachSessionRequest; readonly result: DetachSessionResponse };
  /** Deletes a session with all its events. A running turn is cancelled; every attached connection first receives Stopped. */
  readonly deleteSession: { readonly params: DeleteSessionRequest; readonly result: DeleteSessionResponse };
  /** Ends a session: its turn is cancelled, queued messages are dropped, and attached connections are notified. Stopping twice is fine. */
  readonly stopSession: { readonly params: StopSessionRequest; readonly result: StopSessionResponse };
  /**
   * Starts a session whose log begins with the events of another one, up to the end of a turn, and attaches the caller to it from sequence 0. The copied events
   * have the same sequences; `SessionForkedNotification` is the next event. The new session is the caller's. It has the model, the settings and the context of
   * the cut; title, `pinned`, `archived`, shares and grants are not copied, and messages whose turn had not ended at the cut are neither answered nor given to
   * models. A cut inside a turn or past the end of the log is `InvalidCursor`, with the nearest possible ones.
   */
  readonly forkSession: { readonly params: ForkSessionRequest; readonly result: ForkSessionResponse };
  /**
   * Changes what a session is. Each field is replaced whole, null resets it, and what is absent stays. A running turn keeps the model, the settings and the
   * context that it began with. Everyone attached receives `SessionChangedNotification` if something has changed.
   */
  readonly updateSession: { readonly params: UpdateSessionRequest; readonly result: UpdateSessionResponse };
  /** Returns a summary of a session without attaching to it. */
  readonly getSession: { readonly params: GetSessionRequest; readonly result: GetSessionResponse };
  /** Lists the caller's sessions, or those of others that are shared with the caller, the one used last first. */
  readonly listSessions: { readonly params: ListSessionsRequest; readonly result: ListSessionsResponse };
  /**
   * Finds messages and titles in the caller's sessions, then in those that are shared with the caller; in each list the session used last comes first. A match has
   * all words of the query, each also as a part of a longer word, in any case. No character has a special meaning. A session that is used between two pages may be
   * missed or come twice.
   */
  readonly searchSessions: { readonly params: SearchSessionsRequest; readonly result: SearchSessionsResponse };
  /** Reads logged events without attaching. */
  readonly getHistory: { readonly params: GetHistoryRequest; readonly result: GetHistoryResponse };
  /** Lets another user into a session, or changes what that user may do. Only the owner can. */
  readonly shareSession: { readonly params: ShareSessionRequest; readonly result: ShareSessionResponse };
  /** Takes a user's access back, at once: what that user's connections follow of the session ends. Only the owner can. Doing it twice is fine. */
  readonly unshareSession: { readonly params: UnshareSessionRequest; readonly result: UnshareSessionResponse };
  /** Renews the connection's authentication with a newer token of the same user, so that it outlives the token that it began with. */
  readonly authenticate: { readonly params: AuthenticateRequest; readonly result: AuthenticateResponse };
  /** Sends a message. Answered once it is durable, never held until the answer ends. */
  readonly sendUserMessage: { readonly params: SendUserMessageRequest; readonly result: SendUserMessageResponse };
  /**
   * Runs the last turn again, under a new id, if it is Failed, Cancelled or Interrupted and nothing runs or waits. Its user message is neither logged nor
   * given to the model a second time, and what it had answered is not given to the model. Any other turn is -32602.
   */
  readonly retryTurn: { readonly params: RetryTurnRequest; readonly result: RetryTurnResponse };
  /**
   * Replaces what was said so far, for models only, by a summary that the session's model writes. Answered at once; `ContextCompactedNotification` follows, or
   * nothing if there is nothing to summarise, or the model does not answer. The log keeps everything.
   */
  readonly compactSession: { readonly params: CompactSessionRequest; readonly result: CompactSessionResponse };
  /** Cancels a turn; its terminal event follows. A turn that has ended already is left as it is. */
  readonly cancelTurn: { readonly params: CancelTurnRequest; readonly result: CancelTurnResponse };
  /** Pauses a session: its turn stops at the next safe point, its clock with it, and no other turn begins. Pausing twice is fine. */
  readonly pauseSession: { readonly params: PauseSessionRequest; readonly result: PauseSessionResponse };
  /** Resumes a paused session. Resuming a running one is fine. */
  readonly resumeSession: { readonly params: ResumeSessionRequest; readonly result: ResumeSessionResponse };
  /** Lists the tools of the server and, for a session, those that its clients offer. */
  readonly listTools: { readonly params: ListToolsRequest; readonly result: ListToolsResponse };
  /** Lists the servers that tools come from, with the state of each, in the order of the configuration. */
  readonly listToolServers: { readonly params: ListToolServersRequest; readonly result: ListToolServersResponse };
  /** Offers tools of this client to a session that this connection is attached to, in place of those it offered before. The offer ends with the attachment. */
  readonly offerTools: { readonly params: OfferToolsRequest; readonly result: OfferToolsResponse };
  /** Returns the result of a client's tool call. Exactly one is accepted; it never starts a turn. */
  readonly provideToolResult: { readonly params: ProvideToolResultRequest; readonly result: ProvideToolResultResponse };
  /** Decides about a tool call that waits for it. The first decision counts. */
  readonly decideToolCall: { readonly params: DecideToolCallRequest; readonly result: DecideToolCallResponse };
  /** The grants of a session that are in force, the oldest first. */
  readonly listGrants: { readonly params: ListGrantsRequest; readonly result: ListGrantsResponse };
  /** Revokes a grant: calls that have not begun are asked about again. Revoking one that is gone changes nothing. */
  readonly revokeGrant: { readonly params: RevokeGrantRequest; readonly result: RevokeGrantResponse };
  /** Answers a question that a running tool asks, or declines it. Exactly one of `answer` and `declined` is present. The first answer counts. */
  readonly askAnswer: { readonly params: AskAnswerRequest; readonly result: AskAnswerResponse };
  /** Starts a plan and attaches the caller to its session, from sequence 0. A plan with a cycle, an unknown or a double id, or a misspelt member is -32602. */
  readonly startPlan: { readonly params: StartPlanRequest; readonly result: StartPlanResponse };
  /** Holds a plan: its running tasks are paused and no other begins. */
  readonly pausePlan: { readonly params: PausePlanRequest; readonly result: PausePlanResponse };
  /** Resumes a paused plan. */
  readonly resumePlan: { readonly params: ResumePlanRequest; readonly result: ResumePlanResponse };
  /** Ends a plan: its running tasks are cancelled, the others skipped. Stopping twice is fine. */
  readonly stopPlan: { readonly params: StopPlanRequest; readonly result: StopPlanResponse };
  /** Returns the state of a plan and of each of its tasks. */
  readonly getPlan: { readonly params: GetPlanRequest; readonly result: GetPlanResponse };
  /**
   * Lists what `sessionParams.model` can be, and whether it is usable now. Without `query` these are the server's own models and one entry for each provider;
   * with it also the models that providers list, some of which may be ten minutes old.
   */
  readonly listModels: { readonly params: ListModelsRequest; readonly result: ListModelsResponse };
  /** Lists the prompts of the tool servers that are connected now. */
  readonly listPrompts: { readonly params: ListPromptsRequest; readonly result: ListPromptsResponse };
  /** Fills in a prompt. Nothing is sent: the text is for a person to read, change and send. */
  readonly getPrompt: { readonly params: GetPromptRequest; readonly result: GetPromptResponse };
};

/** Params of each notification of Interactive, by name. */
export type InteractiveNotifications = {
  /** A message was taken. Goes to everyone attached, the sender too. */
  readonly UserMessageNotification: UserMessageNotification;
  /** New text of an answer. Grammar of a message: any number of chunks, then exactly one with `isFinal`. */
  readonly AIMessageChunkNotification: AIMessageChunkNotification;
  /**
   * An answer that a crash cut off, or that does not fit `responseFormat`, is void and is produced again under a new id. It gets no final chunk; a finished
   * one is never discarded.
   */
  readonly MessageDiscardedNotification: MessageDiscardedNotification;
  /**
   * The provider refused what a turn holds (HTTP 4xx) before any text of the answer. The user message of that turn is left out of all later
   * requests to models, with its answers and tool results. It comes before the terminal status of the turn that runs.
   */
  readonly MessageExcludedNotification: MessageExcludedNotification;
  /** A turn changed. The terminal status follows the final chunk, and no event of the turn follows it. */
  readonly TurnStatusNotification: TurnStatusNotification;
  /** A step of a turn has ended: the model was asked once and has answered. */
  readonly StepEndedNotification: StepEndedNotification;
  /** From here on models get the summary in place of the events from `fromSequence` through `throughSequence`. The log keeps them, and `getHistory` returns them. */
  readonly ContextCompactedNotification: ContextCompactedNotification;
  /**
   * New text of the arguments of a tool call, while the model writes them. Exactly one `ToolCallNotification` or `ToolCallDiscardedNotification` of the call
   * follows, before the turn's terminal status. Short arguments may come without chunks, with the `ToolCallNotification` alone.
   */
  readonly ToolCallChunkNotification: ToolCallChunkNotification;
  /** A tool call of which chunks have come is not made: the step failed or was cut off, or the turn ended. If it is made again, it has a new id. */
  readonly ToolCallDiscardedNotification: ToolCallDiscardedNotification;
  /** The model wants a tool to be run. Exactly one `ToolResultNotification` follows, before the turn's terminal status. */
  readonly ToolCallNotification: ToolCallNotification;
  /** A tool call waits for a decision before it runs. Exactly one `ToolApprovalResolvedNotification` follows. */
  readonly ToolApprovalRequestNotification: ToolApprovalRequestNotification;
  /** It is decided whether a tool call runs. Goes to every screen. */
  readonly ToolApprovalResolvedNotification: ToolApprovalResolvedNotification;
  /** A grant was revoked. Goes to every screen. */
  readonly GrantRevokedNotification: GrantRevokedNotification;
  /** A client's tool call is for one client to run: the one with that id. Without an id it waits for a client that offers the tool. */
  readonly ToolCallLeaseNotification: ToolCallLeaseNotification;
  /** A server's tool begins to run. After a crash one that is not safe to repeat is not run again. */
  readonly ToolStartedNotification: ToolStartedNotification;
  /** A progress report of a running tool. */
  readonly ToolProgressNotification: ToolProgressNotification;
  /** A running tool asks a person. Exactly one `QuestionResolvedNotification` follows, before the tool's result. */
  readonly QuestionNotification: QuestionNotification;
  /** A question is resolved. Goes to every screen. */
  readonly QuestionResolvedNotification: QuestionResolvedNotification;
  /** What a tool call gave. No event of the call follows it. */
  readonly ToolResultNotification: ToolResultNotification;
  /** A plan changed. */
  readonly PlanStatusNotification: PlanStatusNotification;
  /** A task of a plan changed. Exactly one terminal status ends a task. */
  readonly TaskStatusNotification: TaskStatusNotification;
  /** The session changed. */
  readonly SessionStatusNotification: SessionStatusNotification;
  /** Everything before was copied from another session. */
  readonly SessionForkedNotification: SessionForkedNotification;
  /** A session is not what it was: `updateSession` changed what is present here, each value whole. Null: it was reset. */
  readonly SessionChangedNotification: SessionChangedNotification;
  /**
   * The events of a session are delivered to this connection no longer: what is stored of them is damaged, or the session is not shared with the user any
   * more. The attachment has ended; the connection and its other sessions continue. It is not logged.
   */
  readonly DeliveryFailedNotification: DeliveryFailedNotification;
  /** The owner let a user into the session, or took the access back. */
  readonly SessionSharedNotification: SessionSharedNotification;
  /** The token of this connection ends soon: `authenticate` with a newer one, or it is closed with 4401. It belongs to no session. */
  readonly AuthenticationExpiringNotification: AuthenticationExpiringNotification;
  /** The server is about to restart: connect again after the given time, which differs from client to client. It belongs to no session. */
  readonly ServerDrainNotification: ServerDrainNotification;
};

/** Data of each error of Interactive, by name. */
export type InteractiveErrors = {
  /** No session of that id belongs to the caller. */
  readonly SessionNotFound: SessionNotFoundData;
  /** The session was stopped; start another one. */
  readonly SessionStopped: SessionStoppedData;
  /** A turn runs and the message asked to be refused in that case. */
  readonly Busy: BusyData;
  /** No tool call of that id waits for this in the session, or no question of that id was asked in it. */
  readonly ToolCallNotFound: ToolCallNotFoundData;
  /** The tool call, its approval, or the question has been decided before: late or twice. */
  readonly ToolCallAlreadyResolved: ToolCallAlreadyResolvedData;
  /** The cursor or sequence does not exist in what it was used on. */
  readonly InvalidCursor: InvalidCursorData;
  /** The model is unknown or not configured. */
  readonly ModelUnavailable: ModelUnavailableData;
  /** No plan of that id belongs to the caller. */
  readonly PlanNotFound: PlanNotFoundData;
  /** No connected tool server has the prompt, or its server cannot fill it in. */
  readonly PromptUnavailable: PromptUnavailableData;
  /** The token is missing, unknown, or has ended. */
  readonly Unauthenticated: UnauthenticatedData;
  /** What is stored of the session is damaged: it takes nothing but `deleteSession`. Its status is Error. */
  readonly SessionUnreadable: SessionUnreadableData;
  /** A policy of the server refuses it. */
  readonly PermissionDenied: PermissionDeniedData;
  /** It came too often; the same request succeeds later. */
  readonly RateLimited: RateLimitedData;
  /** A named limit of the server was reached. */
  readonly LimitExceeded: LimitExceededData;
  /** The server cannot take more work now, or cannot write its log. */
  readonly Overloaded: OverloadedData;
  /** The server is about to restart and starts nothing new. */
  readonly Draining: DrainingData;
};

/** Every error code that Interactive declares. */
export const InteractiveErrorCode = {
  /** No session of that id belongs to the caller. */
  SessionNotFound: -32001,
  /** The session was stopped; start another one. */
  SessionStopped: -32002,
  /** A turn runs and the message asked to be refused in that case. */
  Busy: -32003,
  /** No tool call of that id waits for this in the session, or no question of that id was asked in it. */
  ToolCallNotFound: -32004,
  /** The tool call, its approval, or the question has been decided before: late or twice. */
  ToolCallAlreadyResolved: -32005,
  /** The cursor or sequence does not exist in what it was used on. */
  InvalidCursor: -32006,
  /** The model is unknown or not configured. */
  ModelUnavailable: -32007,
  /** No plan of that id belongs to the caller. */
  PlanNotFound: -32008,
  /** No connected tool server has the prompt, or its server cannot fill it in. */
  PromptUnavailable: -32013,
  /** The token is missing, unknown, or has ended. */
  Unauthenticated: -32010,
  /** What is stored of the session is damaged: it takes nothing but `deleteSession`. Its status is Error. */
  SessionUnreadable: -32009,
  /** A policy of the server refuses it. */
  PermissionDenied: -32011,
  /** It came too often; the same request succeeds later. */
  RateLimited: -32020,
  /** A named limit of the server was reached. */
  LimitExceeded: -32021,
  /** The server cannot take more work now, or cannot write its log. */
  Overloaded: -32030,
  /** The server is about to restart and starts nothing new. */
  Draining: -32031,
} as const;

/** Every error code that Interactive declares. */
export type InteractiveErrorCode = (typeof InteractiveErrorCode)[keyof typeof InteractiveErrorCode];

/**
 * The contract between an AIWhisperer server and its clients: every method, notification, error and limit.
 *
 * A pair `XRequest` and `XResponse` is the method `interactive.x`; an `XNotification` is sent by the server under its own name.
 * Sequence numbers count the events of one session: 1, 2, 3 and on, without holes.
 */
export const interactive: rpc.Contract<InteractiveMethods, InteractiveNotifications, InteractiveErrors> = {
  namespace: "Interactive",
  methods: {
    startSession: {
      name: "startSession",
      fullName: "interactive.startSession",
      params: rpc.createValidator(isStartSessionRequest, schemaOfStartSessionRequest),
      result: rpc.createValidator(isStartSessionResponse, schemaOfStartSessionResponse),
      raises: ["ModelUnavailable", "PermissionDenied", "RateLimited", "LimitExceeded", "Overloaded", "Draining"],
    },
    attachSession: {
      name: "attachSession",
      fullName: "interactive.attachSession",
      params: rpc.createValidator(isAttachSessionRequest, schemaOfAttachSessionRequest),
      result: rpc.createValidator(isAttachSessionResponse, schemaOfAttachSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "InvalidCursor"],
    },
    detachSession: {
      name: "detachSession",
      fullName: "interactive.detachSession",
      params: rpc.createValidator(isDetachSessionRequest, schemaOfDetachSessionRequest),
      result: rpc.createValidator(isDetachSessionResponse, schemaOfDetachSessionResponse),
      raises: ["SessionNotFound"],
    },
    deleteSession: {
      name: "deleteSession",
      fullName: "interactive.deleteSession",
      params: rpc.createValidator(isDeleteSessionRequest, schemaOfDeleteSessionRequest),
      result: rpc.createValidator(isDeleteSessionResponse, schemaOfDeleteSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "PermissionDenied", "Overloaded"],
    },
    stopSession: {
      name: "stopSession",
      fullName: "interactive.stopSession",
      params: rpc.createValidator(isStopSessionRequest, schemaOfStopSessionRequest),
      result: rpc.createValidator(isStopSessionResponse, schemaOfStopSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "PermissionDenied", "Overloaded"],
    },
    forkSession: {
      name: "forkSession",
      fullName: "interactive.forkSession",
      params: rpc.createValidator(isForkSessionRequest, schemaOfForkSessionRequest),
      result: rpc.createValidator(isForkSessionResponse, schemaOfForkSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "InvalidCursor", "ModelUnavailable", "PermissionDenied", "RateLimited", "LimitExceeded", "Overloaded", "Draining"],
    },
    updateSession: {
      name: "updateSession",
      fullName: "interactive.updateSession",
      params: rpc.createValidator(isUpdateSessionRequest, schemaOfUpdateSessionRequest),
      result: rpc.createValidator(isUpdateSessionResponse, schemaOfUpdateSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "ModelUnavailable", "PermissionDenied", "LimitExceeded", "Overloaded"],
    },
    getSession: {
      name: "getSession",
      fullName: "interactive.getSession",
      params: rpc.createValidator(isGetSessionRequest, schemaOfGetSessionRequest),
      result: rpc.createValidator(isGetSessionResponse, schemaOfGetSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable"],
    },
    listSessions: {
      name: "listSessions",
      fullName: "interactive.listSessions",
      params: rpc.createValidator(isListSessionsRequest, schemaOfListSessionsRequest),
      result: rpc.createValidator(isListSessionsResponse, schemaOfListSessionsResponse),
      raises: ["InvalidCursor"],
    },
    searchSessions: {
      name: "searchSessions",
      fullName: "interactive.searchSessions",
      params: rpc.createValidator(isSearchSessionsRequest, schemaOfSearchSessionsRequest),
      result: rpc.createValidator(isSearchSessionsResponse, schemaOfSearchSessionsResponse),
      raises: ["InvalidCursor", "RateLimited"],
    },
    getHistory: {
      name: "getHistory",
      fullName: "interactive.getHistory",
      params: rpc.createValidator(isGetHistoryRequest, schemaOfGetHistoryRequest),
      result: rpc.createValidator(isGetHistoryResponse, schemaOfGetHistoryResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "InvalidCursor"],
    },
    shareSession: {
      name: "shareSession",
      fullName: "interactive.shareSession",
      params: rpc.createValidator(isShareSessionRequest, schemaOfShareSessionRequest),
      result: rpc.createValidator(isShareSessionResponse, schemaOfShareSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "LimitExceeded", "Overloaded"],
    },
    unshareSession: {
      name: "unshareSession",
      fullName: "interactive.unshareSession",
      params: rpc.createValidator(isUnshareSessionRequest, schemaOfUnshareSessionRequest),
      result: rpc.createValidator(isUnshareSessionResponse, schemaOfUnshareSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "Overloaded"],
    },
    authenticate: {
      name: "authenticate",
      fullName: "interactive.authenticate",
      params: rpc.createValidator(isAuthenticateRequest, schemaOfAuthenticateRequest),
      result: rpc.createValidator(isAuthenticateResponse, schemaOfAuthenticateResponse),
      raises: ["Unauthenticated", "PermissionDenied", "Overloaded"],
    },
    sendUserMessage: {
      name: "sendUserMessage",
      fullName: "interactive.sendUserMessage",
      params: rpc.createValidator(isSendUserMessageRequest, schemaOfSendUserMessageRequest),
      result: rpc.createValidator(isSendUserMessageResponse, schemaOfSendUserMessageResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "Busy", "ModelUnavailable", "PermissionDenied", "RateLimited", "LimitExceeded", "Overloaded", "Draining"],
    },
    retryTurn: {
      name: "retryTurn",
      fullName: "interactive.retryTurn",
      params: rpc.createValidator(isRetryTurnRequest, schemaOfRetryTurnRequest),
      result: rpc.createValidator(isRetryTurnResponse, schemaOfRetryTurnResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "RateLimited", "LimitExceeded", "Overloaded", "Draining"],
    },
    compactSession: {
      name: "compactSession",
      fullName: "interactive.compactSession",
      params: rpc.createValidator(isCompactSessionRequest, schemaOfCompactSessionRequest),
      result: rpc.createValidator(isCompactSessionResponse, schemaOfCompactSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "Busy", "ModelUnavailable", "PermissionDenied", "Overloaded", "Draining"],
    },
    cancelTurn: {
      name: "cancelTurn",
      fullName: "interactive.cancelTurn",
      params: rpc.createValidator(isCancelTurnRequest, schemaOfCancelTurnRequest),
      result: rpc.createValidator(isCancelTurnResponse, schemaOfCancelTurnResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "PermissionDenied", "Overloaded"],
    },
    pauseSession: {
      name: "pauseSession",
      fullName: "interactive.pauseSession",
      params: rpc.createValidator(isPauseSessionRequest, schemaOfPauseSessionRequest),
      result: rpc.createValidator(isPauseSessionResponse, schemaOfPauseSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "Overloaded"],
    },
    resumeSession: {
      name: "resumeSession",
      fullName: "interactive.resumeSession",
      params: rpc.createValidator(isResumeSessionRequest, schemaOfResumeSessionRequest),
      result: rpc.createValidator(isResumeSessionResponse, schemaOfResumeSessionResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "Overloaded"],
    },
    listTools: {
      name: "listTools",
      fullName: "interactive.listTools",
      params: rpc.createValidator(isListToolsRequest, schemaOfListToolsRequest),
      result: rpc.createValidator(isListToolsResponse, schemaOfListToolsResponse),
      raises: ["SessionNotFound", "SessionUnreadable"],
    },
    listToolServers: {
      name: "listToolServers",
      fullName: "interactive.listToolServers",
      params: rpc.createValidator(isListToolServersRequest, schemaOfListToolServersRequest),
      result: rpc.createValidator(isListToolServersResponse, schemaOfListToolServersResponse),
      raises: [],
    },
    offerTools: {
      name: "offerTools",
      fullName: "interactive.offerTools",
      params: rpc.createValidator(isOfferToolsRequest, schemaOfOfferToolsRequest),
      result: rpc.createValidator(isOfferToolsResponse, schemaOfOfferToolsResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied"],
    },
    provideToolResult: {
      name: "provideToolResult",
      fullName: "interactive.provideToolResult",
      params: rpc.createValidator(isProvideToolResultRequest, schemaOfProvideToolResultRequest),
      result: rpc.createValidator(isProvideToolResultResponse, schemaOfProvideToolResultResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "ToolCallNotFound", "ToolCallAlreadyResolved", "PermissionDenied", "Overloaded"],
    },
    decideToolCall: {
      name: "decideToolCall",
      fullName: "interactive.decideToolCall",
      params: rpc.createValidator(isDecideToolCallRequest, schemaOfDecideToolCallRequest),
      result: rpc.createValidator(isDecideToolCallResponse, schemaOfDecideToolCallResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "ToolCallNotFound", "ToolCallAlreadyResolved", "PermissionDenied", "LimitExceeded", "Overloaded"],
    },
    listGrants: {
      name: "listGrants",
      fullName: "interactive.listGrants",
      params: rpc.createValidator(isListGrantsRequest, schemaOfListGrantsRequest),
      result: rpc.createValidator(isListGrantsResponse, schemaOfListGrantsResponse),
      raises: ["SessionNotFound", "SessionUnreadable"],
    },
    revokeGrant: {
      name: "revokeGrant",
      fullName: "interactive.revokeGrant",
      params: rpc.createValidator(isRevokeGrantRequest, schemaOfRevokeGrantRequest),
      result: rpc.createValidator(isRevokeGrantResponse, schemaOfRevokeGrantResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "Overloaded"],
    },
    askAnswer: {
      name: "askAnswer",
      fullName: "interactive.askAnswer",
      params: rpc.createValidator(isAskAnswerRequest, schemaOfAskAnswerRequest),
      result: rpc.createValidator(isAskAnswerResponse, schemaOfAskAnswerResponse),
      raises: ["SessionNotFound", "SessionUnreadable", "SessionStopped", "ToolCallNotFound", "ToolCallAlreadyResolved", "PermissionDenied", "LimitExceeded", "Overloaded"],
    },
    startPlan: {
      name: "startPlan",
      fullName: "interactive.startPlan",
      params: rpc.createValidator(isStartPlanRequest, schemaOfStartPlanRequest),
      result: rpc.createValidator(isStartPlanResponse, schemaOfStartPlanResponse),
      raises: ["ModelUnavailable", "PermissionDenied", "RateLimited", "LimitExceeded", "Overloaded", "Draining"],
    },
    pausePlan: {
      name: "pausePlan",
      fullName: "interactive.pausePlan",
      params: rpc.createValidator(isPausePlanRequest, schemaOfPausePlanRequest),
      result: rpc.createValidator(isPausePlanResponse, schemaOfPausePlanResponse),
      raises: ["PlanNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "Overloaded"],
    },
    resumePlan: {
      name: "resumePlan",
      fullName: "interactive.resumePlan",
      params: rpc.createValidator(isResumePlanRequest, schemaOfResumePlanRequest),
      result: rpc.createValidator(isResumePlanResponse, schemaOfResumePlanResponse),
      raises: ["PlanNotFound", "SessionUnreadable", "SessionStopped", "PermissionDenied", "Overloaded"],
    },
    stopPlan: {
      name: "stopPlan",
      fullName: "interactive.stopPlan",
      params: rpc.createValidator(isStopPlanRequest, schemaOfStopPlanRequest),
      result: rpc.createValidator(isStopPlanResponse, schemaOfStopPlanResponse),
      raises: ["PlanNotFound", "SessionUnreadable", "PermissionDenied", "Overloaded"],
    },
    getPlan: {
      name: "getPlan",
      fullName: "interactive.getPlan",
      params: rpc.createValidator(isGetPlanRequest, schemaOfGetPlanRequest),
      result: rpc.createValidator(isGetPlanResponse, schemaOfGetPlanResponse),
      raises: ["PlanNotFound", "SessionUnreadable"],
    },
    listModels: {
      name: "listModels",
      fullName: "interactive.listModels",
      params: rpc.createValidator(isListModelsRequest, schemaOfListModelsRequest),
      result: rpc.createValidator(isListModelsResponse, schemaOfListModelsResponse),
      raises: [],
    },
    listPrompts: {
      name: "listPrompts",
      fullName: "interactive.listPrompts",
      params: rpc.createValidator(isListPromptsRequest, schemaOfListPromptsRequest),
      result: rpc.createValidator(isListPromptsResponse, schemaOfListPromptsResponse),
      raises: [],
    },
    getPrompt: {
      name: "getPrompt",
      fullName: "interactive.getPrompt",
      params: rpc.createValidator(isGetPromptRequest, schemaOfGetPromptRequest),
      result: rpc.createValidator(isGetPromptResponse, schemaOfGetPromptResponse),
      raises: ["PromptUnavailable"],
    },
  },
  notifications: {
    UserMessageNotification: {
      name: "UserMessageNotification",
      params: rpc.createValidator(isUserMessageNotification, schemaOfUserMessageNotification),
    },
    AIMessageChunkNotification: {
      name: "AIMessageChunkNotification",
      params: rpc.createValidator(isAIMessageChunkNotification, schemaOfAIMessageChunkNotification),
    },
    MessageDiscardedNotification: {
      name: "MessageDiscardedNotification",
      params: rpc.createValidator(isMessageDiscardedNotification, schemaOfMessageDiscardedNotification),
    },
    MessageExcludedNotification: {
      name: "MessageExcludedNotification",
      params: rpc.createValidator(isMessageExcludedNotification, schemaOfMessageExcludedNotification),
    },
    TurnStatusNotification: {
      name: "TurnStatusNotification",
      params: rpc.createValidator(isTurnStatusNotification, schemaOfTurnStatusNotification),
    },
    StepEndedNotification: {
      name: "StepEndedNotification",
      params: rpc.createValidator(isStepEndedNotification, schemaOfStepEndedNotification),
    },
    ContextCompactedNotification: {
      name: "ContextCompactedNotification",
      params: rpc.createValidator(isContextCompactedNotification, schemaOfContextCompactedNotification),
    },
    ToolCallChunkNotification: {
      name: "ToolCallChunkNotification",
      params: rpc.createValidator(isToolCallChunkNotification, schemaOfToolCallChunkNotification),
    },
    ToolCallDiscardedNotification: {
      name: "ToolCallDiscardedNotification",
      params: rpc.createValidator(isToolCallDiscardedNotification, schemaOfToolCallDiscardedNotification),
    },
    ToolCallNotification: {
      name: "ToolCallNotification",
      params: rpc.createValidator(isToolCallNotification, schemaOfToolCallNotification),
    },
    ToolApprovalRequestNotification: {
      name: "ToolApprovalRequestNotification",
      params: rpc.createValidator(isToolApprovalRequestNotification, schemaOfToolApprovalRequestNotification),
    },
    ToolApprovalResolvedNotification: {
      name: "ToolApprovalResolvedNotification",
      params: rpc.createValidator(isToolApprovalResolvedNotification, schemaOfToolApprovalResolvedNotification),
    },
    GrantRevokedNotification: {
      name: "GrantRevokedNotification",
      params: rpc.createValidator(isGrantRevokedNotification, schemaOfGrantRevokedNotification),
    },
    ToolCallLeaseNotification: {
      name: "ToolCallLeaseNotification",
      params: rpc.createValidator(isToolCallLeaseNotification, schemaOfToolCallLeaseNotification),
    },
    ToolStartedNotification: {
      name: "ToolStartedNotification",
      params: rpc.createValidator(isToolStartedNotification, schemaOfToolStartedNotification),
    },
    ToolProgressNotification: {
      name: "ToolProgressNotification",
      params: rpc.createValidator(isToolProgressNotification, schemaOfToolProgressNotification),
    },
    QuestionNotification: {
      name: "QuestionNotification",
      params: rpc.createValidator(isQuestionNotification, schemaOfQuestionNotification),
    },
    QuestionResolvedNotification: {
      name: "QuestionResolvedNotification",
      params: rpc.createValidator(isQuestionResolvedNotification, schemaOfQuestionResolvedNotification),
    },
    ToolResultNotification: {
      name: "ToolResultNotification",
      params: rpc.createValidator(isToolResultNotification, schemaOfToolResultNotification),
    },
    PlanStatusNotification: {
      name: "PlanStatusNotification",
      params: rpc.createValidator(isPlanStatusNotification, schemaOfPlanStatusNotification),
    },
    TaskStatusNotification: {
      name: "TaskStatusNotification",
      params: rpc.createValidator(isTaskStatusNotification, schemaOfTaskStatusNotification),
    },
    SessionStatusNotification: {
      name: "SessionStatusNotification",
      params: rpc.createValidator(isSessionStatusNotification, schemaOfSessionStatusNotification),
    },
    SessionForkedNotification: {
      name: "SessionForkedNotification",
      params: rpc.createValidator(isSessionForkedNotification, schemaOfSessionForkedNotification),
    },
    SessionChangedNotification: {
      name: "SessionChangedNotification",
      params: rpc.createValidator(isSessionChangedNotification, schemaOfSessionChangedNotification),
    },
    DeliveryFailedNotification: {
      name: "DeliveryFailedNotification",
      params: rpc.createValidator(isDeliveryFailedNotification, schemaOfDeliveryFailedNotification),
    },
    SessionSharedNotification: {
      name: "SessionSharedNotification",
      params: rpc.createValidator(isSessionSharedNotification, schemaOfSessionSharedNotification),
    },
    AuthenticationExpiringNotification: {
      name: "AuthenticationExpiringNotification",
      params: rpc.createValidator(isAuthenticationExpiringNotification, schemaOfAuthenticationExpiringNotification),
    },
    ServerDrainNotification: {
      name: "ServerDrainNotification",
      params: rpc.createValidator(isServerDrainNotification, schemaOfServerDrainNotification),
    },
  },
  errors: {
    SessionNotFound: {
      name: "SessionNotFound",
      code: -32001,
      message: "There is no such session.",
      retry: false,
      data: rpc.createValidator(isSessionNotFoundData, schemaOfSessionNotFoundData),
    },
    SessionStopped: {
      name: "SessionStopped",
      code: -32002,
      message: "The session has been stopped.",
      retry: false,
      data: rpc.createValidator(isSessionStoppedData, schemaOfSessionStoppedData),
    },
    Busy: {
      name: "Busy",
      code: -32003,
      message: "A turn is running.",
      retry: true,
      data: rpc.createValidator(isBusyData, schemaOfBusyData),
    },
    ToolCallNotFound: {
      name: "ToolCallNotFound",
      code: -32004,
      message: "There is no such tool call.",
      retry: false,
      data: rpc.createValidator(isToolCallNotFoundData, schemaOfToolCallNotFoundData),
    },
    ToolCallAlreadyResolved: {
      name: "ToolCallAlreadyResolved",
      code: -32005,
      message: "The tool call is already resolved.",
      retry: false,
      data: rpc.createValidator(isToolCallAlreadyResolvedData, schemaOfToolCallAlreadyResolvedData),
    },
    InvalidCursor: {
      name: "InvalidCursor",
      code: -32006,
      message: "The cursor is not valid.",
      retry: false,
      data: rpc.createValidator(isInvalidCursorData, schemaOfInvalidCursorData),
    },
    ModelUnavailable: {
      name: "ModelUnavailable",
      code: -32007,
      message: "The model cannot be used.",
      retry: false,
      data: rpc.createValidator(isModelUnavailableData, schemaOfModelUnavailableData),
    },
    PlanNotFound: {
      name: "PlanNotFound",
      code: -32008,
      message: "There is no such plan.",
      retry: false,
      data: rpc.createValidator(isPlanNotFoundData, schemaOfPlanNotFoundData),
    },
    PromptUnavailable: {
      name: "PromptUnavailable",
      code: -32013,
      message: "The prompt cannot be used.",
      retry: false,
      data: rpc.createValidator(isPromptUnavailableData, schemaOfPromptUnavailableData),
    },
    Unauthenticated: {
      name: "Unauthenticated",
      code: -32010,
      message: "Authentication is required.",
      retry: false,
      data: rpc.createValidator(isUnauthenticatedData, schemaOfUnauthenticatedData),
    },
    SessionUnreadable: {
      name: "SessionUnreadable",
      code: -32009,
      message: "The session's stored events cannot be read.",
      retry: false,
      data: rpc.createValidator(isSessionUnreadableData, schemaOfSessionUnreadableData),
    },
    PermissionDenied: {
      name: "PermissionDenied",
      code: -32011,
      message: "Permission denied.",
      retry: false,
      data: rpc.createValidator(isPermissionDeniedData, schemaOfPermissionDeniedData),
    },
    RateLimited: {
      name: "RateLimited",
      code: -32020,
      message: "Too many requests.",
      retry: true,
      data: rpc.createValidator(isRateLimitedData, schemaOfRateLimitedData),
    },
    LimitExceeded: {
      name: "LimitExceeded",
      code: -32021,
      message: "A limit was exceeded.",
      retry: false,
      data: rpc.createValidator(isLimitExceededData, schemaOfLimitExceededData),
    },
    Overloaded: {
      name: "Overloaded",
      code: -32030,
      message: "The server is overloaded.",
      retry: true,
      data: rpc.createValidator(isOverloadedData, schemaOfOverloadedData),
    },
    Draining: {
      name: "Draining",
      code: -32031,
      message: "The server is restarting.",
      retry: true,
      data: rpc.createValidator(isDrainingData, schemaOfDrainingData),
    },
  },
};
