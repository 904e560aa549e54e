import type { JSONRPCMessage, Tool, Transport } from "@modelcontextprotocol/client";
import { type Fields, isFields, isNestedTooDeep } from "./json-fields.ts";
import { BARE_RESULT } from "./mend-message.ts";
import { tryStringify } from "./tame-json.ts";

/** The member of a carrier that has the server's own result. */
const CARRIED = "aiwhisperer/carried-result";
/** The member of a carrier that names the tools whose headers the library checks. */
const CHECKED = "aiwhisperer/checked-tools";

/** Requests whose answers may still come and are remembered; one more forgets the oldest. */
const MAX_REMEMBERED_REQUESTS = 4_096;

type Carry = (result: Fields) => Fields;

/**
 * Makes the MCP library hand on what a server really sends. The library checks results of `tools/list` and
 * `tools/call` against strict schemas, in each protocol revision at another place, and one odd member costs
 * the whole answer. So each such result is put into a carrier: a result without any content that every
 * revision accepts, with the server's own beside it. `carriedResult` takes it out. Questions to a person are
 * carried, too. The transport must not have been started yet.
 */
export function carryAnswers(transport: Transport): void {
  const requests = new Map<string, Carry>();
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    remember(requests, message);
    return send(message, options);
  };
  // The library calls a handler that was there before its own, and with the same object.
  transport.onmessage = (message: JSONRPCMessage): void => {
    if (!("result" in message)) {
      carryQuestion(message);
      return;
    }
    const carry = requests.get(String(message.id));
    requests.delete(String(message.id));
    if (carry !== undefined) message.result = { ...carry(message.result) };
  };
}

/** The server's own result of a carrier. */
export function carriedResult(carrier: Fields): unknown {
  const result = CARRIED in carrier ? carrier[CARRIED] : carrier;
  return isFields(result) && BARE_RESULT in result ? result[BARE_RESULT] : result;
}

/** Places, in the list that a carrier has, of the tools that the library has removed. */
export function removedTools(carrier: Fields): ReadonlySet<number> {
  const { tools, [CHECKED]: checked } = carrier;
  if (!Array.isArray(tools) || !Array.isArray(checked)) return new Set();
  const left = new Set(tools.map((tool: unknown) => (isFields(tool) ? tool.name : undefined)));
  return new Set(checked.filter((name) => !left.has(name)).map(Number));
}

function carriedTools(result: Fields): Fields {
  const tools = toolsWithHeaders(result);
  return { tools, [CHECKED]: tools.map(({ name }) => name) };
}

function remember(requests: Map<string, Carry>, message: JSONRPCMessage): void {
  if (!("method" in message && "id" in message)) return;
  const carry = CARRIES.get(message.method);
  if (carry === undefined) return;
  requests.set(String(message.id), carry);
  const [oldest] = requests.keys();
  if (requests.size > MAX_REMEMBERED_REQUESTS && oldest !== undefined) requests.delete(oldest);
}

/** By method. Revision 2026-07-28 requires `resultType`, `ttlMs` and `cacheScope`; the others ignore them. */
const CARRIES: ReadonlyMap<string, Carry> = new Map<string, Carry>([
  ["initialize", mendGreeting],
  [
    "tools/list",
    (result) => ({
      resultType: "complete",
      ttlMs: 0,
      cacheScope: "private",
      ...carriedTools(result),
      [CARRIED]: result,
    }),
  ],
  ["tools/call", (result) => ({ resultType: "complete", content: [], [CARRIED]: result })],
]);

/**
 * Tools with parameters that go into HTTP headers (revision 2026-07-28, `x-mcp-header`), each named by its
 * place: the library removes those that break its rules. Only results of that revision have a `resultType`.
 */
function toolsWithHeaders({ resultType, tools }: Fields): readonly Tool[] {
  if (resultType === undefined || !Array.isArray(tools)) return [];
  const list: readonly unknown[] = tools;
  return list.flatMap((tool, index) => {
    if (!isFields(tool) || !isFields(tool.inputSchema) || !declaresHeaders(tool.inputSchema)) return [];
    const { $schema, ...schema } = tool.inputSchema;
    return [{ name: String(index), inputSchema: { ...schema, type: "object" as const } }];
  });
}

function declaresHeaders(schema: Fields): boolean {
  return tryStringify(schema)?.includes('"x-mcp-header"') === true && !isNestedTooDeep(schema);
}

/**
 * A greeting without what the library refuses: null is absence, and capabilities that are no object are
 * unknown, so the tools are asked for.
 */
function mendGreeting(result: Fields): Fields {
  const present = Object.entries(result).filter(([, value]) => value !== null);
  const { capabilities, serverInfo, instructions, ...others } = Object.fromEntries(present);
  return {
    ...others,
    capabilities: isFields(capabilities) ? mendCapabilities(capabilities) : { tools: {} },
    serverInfo: mendServerInfo(serverInfo),
    ...(typeof instructions === "string" ? { instructions } : {}),
  };
}

/** `true` declares a capability, as in `{"tools": true}`; null, false and anything else do not. */
function mendCapabilities(capabilities: Fields): Fields {
  const declared = Object.entries(capabilities).flatMap(([name, value]) => {
    if (value === true) return [[name, {}] as const];
    return isFields(value) ? [[name, mendFlags(value)] as const] : [];
  });
  return Object.fromEntries(declared);
}

function mendFlags(capability: Fields): Fields {
  const flags = Object.entries(capability).filter(([name, value]) => {
    const isFlag = name === "listChanged" || name === "subscribe";
    return value !== null && (!isFlag || typeof value === "boolean");
  });
  return Object.fromEntries(flags);
}

function mendServerInfo(serverInfo: unknown): Fields {
  const { name, version, title } = isFields(serverInfo) ? serverInfo : {};
  return {
    name: toText(name),
    version: toText(version),
    ...(typeof title === "string" ? { title } : {}),
  };
}

function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The member of a carrier that has the server's own question. */
const CARRIED_QUESTION = "aiwhisperer/carried-question";

/**
 * Puts a server's question to a person into a carrier: the library refuses the whole question for one odd
 * member, such as a default of null. The carrier is an empty form, which every revision accepts.
 * `carriedQuestion` takes the question out.
 */
export function carryQuestion(message: JSONRPCMessage): void {
  if (!("method" in message) || message.method !== "elicitation/create") return;
  const requestedSchema = { type: "object", properties: {}, [CARRIED_QUESTION]: message.params ?? {} };
  message.params = { message: "", requestedSchema };
}

/** The params of a question, as the server sent them. */
export function carriedQuestion(params: Fields): unknown {
  const { requestedSchema } = params;
  return isFields(requestedSchema) && CARRIED_QUESTION in requestedSchema
    ? requestedSchema[CARRIED_QUESTION]
    : params;
}
