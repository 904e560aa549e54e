import {
  type AttachSessionResponse,
  type Caller,
  type Contract,
  caller,
  type ForkSessionRequest,
  type InteractiveNotifications,
  interactive,
  type ModelInfo,
  type NotificationsOf,
  type Plan,
  type SessionParams,
  SessionStatus,
  type StartPlanRequest,
  type StartSessionRequest,
} from "@aiwhisperer/protocol";
import { type ClientOptions, type CompleteClientOptions, completeOptions } from "./client-options.ts";
import { growingDelayMs } from "./connection/backoff.ts";
import { Connection } from "./connection/connection.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import { findLocalAccess, type LocalAccess } from "./connection/local-token.ts";
import { explainFailedOpen } from "./connection/refused-origin.ts";
import { type LinkRequest, ReconnectingRequester } from "./connection/requester.ts";
import { spreadRetryAfter } from "./connection/retry-after.ts";
import { requestTicket } from "./connection/ticket.ts";
import { createTraceMark } from "./connection/trace-mark.ts";
import { type Refreshable, Resource } from "./kit/resource.ts";
import type { Readable } from "./kit/store.ts";
import { listenForWake } from "./kit/wake-signal.ts";
import { type OfferedTool, toDeclaration } from "./session/client-tool.ts";
import { PlanHandle } from "./session/plan-handle.ts";
import type { SessionHandle } from "./session/session-handle.ts";
import { SessionList } from "./session/session-list.ts";
import { SessionRegistry } from "./session/session-registry.ts";

/** Options of a new session: the contract's `SessionParams`, with tools that this program runs. */
export interface StartSessionOptions extends Omit<SessionParams, "tools"> {
  /**
   * Offered while this client follows the session, as by `session.offerTools`, but known to the model from
   * the first turn on.
   */
  readonly tools?: readonly OfferedTool[];
}

/** Where a session is forked, and what the fork is to have otherwise. */
export type ForkOptions = Pick<ForkSessionRequest, "throughSequence" | "beforeMessageId" | "sessionParams">;

/** State of the connection. */
export interface ClientConnection extends Readable<ConnectionState> {}

/** A contract of the user's own on the client's connection. */
export interface ContractClient<K extends Contract> {
  /** The contract's methods. They wait for the connection and are never sent twice. */
  readonly rpc: Caller<K>;
  /** Calls the listener with every notification of that name. The returned function unsubscribes. */
  on<N extends keyof NotificationsOf<K> & string>(
    name: N,
    listener: (params: NotificationsOf<K>[N]) => void,
  ): () => void;
}

/** Creates a client. It does not connect before the first call. */
export function createClient(options: ClientOptions): Client {
  return new Client(options);
}

/** A program's access to a server: one connection at a time, with any number of sessions on it. */
export class Client {
  /**
   * Every method of the contract. A call whose answer is lost with the connection is sent again on the next
   * one, with the same idempotency key where the method takes one. Rejects with `RpcError`, `RequestFailure`
   * and `ConnectionLostError`.
   */
  readonly rpc: Caller<typeof interactive>;
  /** Identifies the client that offers tools to the server: a tool call leased to this id runs here. */
  readonly clientId: string;
  readonly connection: ClientConnection;
  /** The user's sessions, the most recently used first. Loaded by the first `refresh`, then kept current. */
  readonly sessions: SessionList;
  /**
   * Other users' sessions that are shared with the user, each with the user's access. Kept current as
   * `sessions` is.
   */
  readonly sharedSessions: SessionList;
  /** Values for the `model` of `startSession`. Loaded by the first `refresh`. */
  readonly models: Refreshable<readonly ModelInfo[]>;
  /** The authenticated user once that is known, else the option `userId`. */
  #userId: string;
  /** Whether the program or the server has named the user. */
  #isUserKnown: boolean;
  readonly #connection: Connection;
  readonly #requester: ReconnectingRequester;
  readonly #registry: SessionRegistry;
  readonly #stopListening: () => void;

  constructor(options: ClientOptions) {
    const complete = completeOptions(options);
    const { clock, userId, networkEvents } = complete;
    this.#userId = userId;
    this.#isUserKnown = options.userId !== undefined;
    this.clientId = complete.clientId;
    this.#connection = this.#createConnection(complete);
    this.#requester = createRequester(this.#connection, complete);
    this.rpc = caller(interactive, this.#requester);
    const connection = this.#connection;
    this.#registry = new SessionRegistry({
      ...complete,
      rpc: this.rpc,
      connection,
      userId: () => (this.#isUserKnown ? this.#userId : undefined),
      retryDelayMs: (failures, retryAfterMs) => retryDelayMs(complete, failures, retryAfterMs),
    });
    this.connection = connection;
    this.sessions = new SessionList(this.rpc, clock);
    this.sharedSessions = new SessionList(this.rpc, clock, { shared: true });
    this.models = new Resource(async () => (await this.rpc.listModels()).models);
    for (const list of [this.sessions, this.sharedSessions]) {
      this.#registry.onActivity.add(() => list.touch());
    }
    const { token } = complete;
    if (token !== undefined) {
      this.on("AuthenticationExpiringNotification", () => this.#renew(token).catch(complete.onFault));
    }
    this.on("ServerDrainNotification", ({ reconnectAfterMs }) => connection.expectRestart(reconnectAfterMs));
    this.#registry.restoreOutbox().catch(complete.onFault);
    this.#stopListening = listenForWake(() => connection.check(), networkEvents);
  }

  /**
   * The authenticated user once the first connection is open. Before that, and on a server without accounts,
   * the option `userId`.
   */
  get userId(): string {
    return this.#userId;
  }

  /** Connects, without waiting for a planned attempt. Not needed before a call. */
  connect(): void {
    this.#connection.connect();
  }

  /**
   * Starts exactly one session, however often the connection breaks, and follows it. Rejects as
   * `rpc.startSession` does.
   */
  async startSession({ tools = [], ...options }: StartSessionOptions = {}): Promise<SessionHandle> {
    const declared = tools.length === 0 ? {} : { tools: tools.map(toDeclaration) };
    const session = await this.#start({
      method: interactive.methods.startSession.fullName,
      params: { userId: this.#userId, sessionParams: { ...options, ...declared } },
      // The requester checks the params: faulty ones reject with -32602 before they are sent.
      send: (link, { params, signal }) =>
        link.rpc.startSession({ ...(params as StartSessionRequest), userId: this.#userId }, { signal }),
    });
    if (tools.length > 0) session.offerTools(tools);
    return session;
  }

  /**
   * Starts a session with the first events of another one, up to the end of a turn, and follows it: by
   * default all ended turns, else those through a sequence or before a user message. Exactly one is started,
   * however often the connection breaks. Rejects as `rpc.forkSession` does.
   */
  async forkSession(sessionId: string, options: ForkOptions = {}): Promise<SessionHandle> {
    return await this.#start({
      method: interactive.methods.forkSession.fullName,
      params: { ...options, sessionId },
      send: (link, { params, signal }) => link.rpc.forkSession(params as ForkSessionRequest, { signal }),
    });
  }

  /**
   * Starts exactly one plan, however often the connection breaks, and follows its session. Rejects as
   * `rpc.startPlan` does.
   */
  async startPlan(plan: Plan): Promise<PlanHandle> {
    const session = await this.#start({
      method: interactive.methods.startPlan.fullName,
      params: { userId: this.#userId, plan },
      send: async (link, { params, signal }) => {
        const request = { ...(params as StartPlanRequest), userId: this.#userId };
        const { planId, sequence } = await link.rpc.startPlan(request, { signal });
        return { sessionId: planId, status: SessionStatus.Active, sequence };
      },
    });
    return new PlanHandle(session, this.rpc);
  }

  /**
   * Returns the handle of a plan without following it. Its state needs `retain` or `follow` on its session.
   */
  plan(planId: string): PlanHandle {
    return new PlanHandle(this.session(planId), this.rpc);
  }

  /**
   * Follows a session from its first event, or after `afterSequence`. A session that this client already
   * knows continues from its last event and ignores `afterSequence`. Rejects with `SessionLostError` when the
   * server refuses.
   */
  async attachSession(
    sessionId: string,
    options: { readonly afterSequence?: number } = {},
  ): Promise<SessionHandle> {
    const session = this.#registry.handle(sessionId, options.afterSequence);
    await session.attach();
    return session;
  }

  /** Returns the handle of a session without attaching it; always the same object for an id. */
  session(sessionId: string): SessionHandle {
    return this.#registry.handle(sessionId);
  }

  /**
   * Calls the listener with the notifications of that name from all sessions, each once and in order. The
   * returned function unsubscribes.
   */
  on<N extends keyof InteractiveNotifications & string>(
    name: N,
    listener: (params: InteractiveNotifications[N]) => void,
  ): () => void {
    return this.#registry.notifications.on(name, listener);
  }

  /** Adds a contract of the user's own to the connection. */
  use<K extends Contract>(contract: K): ContractClient<K> {
    const listeners = this.#registry.addContract(contract);
    return { rpc: caller(contract, this.#requester), on: (name, listener) => listeners.on(name, listener) };
  }

  /**
   * Closes the connection and rejects what waits for it. Nothing then keeps the process alive. The sessions
   * themselves continue.
   */
  close(): void {
    this.#stopListening();
    this.sessions.dispose();
    this.sharedSessions.dispose();
    this.#registry.dispose();
    this.#connection.close();
  }

  /** Starts a session or plan; the server attaches this link to it. */
  async #start({ send, ...request }: LinkRequest<AttachSessionResponse>): Promise<SessionHandle> {
    const endStart = this.#registry.beginStart();
    try {
      const { link, answer } = await this.#requester.perform({
        ...request,
        send: async (opened, sending) => ({ link: opened, answer: await send(opened, sending) }),
      });
      return this.#registry.adopt(answer, link);
    } finally {
      endStart();
    }
  }

  /** Renews the token in place. Without a newer one the server closes the connection with 4401. */
  async #renew(token: NonNullable<ClientOptions["token"]>): Promise<void> {
    const newer = await token();
    if (newer !== undefined) await this.rpc.authenticate({ token: newer });
  }

  #createConnection(options: CompleteClientOptions): Connection {
    const { url, createTransport, reconnect, token, ...rest } = options;
    return new Connection({
      ...rest,
      open: async (signal) => {
        const address = typeof url === "function" ? await url() : url;
        const access = token === undefined ? findLocalAccess(address) : withToken(address, await token());
        try {
          const ticketed =
            access === undefined ? undefined : await requestTicket(access.url, access.token, signal);
          this.#userId = ticketed?.userId ?? this.#userId;
          this.#isUserKnown = true;
          return await createTransport(ticketed?.url ?? address, signal);
        } catch (error) {
          throw await explainFailedOpen(error, access?.url ?? address, signal);
        }
      },
      policy: reconnect,
      canRenew: token !== undefined,
      markTrace: createTraceMark(options),
      isFollowing: () => this.#registry.isFollowing,
      onLink: () => this.#registry.resumeAll(),
      onLinkLost: () => this.#registry.suspendAll(),
      onClosed: (state) => this.#registry.loseAll(state),
      onNotification: (method, params) => this.#registry.receive(method, params),
    });
  }
}

function withToken(url: string, token: string | undefined): LocalAccess | undefined {
  return token === undefined ? undefined : { url, token };
}

function createRequester(connection: Connection, options: CompleteClientOptions): ReconnectingRequester {
  return new ReconnectingRequester(connection, {
    clock: options.clock,
    random: options.random,
    timeoutMs: options.requestTimeoutMs,
    maxWaiting: options.maxWaitingRequests,
    createKey: options.createIdempotencyKey,
    markTrace: createTraceMark(options),
  });
}

function retryDelayMs(
  { reconnect, random }: CompleteClientOptions,
  failures: number,
  retryAfterMs = 0,
): number {
  const growingMs = growingDelayMs(reconnect, { attempt: failures, random: random() });
  return Math.max(spreadRetryAfter(retryAfterMs, random()), growingMs);
}
