import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock, Engine } from "@aiwhisperer/engine";
import { CloseCode, type DispatchTable, interactive, Peer, type PeerFault } from "@aiwhisperer/protocol";
import { type Server, WebSocketServer } from "ws";
import type { Authentication } from "../../auth/authentication.ts";
import { chooseProtocol } from "../../auth/credentials.ts";
import { LOCAL_PRINCIPAL } from "../../auth/local-access.ts";
import type { RefusedOrigins } from "../../http/refused-origins.ts";
import { type AccessPolicy, refusalOf, WEBSOCKET_PATH } from "../../kit/access.ts";
import { limitExceeded } from "../../kit/limit-error.ts";
import type { ServerLimits } from "../../kit/limits.ts";
import { isRefused, type Principal } from "../../kit/principal.ts";
import { toRefusalAnswer } from "../../kit/refusal-answer.ts";
import type { TrustedProxies } from "../../proxy/trusted-proxies.ts";
import type { ReadBudget } from "../../quota/read-budget.ts";
import { Connection, type DeliveryTransport } from "../connection.ts";
import type { ConnectionObserver } from "../connection-observer.ts";
import { type ConnectionRefusal, type ConnectionRoom, tooMany } from "../connection-room.ts";
import type { EventBridge } from "../event-bridge.ts";
import { Heartbeat } from "../heartbeat.ts";
import { ServerWebSocket } from "../server-web-socket.ts";
import { WebSocketTransport } from "../websocket-transport.ts";
import { WriteScheduler } from "../write-scheduler.ts";

/**
 * Levels of nesting that a request may have: far more than any needs, and far fewer than what values are
 * written with (`JSON.stringify`, and the code that compares them) can go down before the stack ends.
 */
const MAX_DEPTH = 512;

/**
 * Time that a client has to answer a close, and to take what was sent before it; it holds a socket for so
 * long, but is no connection any more.
 */
const CLOSE_TIMEOUT_MS = 5_000;

/** What ws calls a frame above `maxPayload`. */
const FRAME_TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";

/** What connections are made of. */
export interface ConnectionListenerOptions {
  readonly engine: Engine;
  readonly bridge: EventBridge;
  readonly table: DispatchTable<Connection>;
  readonly limits: ServerLimits;
  readonly access: AccessPolicy;
  /** Proxies that say by which scheme a request came. */
  readonly proxies: TrustedProxies;
  readonly refusedOrigins: RefusedOrigins;
  readonly authentication: Authentication;
  /** What users may read from the log. */
  readonly reads: ReadBudget;
  readonly room: ConnectionRoom;
  readonly newId: () => string;
  readonly clock: Clock;
  /** A number from 0 to below 1. */
  readonly random: () => number;
  /** Called with unexpected exceptions of handlers. */
  readonly onFault: (fault: PeerFault) => void;
  /** Called with other defects. */
  readonly onError: (error: unknown) => void;
  /** Called for what happens on connections. */
  readonly observer?: ConnectionObserver | undefined;
}

/** Takes WebSocket upgrades, makes a connection of each, and keeps the list of those that live. */
export class ConnectionListener {
  readonly #options: ConnectionListenerOptions;
  readonly #webSockets: Server<typeof ServerWebSocket>;
  readonly #writes = new WriteScheduler();
  readonly #heartbeat: Heartbeat;
  readonly #connections = new Set<Connection>();

  constructor(options: ConnectionListenerOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat(options.clock, options.limits.pingIntervalMs);
    const settings = {
      noServer: true,
      WebSocket: ServerWebSocket,
      clientTracking: false,
      perMessageDeflate: false,
      handleProtocols: chooseProtocol,
      maxPayload: options.limits.maxFrameBytes,
      // The types of ws do not know this one; a literal in the call would not be allowed to have it.
      closeTimeout: CLOSE_TIMEOUT_MS,
    };
    this.#webSockets = new WebSocketServer(settings);
  }

  /** The live connections. */
  get connections(): Iterable<Connection> {
    return this.#connections;
  }

  /** Number of live connections. */
  get size(): number {
    return this.#connections.size;
  }

  /** Answers an upgrade request: with a connection, or with an HTTP status that says why not. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url?.split("?", 1)[0];
    if (path !== WEBSOCKET_PATH) {
      this.#refuse(socket, { status: "404 Not Found", text: `The WebSocket is at ${WEBSOCKET_PATH}.` });
      return;
    }
    const refusal = refusalOf(request, this.#options.access, this.#options.proxies);
    if (refusal !== undefined) {
      this.#options.refusedOrigins.note(refusal);
      this.#refuse(socket, { status: "403 Forbidden", text: refusal.text });
      return;
    }
    const place = this.#options.room.takeForAddress(request);
    if ("leave" in place) {
      socket.once("close", place.leave);
      void this.#admit(request, socket, head);
    } else {
      this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.#refuseConnection(webSocket, place),
      );
    }
  }

  /**
   * Authenticates the credential and accepts the connection. Everything after the answer of the
   * authentication happens in one tick, so that no expiry is missed.
   */
  async #admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // A client may close the socket meanwhile: there is no one to answer then.
    const ignore = (): void => undefined;
    socket.on("error", ignore);
    const outcome = await this.#options.authentication.admitUpgrade(request);
    socket.off("error", ignore);
    if (socket.destroyed) return;
    if (isRefused(outcome)) {
      const { status, reason, headers, text } = toRefusalAnswer(outcome);
      this.#refuse(socket, { status: `${status} ${reason}`, text, headers });
      return;
    }
    const address = this.#options.room.addressOf(request);
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#open(webSocket, { socket, client: { principal: outcome, address } }),
    );
  }

  /**
   * Announces the restart to every client, each with its own time to reconnect, so that they do not reconnect
   * all at once.
   */
  announceDrain(): void {
    const { maxReconnectDelayMs } = this.#options.limits;
    for (const connection of this.#connections) {
      const reconnectAfterMs = Math.round(maxReconnectDelayMs * (0.5 + this.#options.random() / 2));
      connection.notify(interactive.notifications.ServerDrainNotification, { reconnectAfterMs });
    }
  }

  /** Closes every connection and stops the pings. */
  close(code: number, reason: string): void {
    this.#heartbeat.stop();
    for (const connection of this.#connections) connection.close(code, reason);
  }

  #refuse(socket: Duplex, refusal: Refusal): void {
    this.#options.observer?.onRefuse(Number.parseInt(refusal.status, 10));
    refuse(socket, refusal);
  }

  /**
   * Lets a client know why it is no connection: a page learns nothing of an upgrade that is refused, but it
   * does of a close code.
   */
  #refuseConnection(webSocket: ServerWebSocket, { code, reason, limit }: ConnectionRefusal): void {
    this.#options.observer?.onLimit(limit);
    webSocket.on("error", () => undefined);
    webSocket.close(code, reason);
  }

  #open(
    webSocket: ServerWebSocket,
    { socket, client }: { readonly socket: Duplex; readonly client: AdmittedClient },
  ): void {
    const { limits, observer } = this.#options;
    // ws reports a broken frame here and then closes with the code that fits; the close event is what the
    // connection acts on.
    webSocket.on("error", (error) => {
      if ("code" in error && error.code === FRAME_TOO_LARGE) observer?.onLimit("maxFrameBytes");
    });
    const place =
      this.#connections.size >= limits.maxConnections
        ? tooMany("maxConnections")
        : this.#options.room.takeForUser(client.principal.userId);
    if (!("leave" in place)) {
      this.#refuseConnection(webSocket, place);
      return;
    }
    const { maxBufferedBytes } = limits;
    this.#heartbeat.add(webSocket);
    webSocket.once("close", () => {
      place.leave();
      this.#heartbeat.remove(webSocket);
    });
    const writes = this.#writes;
    const { clock } = this.#options;
    this.accept(new WebSocketTransport({ webSocket, socket, writes, maxBufferedBytes, clock }), client);
  }

  /** Serves an open transport as its authenticated client; by default as the local user, in this process. */
  accept(transport: DeliveryTransport, client: AdmittedClient = { principal: LOCAL_PRINCIPAL }): void {
    const { engine, bridge, table, limits, onFault, onError, newId, clock, observer } = this.#options;
    const { principal, address } = client;
    const connectionId = newId();
    const identity = this.#options.authentication.watch(principal, {
      onExpiring: (expiresAt) =>
        context.notify(interactive.notifications.AuthenticationExpiringNotification, { expiresAt }),
      onEnded: (end) => context.close(CloseCode.Unauthenticated, `the token was ${end}`),
    });
    const context = new Connection({
      connectionId,
      identity,
      transport,
      address,
      since: clock.now(),
      engine,
      reads: this.#options.reads,
      bridge,
      onError,
    });
    this.#connections.add(context);
    const { maxBatch, maxRequestsInFlight } = limits;
    const peer = new Peer({
      transport,
      context,
      table,
      onFault,
      newCorrelationId: newId,
      limits: { maxBatch, maxDepth: MAX_DEPTH, maxRequestsInFlight },
      limitError: (limit, value) => limitExceeded({ limit, value }),
      observe: observer === undefined ? undefined : (outcome) => observer.onCall(context, outcome),
    });
    observer?.onOpen();
    void peer.closed.then(({ code }) => {
      observer?.onClose(code);
      this.#connections.delete(context);
      identity.stop();
      context.dispose();
    });
  }
}

/** An authenticated client. */
interface AdmittedClient {
  readonly principal: Principal;
  /** Absent for one in this process. */
  readonly address?: string;
}

interface Refusal {
  readonly status: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function refuse(socket: Duplex, { status, text, headers = {} }: Refusal): void {
  const body = `${text}\n`;
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `${more.join("")}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
