import { describe, expect, it } from "vitest";
import { FRAMES } from "../models/frames.ts";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { ask, askModel } from "./support/answer.ts";
import { chunk, STOP, text } from "./support/chat-chunks.ts";
import { openResponsesModel } from "./support/responses-model.ts";

/** Answers of which `secret plan` is a thought and `hello` the text. */
const TAGGED = [
  "<think>secret plan</think>hello",
  "\n <think>secret plan</think>\n\nhello",
  "<thinking>secret plan</thinking>hello",
  "<reasoning>secret plan</reasoning>\nhello",
  "<THINK>secret plan</Think>hello",
];

/** Answers that are text as they are. */
const PLAIN = [
  "hello <think>secret</think>",
  "<thinker>hello",
  "<p>hello</p>",
  "< think>hello",
  "<",
  " \n",
  "</think>hello",
];

describe.each(PROVIDER_KINDS)("a thought of $name", (kind) => {
  const frames = FRAMES[kind.dialect];
  const say = (pieces: readonly string[]): string =>
    frames.begin + pieces.map(frames.delta).join("") + frames.end;

  it.each(TAGGED)("is what %j has between its tags, however it is split", async (answer) => {
    for (let at = 0; at < answer.length; at += 1) {
      const pieces = [answer.slice(0, at), answer.slice(at)].filter(Boolean);
      const expected = { text: "hello", thoughts: "secret plan", end: "stop" };
      expect(await ask(kind, say(pieces)), JSON.stringify(pieces)).toMatchObject(expected);
    }
    expect(await ask(kind, say([...answer]))).toMatchObject({ text: "hello", thoughts: "secret plan" });
  });

  it.each(PLAIN)("is nothing of %j", async (answer) => {
    expect(await ask(kind, say([answer]))).toMatchObject({ text: answer, thoughts: "" });
    expect(await ask(kind, say([...answer]))).toMatchObject({ text: answer, thoughts: "" });
  });

  it("lasts to the end when its tag is never closed", async () => {
    expect(await ask(kind, say(["<think>secret", " plan</th"]))).toMatchObject({
      text: "",
      thoughts: "secret plan</th",
    });
  });
});

describe.each(PROVIDER_KINDS.filter(({ dialect }) => dialect === "chat"))("a thought of $name", (kind) => {
  it.each([
    ["`reasoning_content`", { reasoning_content: "plan" }],
    ["`reasoning`", { reasoning: "plan" }],
    ["`reasoning_text`", { reasoning_text: "plan" }],
    ["`thinking`", { thinking: "plan" }],
    ["an empty field and another", { reasoning_content: "", reasoning: "plan" }],
    ["two fields alike", { reasoning_content: "plan", reasoning: "plan" }],
    [
      "the parts of the content",
      { content: [{ type: "thinking", thinking: [{ type: "text", text: "plan" }] }] },
    ],
    ["a list", { reasoning_content: [{ type: "text", text: "plan" }] }],
  ])("comes in %s", async (_what, delta) => {
    expect(await ask(kind, chunk(delta) + text("hello") + STOP)).toMatchObject({
      text: "hello",
      thoughts: "plan",
      end: "stop",
    });
  });

  it("is not lost when a call follows", async () => {
    const call = { index: 0, id: "a", type: "function", function: { name: "look", arguments: "{}" } };
    const body = text("<think>plan</think>\n") + chunk({ tool_calls: [call] }) + STOP;
    expect(await ask(kind, body)).toMatchObject({ text: "", thoughts: "plan", calls: [{ name: "look" }] });
  });
});

describe("a thought of openrouter", () => {
  const kind = PROVIDER_KINDS.find(({ name }) => name === "openrouter");
  if (kind === undefined) throw new Error("there is no openrouter");

  it("comes in `reasoning_details`, among which there may be odd ones", async () => {
    const details = [null, { type: "reasoning.text", text: "plan" }, "odd", { type: "reasoning.new", x: 1 }];
    const body = chunk({ reasoning: "plan", reasoning_details: details }) + text("hello") + STOP;
    expect(await ask(kind, body)).toMatchObject({ text: "hello", thoughts: "plan" });
    const none = chunk({ reasoning: "plan", reasoning_details: "none" }) + text("hello") + STOP;
    expect(await ask(kind, none)).toMatchObject({ text: "hello", thoughts: "plan" });
  });
});

describe("a thought of the Responses API", () => {
  it("may be in its tags, too", async () => {
    const { begin, delta, end } = FRAMES.responses;
    const answer = await askModel(openResponsesModel, begin + delta("<think>plan</think>hello") + end);
    expect(answer).toMatchObject({ text: "hello", thoughts: "plan", end: "stop" });
  });
});
