import { type Fields, fieldsOf, listOf, RequestChecks } from "./request-checks.ts";

/** What is invalid in the body of a request of OpenAI's Responses API that stores nothing. */
export function checkResponses(body: unknown): readonly string[] {
  const checks = new RequestChecks();
  const { input: given, tools: offered, store } = fieldsOf(body);
  checks.requireWellFormed(body, "body");
  checks.require(store === false, "store is not false");
  const input = listOf(given);
  checks.require(input.length > 0, "input is empty");
  for (const [index, item] of input.entries()) checkItem(checks, item, `input[${index}]`);
  const idsOf = (type: string) => input.filter((item) => item.type === type).map(({ call_id: id }) => id);
  const [called, answered] = [idsOf("function_call"), idsOf("function_call_output")];
  checks.requireUnique(called, "call_id");
  checks.requireUnique(answered, "call_id of outputs");
  for (const id of called)
    checks.require(answered.includes(id), `no tool output found for function call ${id}`);
  for (const id of answered)
    checks.require(called.includes(id), `no tool call found for function call output ${id}`);
  const tools = listOf(offered);
  checks.requireUnique(
    tools.map(({ name }) => name),
    "names of tools",
  );
  for (const { name, description, parameters } of tools) {
    checks.requireName(name, "tool");
    checks.require(String(description).length <= 1_024, `${name}: description too long`);
    checks.requireSchema(parameters, String(name));
  }
  return checks.violations;
}

function checkItem(checks: RequestChecks, item: Fields, where: string): void {
  switch (item.type ?? "message") {
    case "message": {
      checks.require(
        ["user", "assistant", "system", "developer"].includes(String(item.role)),
        `${where}: role`,
      );
      const parts = listOf(item.content);
      const texts = typeof item.content === "string" ? [item.content] : parts.map(({ text }) => text);
      checks.require(texts.length > 0, `${where}: content is empty`);
      for (const text of texts) checks.requireText(text, where);
      return;
    }
    case "function_call":
      checks.requireName(item.name, where);
      checks.require(String(item.call_id).length <= 64 && item.call_id !== "", `${where}: call_id`);
      checks.requireArguments(item.arguments, where);
      return;
    case "function_call_output":
      checks.requireText(item.output, where);
      return;
    case "reasoning":
      checks.require(typeof item.encrypted_content === "string", `${where}: item ${item.id} is not stored`);
      return;
    default:
      checks.require(false, `${where}: type ${item.type}`);
  }
}
