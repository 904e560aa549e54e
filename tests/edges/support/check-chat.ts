import { type Fields, fieldsOf, listOf, RequestChecks } from "./request-checks.ts";

/** Rules beyond those of every server of Chat Completions. */
export interface ChatRules {
  readonly callId: RegExp;
  readonly maxDescriptionLength: number;
  /**
   * Whether a chat template demands that users and assistants take turns, as Mistral's and llama.cpp's do.
   */
  readonly alternates: boolean;
  /** Fields that a message may have. */
  readonly fields: readonly string[];
}

const FIELDS = ["role", "content", "name", "tool_calls", "tool_call_id"];

/** Mistral: ids of nine letters and digits, strict turns, no unknown field. */
export const TEMPLATE: ChatRules = {
  callId: /^[a-zA-Z0-9]{9}$/,
  maxDescriptionLength: Number.MAX_SAFE_INTEGER,
  alternates: true,
  fields: FIELDS,
};

/** OpenRouter, with a provider of each kind behind it. */
export const ROUTED: ChatRules = {
  ...TEMPLATE,
  maxDescriptionLength: 1_024,
  fields: [...FIELDS, "reasoning", "reasoning_details", "annotations", "cache_control"],
};

/** What is invalid in the body of a request of Chat Completions. */
export function checkChat(body: unknown, rules: ChatRules): readonly string[] {
  const checks = new RequestChecks();
  checks.requireWellFormed(body, "body");
  const messages = listOf(fieldsOf(body).messages);
  checks.require(messages.length > 0, "messages are empty");
  for (const [index, message] of messages.entries()) checkMessage(checks, message, { index, rules });
  checkPairs(checks, messages);
  if (rules.alternates) checkTurns(checks, messages);
  const tools = listOf(fieldsOf(body).tools).map((tool) => fieldsOf(tool.function));
  checks.requireUnique(
    tools.map(({ name }) => name),
    "names of tools",
  );
  for (const { name, description, parameters } of tools) {
    checks.requireName(name, "tool");
    checks.require(String(description).length <= rules.maxDescriptionLength, `${name}: description too long`);
    checks.requireText(description, `${name}: description`);
    checks.requireSchema(parameters, String(name));
  }
  return checks.violations;
}

function checkMessage(
  checks: RequestChecks,
  message: Fields,
  { index, rules }: { readonly index: number; readonly rules: ChatRules },
): void {
  const where = `message ${index} (${message.role})`;
  const unknown = Object.keys(message).filter((field) => !rules.fields.includes(field));
  checks.require(unknown.length === 0, `${where}: extra fields ${unknown}`);
  const calls = listOf(message.tool_calls);
  switch (message.role) {
    case "system":
      checks.require(index === 0, `${where}: system message must be first`);
      break;
    case "user":
      break;
    case "assistant":
      if ("tool_calls" in message) checks.require(calls.length > 0, `${where}: tool_calls are empty`);
      break;
    case "tool":
      checks.require(rules.callId.test(String(message.tool_call_id)), `${where}: tool_call_id`);
      break;
    default:
      checks.require(false, `${where}: unknown role`);
  }
  const mayBeEmpty = calls.length > 0 && message.content === null;
  for (const text of mayBeEmpty ? [] : textsOf(message.content)) checks.requireText(text, where);
  checkCalls(checks, calls, rules);
}

function textsOf(content: unknown): readonly unknown[] {
  return Array.isArray(content) && content.length > 0 ? listOf(content).map(({ text }) => text) : [content];
}

function checkCalls(checks: RequestChecks, calls: readonly Fields[], { callId }: ChatRules): void {
  for (const call of calls) {
    const { name, arguments: text } = fieldsOf(call.function);
    checks.require(callId.test(String(call.id)), `tool call id ${call.id}`);
    checks.requireName(name, "tool call");
    checks.requireArguments(text, `call of ${name}`);
  }
}

/** Every message with calls is followed by one result for each, and by no other. */
function checkPairs(checks: RequestChecks, messages: readonly Fields[]): void {
  const ids = messages.flatMap(({ tool_calls: calls }) => listOf(calls).map(({ id }) => id));
  checks.requireUnique(ids, "ids of tool calls");
  let open: unknown[] = [];
  for (const [index, { role, tool_call_id: answered, tool_calls: calls }] of messages.entries()) {
    if (role === "tool") {
      checks.require(open.includes(answered), `message ${index}: result of no open call`);
      open = open.filter((id) => id !== answered);
      continue;
    }
    checks.require(open.length === 0, `message ${index}: calls without results before it`);
    open = listOf(calls).map(({ id }) => id);
  }
  checks.require(open.length === 0, "the last calls have no results");
}

function checkTurns(checks: RequestChecks, messages: readonly Fields[]): void {
  const roles = messages.map(({ role }) => role).filter((role) => role !== "system");
  checks.require(roles[0] === "user", `the first role is ${roles[0]}`);
  for (const [index, role] of roles.entries()) {
    const before = roles[index - 1];
    checks.require(role !== "user" || before === undefined || before === "assistant", `${before}, then user`);
    checks.require(
      role !== "assistant" || before === "user" || before === "tool",
      `${before}, then assistant`,
    );
  }
}
