import { describe, expect, it } from "vitest";
import { ownTimeOf } from "../../../../../tests/support/own-time.ts";
import type { ModelMessage, ModelTool, ModelToolCall, StepPart } from "../model.ts";
import { createDemoModel } from "./demo-model.ts";

type Given = { readonly result: unknown; readonly isError?: boolean };
type RunTool = (call: ModelToolCall) => Given;

const WORKSPACE = ["read_file", "list_files", "search_files", "write_file", "edit_file", "run_command"];
const MAX_STEPS = 5;

const toTools = (names: readonly string[]): readonly ModelTool[] =>
  names.map((name) => ({ name, description: `Does what ${name} says. At once.`, inputSchema: {} }));

async function step(messages: readonly ModelMessage[], names = WORKSPACE): Promise<StepPart[]> {
  const parts: StepPart[] = [];
  const request = { messages, tools: toTools(names), signal: new AbortController().signal };
  for await (const part of createDemoModel({ paceMs: 0 }).stream(request)) parts.push(part);
  return parts;
}

const textOf = (parts: readonly StepPart[], channel = "final"): string =>
  parts.map((part) => (part.type === "delta" && part.channel === channel ? part.text : "")).join("");

const callsOf = (parts: readonly StepPart[]): readonly ModelToolCall[] =>
  parts.flatMap((part) => (part.type === "toolCall" ? [part.call] : []));

/**
 * Goes through a turn as the loop does: as long as the model asks for tools, it is asked again with what they
 * gave.
 */
async function turn(text: string, run: RunTool, before: readonly ModelMessage[] = []) {
  const messages: ModelMessage[] = [...before, { role: "user", text }];
  const steps: StepPart[][] = [];
  while (steps.length < MAX_STEPS) {
    const parts = await step(messages);
    steps.push(parts);
    const toolCalls = callsOf(parts);
    messages.push({ role: "assistant", text: textOf(parts), toolCalls });
    if (toolCalls.length === 0) break;
    for (const call of toolCalls) {
      const { result, isError = false } = run(call);
      const { toolCallId, toolName } = call;
      messages.push({ role: "tool", toolCallId, toolName, result, isError });
    }
  }
  return { steps, messages, answer: textOf(steps.at(-1) ?? []) };
}

/** The calls that a message leads to in its first step. */
async function calls(text: string): Promise<readonly (readonly [name: string, given: unknown])[]> {
  const parts = await step([{ role: "user", text }]);
  return callsOf(parts).map((call) => [call.toolName, call.arguments]);
}

describe("the demonstration model with tools", () => {
  it.each<[string, string, object]>([
    ["read package.json", "read_file", { path: "package.json" }],
    ["Please read the file `my notes.txt`.", "read_file", { path: "my notes.txt" }],
    ["show me the file docs/guide.md?", "read_file", { path: "docs/guide.md" }],
    ["read lines 5-10 of a.txt", "read_file", { path: "a.txt", startLine: 5, endLine: 10 }],
    ["show line 3 in a.txt", "read_file", { path: "a.txt", startLine: 3, endLine: 3 }],
    ["list files", "list_files", {}],
    ["list the folder docs", "list_files", { path: "docs" }],
    ["list the folder tools", "list_files", { path: "tools" }],
    ["list the files in packages/engine.", "list_files", { path: "packages/engine" }],
    ["ls ..", "list_files", { path: ".." }],
    ["What files are there?", "list_files", {}],
    ["search for TODO", "search_files", { pattern: "TODO" }],
    ["search for f(x)? in the folder src", "search_files", { pattern: "f\\(x\\)\\?", path: "src" }],
    ["grep /^im.ort/", "search_files", { pattern: "^im.ort" }],
    ["write hello.txt: some text", "write_file", { path: "hello.txt", content: "some text" }],
    ["create a file a.md with the text go slowly", "write_file", { path: "a.md", content: "go slowly" }],
    ["write hello world to notes.txt", "write_file", { path: "notes.txt", content: "hello world" }],
    ["write a.txt:\nline 1\n\nline: 2", "write_file", { path: "a.txt", content: "line 1\n\nline: 2" }],
    ["replace a b with c in x.ts", "edit_file", { path: "x.ts", oldText: "a b", newText: "c" }],
    ['change " a" to "" in x.ts', "edit_file", { path: "x.ts", oldText: " a", newText: "" }],
    ["run ls -l", "run_command", { command: "ls -l" }],
    ["run the command `echo slowly`", "run_command", { command: "echo slowly" }],
    ["$ sleep 1", "run_command", { command: "sleep 1" }],
    ['call list_files with {"path": "docs"}', "list_files", { path: "docs" }],
    ["use the tool list_files", "list_files", {}],
  ])("takes %j for a call of %s", async (text, toolName, given) => {
    expect(await calls(text)).toEqual([[toolName, given]]);
  });

  it.each([
    "read me a story",
    "write 250 words about cats",
    "show me some python code",
    "list tools",
    "call me later, please",
    "What did I say first?",
  ])("takes %j for no call", async (text) => {
    expect(await calls(text)).toEqual([]);
  });

  it("asks for a tool after a sentence that says so, and ends the step with that reason", async () => {
    const parts = await step([{ role: "user", text: "read package.json" }]);
    expect(textOf(parts)).toBe("One of my rules fits, so I call the tool `read_file`.");
    expect(parts.slice(-2)).toMatchObject([
      { type: "toolCall", call: { toolCallId: "call-1", toolName: "read_file" } },
      { type: "finish", reason: "tool_calls" },
    ]);
  });

  it("reads several files with parallel calls and answers from each result", async () => {
    const { steps, answer } = await turn("read a.txt, 'b c.txt' and d.json", (call) => ({
      result: `content of ${JSON.stringify(call.arguments)}`,
    }));
    expect(steps).toHaveLength(2);
    expect(callsOf(steps[0]!).map((call) => call.arguments)).toEqual([
      { path: "a.txt" },
      { path: "b c.txt" },
      { path: "d.json" },
    ]);
    expect(answer).toContain('Here is `b c.txt`:\n\n```txt\ncontent of {"path":"b c.txt"}\n```');
    expect(answer).toContain('```json\ncontent of {"path":"d.json"}');
    expect(steps[1]?.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
  });

  it("pairs results with calls by their ids, in whatever order they come", async () => {
    const first = await turn("read a.txt and b.txt", ({ arguments: given }) => ({ result: given }));
    const [user, assistant, one, two] = first.messages;
    const swapped = await step([user!, assistant!, two!, one!]);
    expect(textOf(swapped)).toBe(first.answer);
  });

  it("writes, then reads back in a further step", async () => {
    const { steps, answer } = await turn("write a.txt: hello, then read it back", ({ toolName }) => ({
      result: toolName === "write_file" ? "Wrote 5 bytes." : "hello",
    }));
    const names = steps.map((parts) =>
      callsOf(parts).map(({ toolCallId, toolName }) => [toolCallId, toolName]),
    );
    expect(names).toEqual([[["call-1", "write_file"]], [["call-2", "read_file"]], []]);
    expect(callsOf(steps[0]!)[0]?.arguments).toEqual({ path: "a.txt", content: "hello" });
    expect(answer).toBe("`a.txt` is written:\n\n> Wrote 5 bytes.\n\nHere is `a.txt`:\n\n```txt\nhello\n```");
  });

  it("stops after a denial and reports its reason", async () => {
    const { steps, answer } = await turn("write a.txt: hello, then read it back", () => ({
      result: "Denied: not on a Friday",
      isError: true,
    }));
    expect(steps).toHaveLength(2);
    expect(answer).toBe("`write_file` failed:\n\n> Denied: not on a Friday");
  });

  it("shows a command's output as it is, also when it holds code blocks", async () => {
    const { answer } = await turn("run cat `x`.md", () => ({ result: "```\nls\n```\n" }));
    expect(answer).toBe("I ran ``cat `x`.md``:\n\n````\n```\nls\n```\n````");
  });

  it("cuts a long result and says how much it left out", async () => {
    const { answer } = await turn("read long.txt", () => ({ result: "x".repeat(10_000) }));
    expect(answer).toContain(`${"x".repeat(6000)}\n\`\`\`\n\n… and 4000 more characters`);
    expect(answer).not.toContain("x".repeat(6001));
  });

  it("shows a result that is no text as JSON, and an empty one as nothing", async () => {
    const { answer } = await turn("call list_files {}", () => ({ result: { files: 2 } }));
    expect(answer).toContain('{\n  "files": 2\n}');
    expect((await turn("run true", () => ({ result: "" }))).answer).toBe("I ran `true`:\n\n(nothing)");
  });

  it("says which tool is missing, and calls nothing, when the session has none", async () => {
    const parts = await step([{ role: "user", text: "read package.json" }], []);
    expect(callsOf(parts)).toEqual([]);
    expect(textOf(parts)).toMatch(/needs the tool `read_file`.*--workspace.*This session has no tools\./);
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
  });

  it("reports what was done when the tool for the next step has gone meanwhile", async () => {
    const { messages } = await turn("write a.txt: hello, then read it back", () => ({ result: "Wrote it." }));
    const text = textOf(await step(messages.slice(0, 3), ["write_file"]));
    expect(text).toMatch(/^`a\.txt` is written:\n\n> Wrote it\.\n\nOne of my rules .*`read_file`/);
  });

  it("calls any tool that is offered by its name, and lists them when there is none of that name", async () => {
    const ask = (text: string) => step([{ role: "user", text }], ["city.weather"]);
    expect(callsOf(await ask('call city.weather {"city": "Rome"}'))).toEqual([
      { toolCallId: "call-1", toolName: "city.weather", arguments: { city: "Rome" } },
    ]);
    expect(textOf(await ask("call weather"))).toContain("- `city.weather` – Does what city.weather says.");
    expect(textOf(await ask("Which tools do you have?"))).toMatch(/^This session has 1 tool:/);
  });

  it("calls nothing with arguments that are no JSON", async () => {
    const parts = await step([{ role: "user", text: "call read_file {path: 1}" }]);
    expect(callsOf(parts)).toEqual([]);
    expect(textOf(parts)).toMatch(/no JSON object/);
  });

  it("writes no file with a part of a text that is too long for it", async () => {
    const parts = await step([{ role: "user", text: `write a.txt: ${"x".repeat(50_000)}` }]);
    expect(callsOf(parts)).toEqual([]);
    expect(textOf(parts)).toMatch(/up to 10000 characters/);
  });

  it("uses new call ids in every turn, and calls again when the request is repeated", async () => {
    const first = await turn("run date", () => ({ result: "Monday" }));
    const second = await turn("run date", () => ({ result: "Tuesday" }), first.messages);
    expect(callsOf(second.steps[0]!).map(({ toolCallId }) => toolCallId)).toEqual(["call-2"]);
    expect(second.answer).toContain("Tuesday");
    expect(second.answer).not.toContain("Monday");
  });

  it("counts what tools gave as input, and thinks before the first step only", async () => {
    const { steps } = await turn("think, then run date", () => ({ result: "one two three" }));
    expect(steps.map((parts) => textOf(parts, "analysis") !== "")).toEqual([true, false]);
    const said = textOf(steps[0]!).split(/\s+/).length;
    expect(steps[1]?.at(-1)).toMatchObject({ usage: { inputTokens: 4 + said + 3 } });
  });

  it("decides soon about a long message that is nearly a request", async () => {
    const texts = [
      `replace ${"x with y in ".repeat(1000)}"`,
      `read ${"a, ".repeat(3900)}"`,
      `search for ${"x in ".repeat(2400)}"`,
      `write ${"x to y".repeat(2000)}"`,
      `list ${"files ".repeat(1900)}"`,
    ];
    const usedMs = await ownTimeOf(async () => {
      for (const text of texts) expect(await calls(text)).toEqual([]);
    });
    expect(usedMs).toBeLessThan(2000);
  });
});
