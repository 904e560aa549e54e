import { defaultReconnectPolicy, type ReconnectPolicy } from "./connection/backoff.ts";
import { defaultLivenessPolicy, type LivenessPolicy } from "./connection/link-watch.ts";
import { createWebSocketTransport, type OpenTransport } from "./connection/websocket-transport.ts";
import { type Clock, systemClock } from "./kit/clock.ts";
import { reportToConsole } from "./kit/fault-console.ts";
import type { OutboxOptions } from "./kit/outbox-storage.ts";
import { createRandomId } from "./kit/random-id.ts";

/** How a client is set up. Only the address is needed. */
export interface ClientOptions {
  /** Address of the server, `ws://127.0.0.1:8000/ws`; a function is asked anew for every attempt. */
  readonly url: string | (() => string | Promise<string>);
  /**
   * Returns a bearer token: a JSON Web Token, an API key or a data folder's token. Default, on Node and for a loopback address: the
   * variable AIWHISPERER_TOKEN, else the token of the server of the same user that listens on that port; no token elsewhere. Asked for every connection, and again before a token ends, which is then renewed in
   * place. A token that is refused ends the connection with close code 4401; `client.connect` tries again.
   */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /**
   * Keeps unsent messages across reloads and ends of the program, in a storage of the program's own. Default: they last as long as the program.
   */
  readonly outbox?: OutboxOptions;
  /** Label of the user where the server asks for no authentication. Default `local`, or whom the token names. */
  readonly userId?: string;
  /**
   * Names this client to the server as the one that runs the tools it offers; 1 to 128 characters, of no other client at the same time. Kept across
   * reloads, a call goes on with the same client; otherwise it is for the new one after a while. Default: random.
   */
  readonly clientId?: string;
  /** Default: the platform's WebSocket. */
  readonly createTransport?: OpenTransport;
  readonly reconnect?: Partial<ReconnectPolicy>;
  /** When a connection that says nothing is given up. */
  readonly liveness?: Partial<LivenessPolicy>;
  /** How long one attempt to connect may take. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** How long a call may take, the wait for the connection and every sending included. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Calls that may wait at the same time, for the connection or for an answer. Default 1,000. */
  readonly maxWaitingRequests?: number;
  readonly clock?: Clock;
  /** From 0, inclusive, to 1, exclusive. Default `Math.random`. */
  readonly random?: () => number;
  /** Makes the keys by which the server knows a call that is sent again; 1 to 128 characters, never the same one twice. Default: random. */
  readonly createIdempotencyKey?: () => string;
  /**
   * Gives the W3C `traceparent` of what the program is doing now, such as `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`, or `undefined`: every request carries it as
   * `_meta.traceparent`, so that its span on the server, and the turn that it starts, are parts of that trace. Asked as a call is made; a call that is sent again
   * keeps it. Default: requests carry none.
   */
  readonly traceparent?: () => string | undefined;
  /**
   * Where `online`, `pageshow`, `resume` and `visibilitychange` come from: a lost connection is retried at once, an open one is probed. Default: the browser's
   * window and document.
   */
  readonly networkEvents?: EventTarget;
  /**
   * Called with what went wrong where no caller waits for an answer, such as an event that breaks its declaration; the client continues after it.
   * Default: writes the error to the console. What it throws is written there, too.
   */
  readonly onFault?: (error: unknown) => void;
}

/** A client's options with what holds where nothing is said. */
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

/** A report that fails ends neither the client nor the program. */
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
