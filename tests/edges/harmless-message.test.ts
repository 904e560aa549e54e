import { createClient } from "@aiwhisperer/client";
import { createModelCatalog } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { startSseServer } from "../models/sse-server.ts";
import { PLANTED_KEY } from "../models/steps.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer } from "../support/server.ts";
import { encodeAnswer, type SentAnswer } from "./support/provider-answers.ts";
import { STRICT_KINDS } from "./support/strict-kinds.ts";

const MESSAGES = ["go", " ", "\ud83d", "\u0085\n", "ends blank \n", "x\0y"];
const RESULTS: readonly unknown[] = [
  "",
  " \n",
  "\ud83d",
  null,
  undefined,
  [],
  {},
  { "\udfff": "\ud800" },
  0,
  false,
];
const call = (text: string, id?: string) => ({
  name: "look",
  arguments: text,
  ...(id === undefined ? {} : { id }),
});

/** First answers of a provider that a session has to live with. */
const ANSWERS: readonly SentAnswer[] = [
  {},
  { text: "\n\n" },
  { text: "half \ud83d", end: "length" },
  { text: " ", calls: [call("{}")] },
  { text: "\n\n", calls: [call("null"), call("[1]"), call('"text"'), call("3")] },
  { calls: [call('{"at": "\\ud83d", "\\udfff": 1}'), call('{"broken')] },
  { calls: [call("{}", "call id with spaces é"), call("{}", "call id with spaces ä")] },
  { calls: [call("{}", "x".repeat(300))] },
  { calls: [call("{}"), { name: "no such.tool", arguments: "{}" }] },
  { text: "trailing \n", calls: [call("{}")], end: "length" },
  { end: "content_filter" },
];

describe.each(PROVIDER_KINDS)("a session with $name", (kind) => {
  const strict = STRICT_KINDS.find(({ name }) => name === kind.name);

  it("answers the next harmless message, whatever came before it", async () => {
    let answer: SentAnswer | undefined;
    const refused: string[] = [];
    await using provider = await startSseServer(({ body, write, response }) => {
      const violations = strict?.check(body) ?? ["no check"];
      if (violations.length > 0) {
        refused.push(...violations);
        response.writeHead(400, { "content-type": "application/json" });
        response.end(
          JSON.stringify({ error: { message: violations.join("; "), type: "invalid_request_error" } }),
        );
        return;
      }
      write(encodeAnswer(kind.dialect, answer ?? { text: "Hello." }));
      answer = undefined;
      response.end();
    });
    let result: unknown;
    const look = tool("look", { inputSchema: {}, run: async () => ({ result }) });
    const models = createModelCatalog({
      env: kind.env(provider.origin, PLANTED_KEY),
      defaultModel: kind.model,
    });
    const server = await startTestServer({ models, engine: { tools: [sourceOf(look)] } });
    const client = createClient({ url: server.wsUrl });
    try {
      for (const [index, message] of MESSAGES.entries()) {
        for (const [place, given] of ANSWERS.entries()) {
          result = RESULTS[(index * ANSWERS.length + place) % RESULTS.length];
          const what = JSON.stringify({ message, given, result });
          const session = await client.startSession();
          answer = given;
          await session.send(message).result.catch(() => undefined);
          answer = undefined;
          await session.send("hello").result;
          expect(session.state.turns.at(-1), what).toMatchObject({
            status: TurnStatus.Completed,
            stopReason: "stop",
          });
          expect(session.state.messages.at(-1), what).toMatchObject({ text: "Hello." });
          expect(refused, what).toEqual([]);
        }
      }
    } finally {
      client.close();
      await server.stop();
    }
  });
});
