import { defaultReconnectPolicy, type ReconnectPolicy } from "./connection/backoff.ts";
import { defaultLivenessPolicy, type LivenessPolicy } from "./connection/link-watch.ts";
import { createWebSocketTransport, type OpenTransport } from "./connection/websocket-transport.ts";
import { type Clock, systemClock } from "./kit/clock.ts";
import type { OutboxOptions } from "./kit/outbox-storage.ts";
import { createRandomId } from "./kit/random-id.ts";

/** Options of a client. Only the address is required. */
export interface ClientOptions {
  /** Address of the server, `ws://127.0.0.1:8000/ws`. A function is called for every attempt. */
  readonly url: string | (() => string | Promise<string>);
  /**
   * Returns a bearer token: a JSON Web Token, an API key or a data folder's token. Default, on Node and for a
   * loopback address: the variable AIWHISPERER_TOKEN, else the token of the same user's server on that port;
   * elsewhere no token. Called for every connection, and before a token expires, to renew it in place. A
   * refused token closes the connection with code 4401; `client.connect` tries again.
   */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /**
   * Keeps unsent messages across reloads and restarts of the program, in the program's own storage. Default:
   * they last as long as the program.
   */
  readonly outbox?: OutboxOptions;
  /**
   * Label of the user on a server without authentication. Default `local`, or the user that the token names.
   */
  readonly userId?: string;
  /**
   * Identifies this client, which runs the tools that it offers; 1 to 128 characters, unique among clients
   * that are connected at the same time. If it is kept across reloads, the client resumes its calls;
   * otherwise they pass to the new client after a while. Default: random.
   */
  readonly clientId?: string;
  /** Default: the platform's WebSocket. */
  readonly createTransport?: OpenTransport;
  readonly reconnect?: Partial<ReconnectPolicy>;
  /** When a silent connection is given up. */
  readonly liveness?: Partial<LivenessPolicy>;
  /** Limit of one attempt to connect. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Limit of a call, including the wait for the connection and every resend. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Maximum number of calls that wait for the connection or for an answer. Default 1,000. */
  readonly maxWaitingRequests?: number;
  readonly clock?: Clock;
  /** From 0, inclusive, to 1, exclusive. Default `Math.random`. */
  readonly random?: () => number;
  /** Creates the idempotency keys of calls; 1 to 128 characters, never the same twice. Default: random. */
  readonly createIdempotencyKey?: () => string;
  /**
   * Returns the W3C `traceparent` of the program's current work, such as
   * `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`, or `undefined`. Every request carries it as
   * `_meta.traceparent`, so that its span on the server, and the turn that it starts, belong to that trace.
   * Called once a call; resends keep the value. Default: requests carry none.
   */
  readonly traceparent?: () => string | undefined;
  /**
   * Source of the events `online`, `pageshow`, `resume` and `visibilitychange`: on these, a lost connection
   * is retried at once and an open one is probed. Default: the browser's window and document.
   */
  readonly networkEvents?: EventTarget;
  /**
   * Called with failures that no caller waits for, such as an event that breaks its declaration; the client
   * continues. Default: writes the error to the console. An error that it throws is written there, too.
   */
  readonly onFault?: (error: unknown) => void;
}

/** A client's options with their defaults. */
export type CompleteClientOptions = Required<
  Omit<ClientOptions, "networkEvents" | "reconnect" | "liveness" | "token" | "outbox">
> & {
  readonly token: ClientOptions["token"];
  readonly outbox: OutboxOptions | undefined;
  readonly reconnect: ReconnectPolicy;
  readonly liveness: LivenessPolicy;
  readonly networkEvents: EventTarget | undefined;
};

/** Adds the defaults. */
export function completeOptions(options: ClientOptions): CompleteClientOptions {
  return {
    userId: "local",
    createTransport: createWebSocketTransport,
    connectTimeoutMs: 10_000,
    requestTimeoutMs: 30_000,
    maxWaitingRequests: 1_000,
    clock: systemClock,
    random: Math.random,
    createIdempotencyKey: () => createRandomId(),
    clientId: createRandomId(),
    traceparent: () => undefined,
    ...options,
    onFault: guardFaults(options.onFault),
    reconnect: { ...defaultReconnectPolicy, ...options.reconnect },
    liveness: { ...defaultLivenessPolicy, ...options.liveness },
    networkEvents: options.networkEvents,
    token: options.token,
    outbox: options.outbox,
  };
}

/** A failing report ends neither the client nor the program. */
function guardFaults(onFault = reportToConsole): (error: unknown) => void {
  return (error) => {
    try {
      onFault(error);
    } catch (failure) {
      reportToConsole(error);
      reportToConsole(failure);
    }
  };
}

/** Writes one line with the error to the console. Never throws. */
function reportToConsole(error: unknown): void {
  console.error("AIWhisperer client:", error);
}
