import { type Fields, fieldsOf, listOf, RequestChecks } from "./request-checks.ts";

/** What is invalid in the body of a request of Anthropic's Messages API. */
export function checkMessages(body: unknown): readonly string[] {
  const checks = new RequestChecks();
  const { system, messages: given, tools: offered, max_tokens: maxTokens } = fieldsOf(body);
  checks.requireWellFormed(body, "body");
  checks.require(Number.isInteger(maxTokens), "max_tokens is required");
  for (const { text } of listOf(system)) checks.requireText(text, "system");
  const messages = listOf(given);
  checks.require(messages.length > 0, "messages: at least one message is required");
  checks.require(messages[0]?.role === "user", "messages: first message must use the user role");
  for (const [index, message] of messages.entries()) {
    checks.require(message.role !== messages[index - 1]?.role, `messages.${index}: roles must alternate`);
    checkContent(checks, messages, index);
  }
  checkUses(checks, messages);
  checkEnd(checks, messages.at(-1));
  const tools = listOf(offered);
  checks.requireUnique(
    tools.map(({ name }) => name),
    "tools: names",
  );
  for (const { name, input_schema: schema } of tools) {
    checks.requireName(name, "tools");
    checks.requireSchema(schema, `tools: ${name}`);
    const keys = Object.keys(fieldsOf(fieldsOf(schema).properties));
    checks.require(
      keys.every((key) => /^[\w.-]{1,64}$/.test(key)),
      `tools: property keys of ${name}`,
    );
  }
  return checks.violations;
}

function checkContent(checks: RequestChecks, messages: readonly Fields[], index: number): void {
  const blocks = listOf(messages[index]?.content);
  checks.require(blocks.length > 0, `messages.${index}: content is empty`);
  for (const [position, block] of blocks.entries()) {
    const where = `messages.${index}.content.${position}`;
    switch (block.type) {
      case "text":
        checks.requireText(block.text, where);
        break;
      case "tool_use":
        checks.requireName(block.name, where);
        checks.require(/^[\w-]+$/.test(String(block.id)), `${where}: id ${block.id}`);
        checks.requireArguments(JSON.stringify(block.input), where);
        break;
      case "tool_result": {
        const texts = Array.isArray(block.content)
          ? listOf(block.content).map(({ text }) => text)
          : [block.content];
        for (const text of texts) checks.requireText(text, where);
        break;
      }
      case "thinking":
        checks.require(typeof block.signature === "string" && block.signature !== "", `${where}: signature`);
        break;
      case "redacted_thinking":
        checks.require(typeof block.data === "string", `${where}: data`);
        break;
      default:
        checks.require(false, `${where}: type ${block.type}`);
    }
  }
}

/** The message after calls begins with one result for each of them. */
function checkUses(checks: RequestChecks, messages: readonly Fields[]): void {
  const idsOf = (message: Fields | undefined, type: string, field: string) =>
    listOf(message?.content)
      .filter((block) => block.type === type)
      .map((block) => block[field]);
  checks.requireUnique(
    messages.flatMap((message) => idsOf(message, "tool_use", "id")),
    "tool_use ids",
  );
  for (const [index, message] of messages.entries()) {
    const results = idsOf(message, "tool_result", "tool_use_id");
    const uses = idsOf(messages[index - 1], "tool_use", "id");
    checks.require(
      results.length === uses.length && results.every((id) => uses.includes(id)),
      `messages.${index}: tool_result blocks ${results} for tool_use blocks ${uses}`,
    );
    const kinds = listOf(message.content).map(({ type }) => type);
    checks.require(
      kinds.lastIndexOf("tool_result") < results.length,
      `messages.${index}: results must come first`,
    );
  }
  checks.require(
    idsOf(messages.at(-1), "tool_use", "id").length === 0,
    "tool_use without tool_result at the end",
  );
}

function checkEnd(checks: RequestChecks, last: Fields | undefined): void {
  if (last?.role !== "assistant") return;
  const text = String(listOf(last.content).at(-1)?.text ?? "");
  checks.require(text.trimEnd() === text, "final assistant content cannot end with trailing whitespace");
}
