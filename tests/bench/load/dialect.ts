/** What an answer says. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * How a server is spoken with over WebSocket. The methods are the same at all of them: `startSession`,
 * `getSession`, `interactive.echo`, `sendUserMessage`.
 */
export interface Dialect {
  /** Path of the upgrade. */
  readonly path: string;
  /** Sent as soon as the connection is open, if the dialect has a handshake of its own. */
  readonly greeting?: string;
  /** What the server says to that; then it can be asked. */
  readonly welcome?: RegExp;
  /** Ids have one length, so that answers have, too. */
  encodeRequest(id: number, method: string, params: object): string;
  /** The answer that a text is; `undefined` where it is none. */
  decodeAnswer(text: string): Answer | undefined;
  /** What the server says when the answer to a message is complete. */
  readonly turnEnd: RegExp;
  /** What it says instead when there will be none. */
  readonly turnFailure: RegExp;
  /** The liveness question and its reply, if the dialect asks in texts. */
  readonly heartbeat?: { readonly question: string; readonly reply: string };
}

/** Names of dialects. */
export type DialectName = "json-rpc" | "socket.io" | "trpc";

interface AnswerText {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

const TURN_END = /TurnStatusNotification.*"status": ?4/;
const TURN_FAILURE = /TurnStatusNotification.*"status": ?[567]|DeliveryFailedNotification/;

const jsonRpc: Dialect = {
  path: "/ws",
  encodeRequest: (id, method, params) => JSON.stringify({ jsonrpc: "2.0", id, method, params }),
  decodeAnswer(text) {
    const { id, result, error } = JSON.parse(text) as AnswerText;
    if (typeof id !== "number") return undefined;
    return error === undefined ? { id, result } : { id, error };
  },
  turnEnd: TURN_END,
  turnFailure: TURN_FAILURE,
};

/**
 * Socket.IO 5 over Engine.IO 4: `40` connects, `42` and an id is an event with an acknowledgement, `43` and
 * the id that.
 */
const socketIo: Dialect = {
  path: "/socket.io/?EIO=4&transport=websocket",
  greeting: "40",
  welcome: /^40/,
  encodeRequest: (id, method, params) => `42${id}${JSON.stringify([method, params])}`,
  decodeAnswer(text) {
    const [, id, body] = /^43(\d+)(.*)$/s.exec(text) ?? [];
    if (id === undefined || body === undefined) return undefined;
    const [{ result, error } = {}] = JSON.parse(body) as readonly AnswerText[];
    return error === undefined ? { id: Number(id), result } : { id: Number(id), error };
  },
  turnEnd: TURN_END,
  turnFailure: TURN_FAILURE,
  heartbeat: { question: "2", reply: "3" },
};

const TRPC_KINDS: Readonly<Record<string, string>> = {
  getSession: "query",
  "interactive.echo": "query",
  startSession: "mutation",
  sendUserMessage: "subscription",
};

/** tRPC's own messages: a message to the model is a subscription to its answer. */
const trpc: Dialect = {
  path: "/",
  encodeRequest: (id, method, input) =>
    JSON.stringify({ id, method: TRPC_KINDS[method], params: { path: method, input } }),
  decodeAnswer(text) {
    const { id, result, error } = JSON.parse(text) as AnswerText;
    if (typeof id !== "number") return undefined;
    return error === undefined ? { id, result: (result as { data?: unknown }).data } : { id, error };
  },
  turnEnd: /"type":"stopped"/,
  turnFailure: /"error":/,
};

/** Every dialect by its name. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  "json-rpc": jsonRpc,
  "socket.io": socketIo,
  trpc,
};
