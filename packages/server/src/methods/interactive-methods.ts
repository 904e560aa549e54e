import type { Engine } from "@aiwhisperer/engine";
import {
  type Call,
  Delivery,
  type Handlers,
  interactive,
  MessageStatus,
  rpcError,
} from "@aiwhisperer/protocol";
import type { Connection } from "../connection/connection.ts";
import { readHistory } from "./history.ts";

const DEFAULT_PAGE_SIZE = 50;

/** What the methods work on. */
export interface MethodOptions {
  readonly engine: Engine;
  /** Sessions that one connection may be attached to. */
  readonly maxAttachments: number;
}

/** The methods of the contract over an engine. */
export function interactiveMethods(options: MethodOptions): Handlers<typeof interactive, Connection> {
  const { engine } = options;
  return {
    ...attachmentMethods(options),
    ...turnMethods(engine),
    ...queryMethods(engine),
  };
}

type All = Handlers<typeof interactive, Connection>;
type ConnectionCall = Call<Connection>;

function attachmentMethods({
  engine,
  maxAttachments,
}: MethodOptions): Pick<All, "startSession" | "attachSession" | "detachSession"> {
  const requireRoom = ({ attachmentCount: value }: Connection): void => {
    if (value < maxAttachments) return;
    throw rpcError(interactive.errors.LimitExceeded, { limit: "maxAttachments", value: maxAttachments });
  };
  return {
    async startSession({ userId, sessionParams }, call) {
      requireRoom(call.context);
      const { ownerId } = call.context;
      const session = await engine.startSession({ ownerId, userLabel: userId, params: sessionParams ?? {} });
      const { sessionId, status, committedSequence: sequence } = session;
      call.afterAnswer(() => call.context.attach(sessionId, 0));
      return { sessionId, status, sequence };
    },
    async attachSession({ sessionId, afterSequence = 0 }, call) {
      requireRoom(call.context);
      const { status, sequence } = await engine.describe(call.context.ownerId, sessionId);
      if (afterSequence > sequence) throw rpcError(interactive.errors.InvalidCursor, { sequence });
      // From here on the old attachment must not send what the new one will.
      call.context.detach(sessionId);
      call.afterAnswer(() => call.context.attach(sessionId, afterSequence));
      return { sessionId, status, sequence };
    },
    async detachSession({ sessionId }, call) {
      await engine.describe(call.context.ownerId, sessionId);
      call.context.detach(sessionId);
      return {};
    },
  };
}

function turnMethods(engine: Engine): Pick<All, "sendUserMessage" | "cancelTurn" | "stopSession"> {
  return {
    async sendUserMessage({ sessionId, message, delivery = Delivery.Queue }, call) {
      const session = await commanded(engine, sessionId, call);
      const receipt = await session.send({ message, delivery });
      return { ...receipt, status: MessageStatus.OK };
    },
    async cancelTurn({ sessionId, turnId }, call) {
      const session = await commanded(engine, sessionId, call);
      return { status: await session.cancelTurn(turnId) };
    },
    async stopSession({ sessionId }, call) {
      const session = await commanded(engine, sessionId, call);
      return { status: await session.stop() };
    },
  };
}

function queryMethods(
  engine: Engine,
): Pick<All, "getSession" | "listSessions" | "getHistory" | "listModels"> {
  return {
    async getSession({ sessionId }, call) {
      return { session: await engine.describe(call.context.ownerId, sessionId) };
    },
    listSessions({ limit = DEFAULT_PAGE_SIZE, cursor }, call) {
      const page = cursor === undefined ? { limit } : { limit, cursor };
      return engine.listSessions({ userId: call.context.ownerId, ...page });
    },
    getHistory: (params, call) => readHistory(engine, call.context.ownerId, params),
    listModels: () => ({ models: engine.models.list() }),
  };
}

/** The session that a command is for, with its events held back on the caller's connection until the command is answered. */
function commanded(engine: Engine, sessionId: string, call: ConnectionCall) {
  call.afterAnswer(call.context.hold(sessionId));
  return engine.session(call.context.ownerId, sessionId);
}
