import { randomUUID } from "node:crypto";
import { streamPieces } from "../../load/piece-stream.ts";

// What every peer does beside speaking its protocol: the same work as this project's server, without a log and without the engine.

/** Users by their tokens, as the run has made them. */
const users = new Map(Object.entries(JSON.parse(process.env.BENCH_TOKENS ?? "{}")));

/** The user whose token an upgrade shows; `undefined` for nobody's. */
export function userOf({ headers }) {
  return users.get(headers.authorization?.replace(/^Bearer /, ""));
}

/** Sessions in memory, each its owner's. Methods throw where a client may not have what it asks for. */
export class SessionBook {
  #sessions = new Map();

  start(userId, { userId: label }) {
    if (label !== userId) throw new Error("userId must be the authenticated one");
    const now = Date.now();
    const session = {
      sessionId: randomUUID(),
      userId,
      status: 1,
      sequence: 1,
      title: "",
      model: "metronome",
    };
    this.#sessions.set(session.sessionId, { ...session, createdAt: now, updatedAt: now, queuedMessages: 0 });
    return { sessionId: session.sessionId, status: 1, sequence: 1 };
  }

  get(userId, { sessionId }) {
    return { session: this.#ofUser(userId, sessionId) };
  }

  /**
   * Takes a message and gives its answer's events one by one to `push`, which returns a promise where the client does not keep up. The result is returned
   * before the first of them.
   */
  send(userId, { sessionId, message }, push) {
    const session = this.#ofUser(userId, sessionId);
    if (session.title === "") session.title = message;
    const turnId = randomUUID();
    setImmediate(() => streamAnswer({ session, turnId, message }, push));
    return { messageId: randomUUID(), status: 0, turnId };
  }

  #ofUser(userId, sessionId) {
    const session = this.#sessions.get(sessionId);
    if (session?.userId !== userId) throw new Error("there is no such session");
    return session;
  }
}

async function streamAnswer({ session, turnId, message }, push) {
  for await (const [method, params] of answerEvents(session, { turnId, message })) {
    const ready = push(method, params);
    if (ready !== undefined) await ready;
  }
}

/** The events of an answer: a notification for each piece, in the form of this project's own, and the end of the turn. */
export async function* answerEvents(session, { turnId, message }) {
  const { sessionId } = session;
  const messageId = randomUUID();
  for await (const chunk of streamPieces(message)) {
    session.sequence += 1;
    const { sequence } = session;
    yield ["AIMessageChunkNotification", { sessionId, sequence, messageId, turnId, chunk, isFinal: false }];
  }
  session.sequence += 1;
  yield ["TurnStatusNotification", { sessionId, sequence: session.sequence, turnId, status: 4 }];
}
