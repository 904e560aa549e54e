import {
  type AttachSessionResponse,
  type Caller,
  type Contract,
  caller,
  type InteractiveNotifications,
  interactive,
  type ModelInfo,
  type NotificationsOf,
  type SessionParams,
} from "@aiwhisperer/protocol";
import { defaultReconnectPolicy, type ReconnectPolicy } from "./backoff.ts";
import { type Clock, systemClock } from "./clock.ts";
import { Connection } from "./connection.ts";
import type { ConnectionState } from "./connection-state.ts";
import { listenForOnline } from "./online-signal.ts";
import { ReconnectingRequester } from "./requester.ts";
import { type Refreshable, Resource } from "./resource.ts";
import type { SessionHandle } from "./session-handle.ts";
import { SessionList } from "./session-list.ts";
import { SessionRegistry } from "./session-registry.ts";
import type { Readable } from "./store.ts";
import { createWebSocketTransport, type OpenTransport } from "./websocket-transport.ts";

/** How a client is set up. Only the address is needed. */
export interface ClientOptions {
  /** Address of the server, `ws://127.0.0.1:8000/ws`; a function is asked anew for every attempt. */
  readonly url: string | (() => string | Promise<string>);
  /** Label of the user where the server asks for no authentication. Default `local`. */
  readonly userId?: string;
  /** Default: the platform's WebSocket. */
  readonly createTransport?: OpenTransport;
  readonly reconnect?: Partial<ReconnectPolicy>;
  /** How long one attempt to connect may take. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** How long a call may take, the wait for the line included. Default 30,000. */
  readonly requestTimeoutMs?: number;
  readonly clock?: Clock;
  /** From 0, inclusive, to 1, exclusive. Default `Math.random`. */
  readonly random?: () => number;
  /** Where `online` events come from: the line is tried again at once. Default: the browser's window. */
  readonly networkEvents?: EventTarget;
  /** Told of what went wrong where nobody waits for an answer, such as a notification that breaks its declaration. */
  readonly onFault?: (error: unknown) => void;
}

/** What a new session is made of: the contract's `SessionParams`. */
export type StartSessionOptions = SessionParams;

/** The line as a program sees it. */
export interface ClientConnection extends Readable<ConnectionState> {}

/** A contract of the user's own on the client's line. */
export interface ContractClient<K extends Contract> {
  /** The contract's methods. They wait for the line, and are never sent twice. */
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

/** One program's, or page's, way to a server: one line at a time, any number of sessions on it. */
export class Client {
  /** Every method of the contract. Rejects with `RpcError`, `RequestFailure` and `ConnectionLostError`. */
  readonly rpc: Caller<typeof interactive>;
  readonly connection: ClientConnection;
  /** The user's sessions, the one used last first; loaded by the first `refresh`, then kept current. */
  readonly sessions: SessionList;
  /** What `startSession` can be told as `model`; loaded by the first `refresh`. */
  readonly models: Refreshable<readonly ModelInfo[]>;
  readonly #userId: string;
  readonly #connection: Connection;
  readonly #requester: ReconnectingRequester;
  readonly #registry: SessionRegistry;
  readonly #stopListening: () => void;

  constructor(options: ClientOptions) {
    const { clock = systemClock, requestTimeoutMs = 30_000, onFault = throwLater } = options;
    this.#userId = options.userId ?? "local";
    this.#connection = this.#createConnection({ ...options, clock, onFault });
    this.#requester = new ReconnectingRequester(this.#connection, { clock, timeoutMs: requestTimeoutMs });
    this.rpc = caller(interactive, this.#requester);
    const connection = this.#connection;
    this.#registry = new SessionRegistry({ rpc: this.rpc, connection, clock, requestTimeoutMs, onFault });
    this.connection = connection;
    this.sessions = new SessionList(this.rpc, clock);
    this.models = new Resource(async () => (await this.rpc.listModels()).models);
    this.#registry.onActivity.add(() => this.sessions.touch());
    this.#stopListening = listenForOnline(() => {
      if (this.#connection.state.status === "reconnecting") this.#connection.connect();
    }, options.networkEvents);
  }

  /** Connects, at once also where an attempt is planned for later; not needed before a call. */
  connect(): void {
    this.#connection.connect();
  }

  /** Starts a session and follows it. Rejects with `ConnectionLostError` "unknown" where the line broke before the answer. */
  async startSession(options: StartSessionOptions = {}): Promise<SessionHandle> {
    const params = { userId: this.#userId, sessionParams: options };
    const endStart = this.#registry.beginStart();
    try {
      const started = await this.#requester.onLine(interactive.methods.startSession.fullName, {
        canRepeat: false,
        action: async (line, signal) => ({ line, answer: await line.rpc.startSession(params, { signal }) }),
      });
      return this.#registry.adopt(started.answer satisfies AttachSessionResponse, started.line);
    } finally {
      endStart();
    }
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

  /** Adds a contract of the user's own to the line. */
  use<K extends Contract>(contract: K): ContractClient<K> {
    const listeners = this.#registry.addContract(contract);
    return { rpc: caller(contract, this.#requester), on: (name, listener) => listeners.on(name, listener) };
  }

  /** Ends the line and everything that waits on it; nothing is left that keeps a process alive. The sessions go on. */
  close(): void {
    this.#stopListening();
    this.sessions.dispose();
    this.#connection.close();
  }

  #createConnection(options: ClientOptions & Required<Pick<ClientOptions, "clock" | "onFault">>): Connection {
    const { url, createTransport = createWebSocketTransport } = options;
    return new Connection({
      open: async (signal) => createTransport(typeof url === "function" ? await url() : url, signal),
      policy: { ...defaultReconnectPolicy, ...options.reconnect },
      connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
      clock: options.clock,
      random: options.random ?? Math.random,
      onLine: () => this.#registry.resumeAll(),
      onLineLost: () => this.#registry.suspendAll(),
      onClosed: (state) => this.#registry.loseAll(state),
      onNotification: (method, params) => this.#registry.receive(method, params),
      onFault: options.onFault,
    });
  }
}

/** What nobody looks after becomes an uncaught error of the program, as an event listener's does. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
