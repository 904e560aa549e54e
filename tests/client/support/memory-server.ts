import type { OpenTransport } from "@aiwhisperer/client";
import {
  createDispatchTable,
  type DispatchTable,
  type Implementation,
  implement,
  interactive,
  Peer,
  RpcError,
  rpcError,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { createMemoryTransportPair, type MemoryTransport } from "@aiwhisperer/protocol/memory";
import { MemorySession } from "./memory-session.ts";
import { pauseMethods, planMethods, toolMethods } from "./memory-tools.ts";

/** One line from a client, seen from the server. */
export interface MemoryLine {
  readonly peer: Peer<MemoryLine>;
  readonly transport: MemoryTransport;
  /** Names of the requests that came over it, in order, with their params. */
  readonly requests: { readonly method: string; readonly params: unknown }[];
}

/** Breaks the connection before a request is carried out; its answer is lost. */
export function throwAfterCut(line: MemoryLine): never {
  line.transport.cut();
  throw new RpcError(-32000, "the line is gone");
}

/**
 * The other end of the wire, with its log in an array: it serves the real contract over the real peer, and
 * does what the test sets.
 */
export class MemoryServer {
  readonly sessions = new Map<string, MemorySession>();
  /** Every line there was, the newest last. */
  readonly lines: MemoryLine[] = [];
  /** While true every connection is refused. */
  isDown = false;
  /** Asked before a request is carried out; what it throws is the answer. */
  beforeRequest: (method: string, params: unknown, line: MemoryLine) => void | Promise<void> = () => {};
  readonly #table: DispatchTable<MemoryLine>;
  /** Answers by idempotency key. */
  readonly #answers = new Map<string, object>();
  #ids = 0;

  constructor(...contracts: Implementation<MemoryLine>[]) {
    this.#table = createDispatchTable([this.#implementation(), ...contracts]);
  }

  /** What a client connects with. */
  readonly open: OpenTransport = async () => {
    if (this.isDown) throw new Error("connection refused");
    const [near, far] = createMemoryTransportPair();
    this.#accept(far);
    return near;
  };

  get line(): MemoryLine {
    const line = this.lines.at(-1);
    if (line === undefined) throw new Error("no client has connected");
    return line;
  }

  /** Breaks the newest line as a lost network does. */
  cut(): void {
    this.line.transport.cut();
  }

  /** Makes a session with a log of its own. */
  addSession(sessionId = this.#newId("session")): MemorySession {
    const session = new MemorySession(sessionId);
    this.sessions.set(sessionId, session);
    return session;
  }

  /** Names of all requests that came, in order. */
  get requests(): readonly string[] {
    return this.lines.flatMap(({ requests }) => requests.map(({ method }) => method));
  }

  #accept(transport: MemoryTransport): void {
    const requests: MemoryLine["requests"] = [];
    const line: MemoryLine = {
      transport,
      requests,
      get peer() {
        return peer;
      },
    };
    const peer: Peer<MemoryLine> = new Peer<MemoryLine>({
      transport,
      context: line,
      table: this.#table,
    });
    this.lines.push(line);
    void peer.closed.then(() => {
      for (const session of this.sessions.values()) session.detach(line);
    });
  }

  #newId(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  /** Does the work of a key once, and repeats its answer from then on. */
  #once<T extends object>(key: string | undefined, work: () => T): T {
    const answer = this.#answers.get(key ?? "") ?? work();
    if (key !== undefined) this.#answers.set(key, answer);
    return answer as T;
  }

  #session(sessionId: string): MemorySession {
    const session = this.sessions.get(sessionId);
    if (session === undefined) throw rpcError(interactive.errors.SessionNotFound, { sessionId });
    return session;
  }

  #implementation(): Implementation<MemoryLine> {
    const host = {
      session: (sessionId: string) => this.#session(sessionId),
      addSession: () => this.addSession(),
      once: <T extends object>(key: string | undefined, work: () => T) => this.#once(key, work),
    };
    const implementation = implement<typeof interactive, MemoryLine>(interactive, {
      startSession: ({ idempotencyKey }, call) => {
        const summary = this.#once(idempotencyKey, () => this.addSession().summary());
        call.afterAnswer(() => this.#session(summary.sessionId).attach(call.context, 0));
        return summary;
      },
      attachSession: ({ sessionId, afterSequence = 0 }, call) => {
        const session = this.#session(sessionId);
        if (afterSequence > session.events.length) {
          throw rpcError(interactive.errors.InvalidCursor, { sequence: session.events.length });
        }
        session.detach(call.context);
        call.afterAnswer(() => session.attach(call.context, afterSequence));
        return session.summary();
      },
      detachSession: ({ sessionId }, call) => {
        this.#session(sessionId).detach(call.context);
        return {};
      },
      deleteSession: ({ sessionId }) => {
        this.#session(sessionId);
        this.sessions.delete(sessionId);
        return {};
      },
      stopSession: ({ sessionId }) => {
        const session = this.#session(sessionId);
        session.append("SessionStatusNotification", { status: 2 });
        return { status: 2 };
      },
      getSession: ({ sessionId }) => ({ session: this.#session(sessionId).longSummary() }),
      listSessions: () => ({ sessions: [...this.sessions.values()].map((session) => session.longSummary()) }),
      getHistory: ({ sessionId, afterSequence = 0, limit = 1000 }) => {
        const { events } = this.#session(sessionId);
        return { events: events.slice(afterSequence, afterSequence + limit), sequence: events.length };
      },
      sendUserMessage: ({ sessionId, message, idempotencyKey }, call) => {
        const session = this.#session(sessionId);
        return this.#once(idempotencyKey, () => {
          const [messageId, turnId] = [this.#newId("message"), this.#newId("turn")];
          call.afterAnswer(() => {
            session.append("UserMessageNotification", { messageId, turnId, message });
            session.append("TurnStatusNotification", { turnId, status: TurnStatus.Running });
            session.onTurn(turnId);
          });
          return { messageId, turnId, status: 0 };
        });
      },
      cancelTurn: ({ sessionId, turnId = "", idempotencyKey }, call) => {
        const session = this.#session(sessionId);
        return this.#once(idempotencyKey, () => {
          call.afterAnswer(() =>
            session.append("TurnStatusNotification", { turnId, status: TurnStatus.Cancelled }),
          );
          return { status: TurnStatus.Running };
        });
      },
      ...toolMethods(host),
      ...pauseMethods(host),
      ...planMethods(host),
      shareSession: () => ({}),
      unshareSession: () => ({}),
      authenticate: () => ({ userId: "local" }),
      listPrompts: () => ({ prompts: [] }),
      getPrompt: () => ({ text: "" }),
      listModels: () => ({ models: [{ model: "demo", provider: "demo", usable: true, isDefault: true }] }),
    });
    return { methods: implementation.methods.map((method) => this.#recorded(method)) };
  }

  #recorded(method: Implementation<MemoryLine>["methods"][number]): typeof method {
    const bareName = method.name.slice(method.name.indexOf(".") + 1);
    return {
      ...method,
      handler: (params, call) => {
        call.context.requests.push({ method: bareName, params });
        const pause = this.beforeRequest(bareName, params, call.context);
        if (pause === undefined) return method.handler(params, call);
        return pause.then(() => method.handler(params, call));
      },
    };
  }
}
