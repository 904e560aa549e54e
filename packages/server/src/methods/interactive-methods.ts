import type { Engine, KeyedRequest, Receipt, StartedSession } from "@aiwhisperer/engine";
import {
  type Call,
  type CancelTurnResponse,
  Delivery,
  type Handlers,
  interactive,
  MessageStatus,
  rpcError,
  type StopSessionResponse,
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
    async startSession(request, call) {
      requireRoom(call.context);
      const start = {
        ownerId: call.context.ownerId,
        userLabel: request.userId,
        params: request.sessionParams ?? {},
      };
      const started = await engine.once<StartedSession>(keyed(request, call), async (keep) => {
        const { sessionId, status, committedSequence } = await engine.startSession(start, keep);
        return { sessionId, status, sequence: committedSequence };
      });
      call.afterAnswer(() => call.context.attach(started.sessionId, 0));
      return started;
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

function turnMethods(
  engine: Engine,
): Pick<All, "sendUserMessage" | "cancelTurn" | "stopSession" | "deleteSession"> {
  return {
    async sendUserMessage(request, call) {
      const { message, delivery = Delivery.Queue } = request;
      const session = await commanded(engine, request.sessionId, call);
      const receipt = await engine.once<Receipt>(keyed(request, call), (keep) =>
        session.send({ message, delivery }, keep),
      );
      return { ...receipt, status: MessageStatus.OK };
    },
    async cancelTurn(request, call) {
      const session = await commanded(engine, request.sessionId, call);
      return engine.once<CancelTurnResponse>(keyed(request, call), async (keep) => ({
        status: await session.cancelTurn(request.turnId, keep),
      }));
    },
    async stopSession(request, call) {
      const session = await commanded(engine, request.sessionId, call);
      return engine.once<StopSessionResponse>(keyed(request, call), async (keep) => ({
        status: await session.stop(keep),
      }));
    },
    async deleteSession({ sessionId }, call) {
      await commanded(engine, sessionId, call);
      await engine.deleteSession(call.context.ownerId, sessionId);
      return {};
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

/** What makes a request with a key the same request when it comes again; `undefined` for one without. */
function keyed(
  { idempotencyKey: key, ...params }: { readonly idempotencyKey?: string },
  { context, method }: ConnectionCall,
): KeyedRequest | undefined {
  return key === undefined ? undefined : { ownerId: context.ownerId, key, method, params };
}

/** The session that a command is for, with its events held back on the caller's connection until the command is answered. */
function commanded(engine: Engine, sessionId: string, call: ConnectionCall) {
  call.afterAnswer(call.context.hold(sessionId));
  return engine.session(call.context.ownerId, sessionId);
}
