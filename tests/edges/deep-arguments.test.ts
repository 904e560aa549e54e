import { ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { FRAMES } from "../models/frames.ts";
import { type Dialect, PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { sessionAt } from "../models/provider-session.ts";
import { startSseServer } from "../models/sse-server.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";

const LEVELS = 20_000;
const deep = `${'{"a":'.repeat(LEVELS)}1${"}".repeat(LEVELS)}`;

/** The end of an answer that calls a tool, as each API writes it. */
const endOfCall: Readonly<Record<Exclude<Dialect, "responses">, string>> = {
  chat: `data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n`,
  messages: [
    { type: "content_block_stop", index: 1 },
    { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 2 } },
    { type: "message_stop" },
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join(""),
};

describe.each(PROVIDER_KINDS)("arguments of $name that are nested 20,000 levels deep", (kind) => {
  it("are refused, and the turn continues with the model's next answer", async () => {
    const { begin, openToolCall, toolCallDelta, delta, end } = FRAMES[kind.dialect];
    const called = [
      begin,
      openToolCall,
      toolCallDelta(`","deep":${deep}}`),
      endOfCall[kind.dialect as "chat"],
    ];
    const answers = [called.join(""), begin + delta("I see.") + end];
    await using provider = await startSseServer(({ write, response }) => {
      write(answers.shift() ?? "");
      response.end();
    });
    const look = tool("look");
    const session = await sessionAt(kind, provider.origin, { tools: [sourceOf(look)] });
    await session.send("go").result;

    const { messages, toolCalls: calls, turns } = session.state;
    expect(turns).toMatchObject([{ status: TurnStatus.Completed }]);
    expect(messages.at(-1)?.text).toBe("I see.");
    expect(calls).toMatchObject([
      {
        arguments: {},
        result: {
          failure: ToolFailure.InvalidArguments,
          result: "The arguments are nested deeper than 512 levels (limit maxJsonDepth).",
        },
      },
    ]);
    expect(look.runs).toEqual([]);
  });
});
