import type { Engine, GivenAnswer } from "@aiwhisperer/engine";
import {
  type AskAnswerRequest,
  type AskAnswerResponse,
  type ClientTool,
  type DecideToolCallResponse,
  interactive,
  invalidParams,
  MessageStatus,
  type ProvideToolResultResponse,
  type RevokeGrantResponse,
  rpcError,
  ToolResultStatus,
  type ToolServerInfo,
} from "@aiwhisperer/protocol";
import { type ConnectionCall, commanded, type InteractiveHandlers, keyed } from "./command.ts";

/** The methods about tools. */
export function toolMethods(
  engine: Engine,
): Pick<
  InteractiveHandlers,
  | "listTools"
  | "listToolServers"
  | "offerTools"
  | "provideToolResult"
  | "decideToolCall"
  | "listGrants"
  | "revokeGrant"
  | "askAnswer"
> {
  return {
    async listTools({ sessionId }, call) {
      if (sessionId === undefined) return { tools: engine.listTools() };
      return { tools: engine.listTools(await engine.session(call.context.userId, sessionId, "observe")) };
    },
    listToolServers(_params, { context }) {
      const servers = engine.toolServers.list();
      return { servers: context.isAdmin ? [...servers] : servers.map(withoutSignIn) };
    },
    async offerTools({ sessionId, clientId, tools }, call) {
      requireSchemas("/tools", tools);
      await engine.session(call.context.userId, sessionId);
      offer(engine, { sessionId, clientId, tools }, call);
      return {};
    },
    async provideToolResult(request, call) {
      const { toolCallId, result, isError = false } = request;
      const session = await commanded(engine, request.sessionId, { call });
      return engine.once<ProvideToolResultResponse>(keyed(request, call), async (recordAnswer) => {
        await session.conversation.provideResult({ toolCallId, result, isError }, recordAnswer);
        return { status: ToolResultStatus.OK };
      });
    },
    async decideToolCall(request, call) {
      const { toolCallId, decision, reason, scope } = request;
      const session = await commanded(engine, request.sessionId, { call });
      const decidedBy = call.context.userId;
      const more = { ...(reason === undefined ? {} : { reason }), ...(scope === undefined ? {} : { scope }) };
      return engine.once<DecideToolCallResponse>(keyed(request, call), async (recordAnswer) => {
        await session.conversation.decide({ toolCallId, decision, decidedBy, ...more }, recordAnswer);
        return { status: MessageStatus.OK };
      });
    },
    async listGrants({ sessionId }, call) {
      const session = await engine.session(call.context.userId, sessionId, "observe");
      return { grants: [...session.conversation.grants()] };
    },
    async revokeGrant(request, call) {
      const { grantId } = request;
      const session = await commanded(engine, request.sessionId, { call });
      const revokedBy = call.context.userId;
      return engine.once<RevokeGrantResponse>(keyed(request, call), async (recordAnswer) => ({
        revoked: await session.conversation.revokeGrant({ grantId, revokedBy }, recordAnswer),
      }));
    },
    async askAnswer(request, call) {
      const { questionId } = request;
      const answer = answerOf(request);
      const session = await commanded(engine, request.sessionId, { call });
      const answeredBy = call.context.userId;
      const given = { questionId, answeredBy, ...(answer === undefined ? {} : { answer }) };
      return engine.once<AskAnswerResponse>(keyed(request, call), async (recordAnswer) => {
        await session.conversation.answerQuestion(given, recordAnswer);
        return { status: MessageStatus.OK };
      });
    },
  };
}

/** A sign-in counts for every user of the server, so only admins get its link. */
function withoutSignIn({ signInUrl, ...info }: ToolServerInfo): ToolServerInfo {
  return info;
}

function answerOf({ answer: value, declined = false }: AskAnswerRequest): GivenAnswer["answer"] {
  if (declined === (value !== undefined)) {
    throw invalidParams([
      { path: "/answer", message: "is required unless `declined` is true: exactly one of the two" },
    ]);
  }
  return declined ? undefined : { value };
}

/**
 * Throws invalid params where a tool's schema is no JSON Schema of an object. Whether it can be applied, each
 * check finds out.
 */
export function requireSchemas(path: string, tools: readonly ClientTool[]): void {
  const faults = tools.flatMap(({ inputSchema }, index) => {
    const message = inputSchema === undefined ? undefined : inputFault(inputSchema);
    return message === undefined ? [] : [{ path: `${path}/${index}/inputSchema`, message }];
  });
  if (faults.length > 0) throw invalidParams(faults);
}

/** Offers tools for as long as the connection is attached to the session. */
export function offer(
  engine: Engine,
  { sessionId, clientId, tools }: { sessionId: string; clientId: string; tools: readonly ClientTool[] },
  { context }: ConnectionCall,
): void {
  if (!context.isAttached(sessionId)) {
    const reason = "Attach to the session first: its calls are events of the session.";
    throw rpcError(interactive.errors.PermissionDenied, { reason });
  }
  engine.offerTools(sessionId, { offererId: context.connectionId, clientId, tools });
}

function inputFault(schema: unknown): string | undefined {
  const isObject = typeof schema === "object" && schema !== null && !Array.isArray(schema);
  const isFit = isObject && (!("type" in schema) || schema.type === "object");
  return isFit ? undefined : "must be a JSON Schema of type object";
}

/** The methods about prompts of tool servers. */
export function promptMethods({ prompts }: Engine): Pick<InteractiveHandlers, "listPrompts" | "getPrompt"> {
  return {
    async listPrompts() {
      return { prompts: [...(await prompts.listPrompts())] };
    },
    async getPrompt({ name, arguments: values = {} }) {
      return { text: await prompts.getPrompt({ name, values }) };
    },
  };
}
