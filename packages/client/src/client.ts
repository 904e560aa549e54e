import {
  type AttachSessionResponse,
  type Caller,
  type Contract,
  caller,
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

/** What a new session is made of: the contract's `SessionParams`, with tools that this program runs. */
export interface StartSessionOptions extends Omit<SessionParams, "tools"> {
  /** Offered for as long as this client follows the session: what `session.offerTools` does, but the model knows them from the first turn on. */
  readonly tools?: readonly OfferedTool[];
}

/** The connection as a program sees it. */
export interface ClientConnection extends Readable<ConnectionState> {}

/** A contract of the user's own on the client's connection. */
export interface ContractClient<K extends Contract> {
  /** The contract's methods. They wait for the connection, and are never sent twice. */
  readonly rpc: Caller<K>;
  /** Tells of every notification of that name. The returned function ends that. */
  on<N extends keyof NotificationsOf<K> & string>(
    name: N,
    listener: (params: NotificationsOf<K>[N]) => void,
  ): () => void;
}

/** Makes a client. It does not connect before the first call. */
export function createClient(options: ClientOptions): Client {
  return new Client(options);
}

/** One program's, or page's, way to a server: one connection at a time, any number of sessions on it. */
export class Client {
  /**
   * Every method of the contract. A call whose answer is lost with the connection is sent again on the next one, with the same idempotency key where the
   * method takes one. Rejects with `RpcError`, `RequestFailure` and `ConnectionLostError`.
   */
  readonly rpc: Caller<typeof interactive>;
  /** By which the server knows whose tools are offered: a tool call whose lease has it is run here. */
  readonly clientId: string;
  readonly connection: ClientConnection;
  /** The user's sessions, the one used last first; loaded by the first `refresh`, then kept current. */
  readonly sessions: SessionList;
  /** The sessions of others that are shared with the user, each with what the user may do; as `sessions` is. */
  readonly sharedSessions: SessionList;
  /** What `startSession` can be told as `model`; loaded by the first `refresh`. */
  readonly models: Refreshable<readonly ModelInfo[]>;
  /** The authenticated user once that is known, else the option `userId`. */
  #userId: string;
  /** Whether the user was named by the program or by the server. */
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
      retryDelayMs: (failures) => retryDelayMs(complete, failures),
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

  /** The authenticated user once the first connection is open; before that, and on a server without accounts, the option `userId`. */
  get userId(): string {
    return this.#userId;
  }

  /** Connects, at once also where an attempt is planned for later; not needed before a call. */
  connect(): void {
    this.#connection.connect();
  }

  /** Starts a session and follows it: one, however often the connection breaks. Rejects as `rpc.startSession` does. */
  async startSession({ tools = [], ...options }: StartSessionOptions = {}): Promise<SessionHandle> {
    const declared = tools.length === 0 ? {} : { tools: tools.map(toDeclaration) };
    const session = await this.#start({
      method: interactive.methods.startSession.fullName,
      params: { userId: this.#userId, sessionParams: { ...options, ...declared } },
      // Checked there: a faulty one rejects with -32602 before it is sent.
      send: (link, { params, signal }) =>
        link.rpc.startSession({ ...(params as StartSessionRequest), userId: this.#userId }, { signal }),
    });
    if (tools.length > 0) session.offerTools(tools);
    return session;
  }

  /** Starts a plan and follows the session that tells of it: one, however often the connection breaks. Rejects as `rpc.startPlan` does. */
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

  /** The handle of a plan, without following it: `retain` or `follow` its session for its state. */
  plan(planId: string): PlanHandle {
    return new PlanHandle(this.session(planId), this.rpc);
  }

  /**
   * Follows a session from its first event on, or from a later one. A session that this client knows already continues where it is, whatever
   * `afterSequence` says. Rejects with `SessionLostError` where the server refuses.
   */
  async attachSession(
    sessionId: string,
    options: { readonly afterSequence?: number } = {},
  ): Promise<SessionHandle> {
    const session = this.#registry.handle(sessionId, options.afterSequence);
    await session.attach();
    return session;
  }

  /** The handle of a session, the same one for an id at all times, without attaching it. */
  session(sessionId: string): SessionHandle {
    return this.#registry.handle(sessionId);
  }

  /** Tells of the notifications of that name from all sessions, each once and in order. The returned function ends that. */
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

  /** Ends the connection and everything that waits on it; nothing is left that keeps a process alive. The sessions go on. */
  close(): void {
    this.#stopListening();
    this.sessions.dispose();
    this.sharedSessions.dispose();
    this.#registry.dispose();
    this.#connection.close();
  }

  /** Starts something that the server attaches this connection to by itself. */
  async #start({ send, ...request }: LinkRequest<AttachSessionResponse>): Promise<SessionHandle> {
    const endStart = this.#registry.beginStart();
    try {
      const { link, answer } = await this.#requester.perform({
        ...request,
        send: async (standing, sending) => ({ link: standing, answer: await send(standing, sending) }),
      });
      return this.#registry.adopt(answer, link);
    } finally {
      endStart();
    }
  }

  /** Puts a newer token in place of the one that ends; without one the server closes the connection with 4401. */
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

function retryDelayMs({ reconnect, random }: CompleteClientOptions, failures: number): number {
  return growingDelayMs(reconnect, { attempt: failures, random: random() });
}
