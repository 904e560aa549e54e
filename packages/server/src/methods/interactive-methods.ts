import type { Engine, Receipt, StartedSession, StatusAnswer } from "@aiwhisperer/engine";
import { findModels } from "@aiwhisperer/engine";
import {
  type CancelTurnResponse,
  type CompactSessionResponse,
  defaultsOfAttachSessionRequest,
  defaultsOfListModelsRequest,
  defaultsOfListSessionsRequest,
  defaultsOfSearchSessionsRequest,
  defaultsOfSendUserMessageRequest,
  interactive,
  invalidParams,
  MessageStatus,
  type ResponseFormat,
  type RetryTurnResponse,
  rpcError,
  SessionStatus,
  type UpdateSessionResponse,
} from "@aiwhisperer/protocol";
import type { DeliveryAccount } from "../quota/read-budget.ts";
import { accessMethods } from "./access-methods.ts";
import {
  type ConnectionCall,
  commanded,
  type InteractiveHandlers,
  keyed,
  type MethodOptions,
  requireOwnLabel,
  requireRoom,
} from "./command.ts";
import { readHistory } from "./history.ts";
import { planMethods } from "./plan-methods.ts";
import { offer, promptMethods, requireSchemas, toolMethods } from "./tool-methods.ts";

/** The methods of the contract over an engine. */
export function interactiveMethods(options: MethodOptions): InteractiveHandlers {
  const { engine } = options;
  return {
    ...attachmentMethods(options),
    ...turnMethods(engine),
    ...statusMethods(engine),
    ...accessMethods(engine),
    ...toolMethods(engine),
    ...planMethods(options),
    ...promptMethods(engine),
    ...queryMethods(options),
  };
}

function attachmentMethods(
  options: MethodOptions,
): Pick<InteractiveHandlers, "startSession" | "forkSession" | "attachSession" | "detachSession"> {
  const { engine, reads } = options;
  return {
    async startSession(request, call) {
      requireRoom(options, call);
      requireOwnLabel(request.userId, call);
      const tools = request.sessionParams?.tools ?? [];
      requireSchemas("/sessionParams/tools", tools);
      const start = {
        ownerId: call.context.userId,
        userLabel: request.userId,
        params: request.sessionParams ?? {},
      };
      const started = await engine.once<StartedSession>(keyed(request, call), async (recordAnswer) => {
        const session = await options.sessions.take(start.ownerId, () =>
          engine.startSession(start, recordAnswer),
        );
        const { sessionId, status, committedSequence } = session;
        return { sessionId, status, sequence: committedSequence };
      });
      const { sessionId } = started;
      const { connectionId } = call.context;
      call.afterAnswer(() => {
        call.context.attach(sessionId, 0);
        // A client that never offers tools by itself runs those that it started the session with.
        if (tools.length > 0) offer(engine, { sessionId, clientId: connectionId, tools }, call);
      });
      return started;
    },
    async forkSession(request, call) {
      requireRoom(options, call);
      const { sessionId, throughSequence, beforeMessageId, sessionParams: params } = request;
      if (throughSequence !== undefined && beforeMessageId !== undefined)
        throw invalidParams([{ path: "/beforeMessageId", message: "is in place of throughSequence" }]);
      requireSchemas("/sessionParams/tools", params?.tools ?? []);
      const ownerId = call.context.userId;
      const onRead = (length: number) => reads.chargePage(ownerId, length);
      const fork = { ownerId, sessionId, throughSequence, beforeMessageId, params, onRead };
      const started = await engine.once<StartedSession>(keyed(request, call), async (recordAnswer) => {
        const refusal = reads.refusalOfPage(ownerId);
        if (refusal !== undefined) throw refusal;
        const session = await options.sessions.take(ownerId, () => engine.forkSession(fork, recordAnswer));
        const { status, committedSequence: sequence } = session;
        return { sessionId: session.sessionId, status, sequence };
      });
      call.afterAnswer(() => call.context.attach(started.sessionId, 0));
      return started;
    },
    async attachSession({ sessionId, afterSequence = defaultsOfAttachSessionRequest.afterSequence }, call) {
      requireRoom(options, call);
      const { status, sequence } = await engine.describe(call.context.userId, sessionId);
      // The last event of an unreadable session is unknown; its delivery fails and says so.
      if (afterSequence > sequence && status !== SessionStatus.Error) {
        throw rpcError(interactive.errors.InvalidCursor, { sequence });
      }
      // From here on the old attachment must not send what the new one will.
      const account = openDelivery(options, call, sequence - afterSequence);
      call.context.detach(sessionId);
      call.afterAnswer(() => call.context.attach(sessionId, afterSequence, account));
      return { sessionId, status, sequence };
    },
    async detachSession({ sessionId }, call) {
      await engine.describe(call.context.userId, sessionId);
      call.context.detach(sessionId);
      return {};
    },
  };
}

/** Charges a delivery of so many stored events ahead. Throws where the user has to wait before it. */
function openDelivery(
  { reads }: MethodOptions,
  { context }: ConnectionCall,
  events: number,
): DeliveryAccount {
  const refusal = reads.refusalOfDelivery(context.userId, events);
  if (refusal !== undefined) throw refusal;
  return reads.openDelivery(context.userId, events);
}

function turnMethods(
  engine: Engine,
): Pick<InteractiveHandlers, "sendUserMessage" | "compactSession" | "retryTurn" | "cancelTurn"> {
  return {
    async sendUserMessage(request, call) {
      const { delivery = defaultsOfSendUserMessageRequest.delivery } = request;
      const { message, model, settings, responseFormat } = request;
      requireSchema(responseFormat);
      const choice = {
        ...(model === undefined ? {} : { model }),
        ...(settings === undefined ? {} : { settings }),
        ...(responseFormat === undefined ? {} : { responseFormat }),
      };
      const session = await commanded(engine, request.sessionId, { call });
      const receipt = await engine.once<Receipt>(keyed(request, call), (recordAnswer) =>
        session.conversation.send({ message, delivery, choice }, recordAnswer),
      );
      return { ...receipt, status: MessageStatus.OK };
    },
    async compactSession(request, call) {
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<CompactSessionResponse>(keyed(request, call), async (recordAnswer) => ({
        status: await session.conversation.compact(request.instructions, recordAnswer),
      }));
    },
    async retryTurn(request, call) {
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<RetryTurnResponse>(keyed(request, call), async (recordAnswer) => ({
        turnId: await session.conversation.retryTurn(request.turnId, recordAnswer),
      }));
    },
    async cancelTurn(request, call) {
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<CancelTurnResponse>(keyed(request, call), async (recordAnswer) => ({
        status: await session.conversation.cancelTurn(request.turnId, recordAnswer),
      }));
    },
  };
}

function statusMethods(
  engine: Engine,
): Pick<
  InteractiveHandlers,
  "updateSession" | "pauseSession" | "resumeSession" | "stopSession" | "deleteSession"
> {
  return {
    async updateSession(request, call) {
      const { userId } = call.context;
      const session = await commanded(engine, request.sessionId, { call });
      const changed = await engine.once<UpdateSessionResponse>(
        keyed(request, call),
        async (recordAnswer) => ({
          session: await session.update(request, userId, recordAnswer),
        }),
      );
      const { sharedWith, access } = await engine.describe(userId, request.sessionId);
      const shown = {
        ...(sharedWith === undefined ? {} : { sharedWith }),
        ...(access === undefined ? {} : { access }),
      };
      return { session: { ...changed.session, ...shown } };
    },
    async pauseSession(request, call) {
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<StatusAnswer>(keyed(request, call), async (recordAnswer) => {
        await session.admit("ai_loop.control.pause");
        return { status: await session.conversation.pause(recordAnswer) };
      });
    },
    async resumeSession(request, call) {
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<StatusAnswer>(keyed(request, call), async (recordAnswer) => {
        await session.admit("ai_loop.control.resume");
        return { status: await session.conversation.resume(recordAnswer) };
      });
    },
    async stopSession(request, call) {
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<StatusAnswer>(keyed(request, call), async (recordAnswer) => {
        await session.admit("ai_loop.control.stop");
        return { status: await engine.stopSession(session, recordAnswer) };
      });
    },
    async deleteSession({ sessionId }, call) {
      call.afterAnswer(call.context.hold(sessionId));
      await engine.deleteSession(call.context.userId, sessionId);
      return {};
    },
  };
}

function queryMethods({
  engine,
  reads,
}: MethodOptions): Pick<
  InteractiveHandlers,
  "getSession" | "listSessions" | "searchSessions" | "getHistory" | "listModels"
> {
  return {
    async getSession({ sessionId }, call) {
      return { session: await engine.describe(call.context.userId, sessionId) };
    },
    listSessions(request, call) {
      const { limit = defaultsOfListSessionsRequest.limit, cursor, shared = false } = request;
      const page = cursor === undefined ? { limit } : { limit, cursor };
      const query = { userId: call.context.userId, ...page };
      return shared ? engine.listSharedSessions(query) : engine.listSessions(query);
    },
    async searchSessions({ query, limit = defaultsOfSearchSessionsRequest.limit, cursor }, call) {
      const { userId } = call.context;
      const refusal = reads.refusalOfPage(userId);
      if (refusal !== undefined) throw refusal;
      const { readLength, ...page } = await engine.search.search({ userId, query, limit, cursor });
      reads.chargePage(userId, readLength);
      return { ...page, matches: [...page.matches] };
    },
    getHistory: (params, call) => readHistory(engine, { userId: call.context.userId, reads }, params),
    async listModels({ query, limit = defaultsOfListModelsRequest.limit, cursor }) {
      const models = engine.models.list();
      if (query === undefined) return { models };
      const named = (await engine.models.listNames?.()) ?? [];
      return findModels([...models, ...named], { query, limit, cursor });
    },
  };
}

/** Throws -32602 unless the schema of an answer can be one. */
function requireSchema(format: ResponseFormat | undefined): void {
  const schema = format?.schema;
  if (format === undefined || typeof schema === "boolean") return;
  if (typeof schema === "object" && schema !== null && !Array.isArray(schema)) return;
  throw invalidParams([{ path: "/responseFormat/schema", message: "is an object, true or false" }]);
}
