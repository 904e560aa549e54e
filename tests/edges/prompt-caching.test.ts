import { TurnStatus } from "@aiwhisperer/client";
import { expect, it } from "vitest";
import { kindOf } from "../models/provider-kinds.ts";
import { sessionAt } from "../models/provider-session.ts";
import { startSseServer } from "../models/sse-server.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { startPickyProvider } from "./support/picky-provider.ts";

const STEPS = 20;

type Block = Readonly<Record<string, unknown>>;
interface Body {
  readonly cache_control?: object;
  readonly system?: readonly Block[];
  readonly tools?: readonly Block[];
  readonly messages: readonly { readonly role: string; readonly content: readonly Block[] }[];
}

/**
 * The blocks of a request in the order in which the provider caches them, and whether each is marked; a mark
 * of the request is one of its last block.
 */
function blocksOf({ tools = [], system = [], messages, cache_control: whole }: Body) {
  const blocks = [
    ...tools.map((block) => ({ role: "tools", block })),
    ...system.map((block) => ({ role: "system", block })),
    ...messages.flatMap(({ role, content }) => content.map((block) => ({ role, block }))),
  ];
  return blocks.map(({ role, block: { cache_control: mark, ...rest } }, index) => ({
    text: JSON.stringify([role, rest]),
    isMarked: mark !== undefined || (whole !== undefined && index === blocks.length - 1),
  }));
}

/** A provider's cache: what precedes a mark is kept, and what was kept is not paid for again. */
class PrefixCache {
  readonly #kept = new Set<string>();
  readonly paid: string[] = [];

  take(body: Body): void {
    const blocks = blocksOf(body);
    const prefixes = blocks.map((_, index) =>
      blocks
        .slice(0, index + 1)
        .map(({ text }) => text)
        .join("\n"),
    );
    const known = prefixes.findLastIndex((prefix) => this.#kept.has(prefix));
    this.paid.push(...blocks.slice(known + 1).map(({ text }) => text));
    for (const [index, { isMarked }] of blocks.entries()) if (isMarked) this.#kept.add(prefixes[index] ?? "");
  }
}

const frame = (type: string, data: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

/** An answer of the Messages API: a call of `look`, or the end. */
function answer(step: number): string {
  const isLast = step === STEPS;
  const block = isLast
    ? { type: "text", text: "" }
    : { type: "tool_use", id: `toolu_${step}`, name: "look", input: {} };
  const delta = isLast
    ? { type: "text_delta", text: "done" }
    : { type: "input_json_delta", partial_json: "{}" };
  const usage = {
    input_tokens: 3,
    cache_read_input_tokens: 40,
    cache_creation_input_tokens: 5,
    output_tokens: 2,
  };
  const message = { id: "m", type: "message", role: "assistant", model: "m", content: [], usage };
  return [
    frame("message_start", { message }),
    frame("content_block_start", { index: 0, content_block: block }),
    frame("content_block_delta", { index: 0, delta }),
    frame("content_block_stop", { index: 0 }),
    frame("message_delta", {
      delta: { stop_reason: isLast ? "end_turn" : "tool_use" },
      usage: { output_tokens: 2 },
    }),
    frame("message_stop", {}),
  ].join("");
}

it("a loop of 20 steps pays for each part of its prompt once, and its usage says what was cached", async () => {
  const cache = new PrefixCache();
  let step = 0;
  const bodies: Body[] = [];
  await using server = await startSseServer(({ body, response, write }) => {
    step += 1;
    bodies.push(body as Body);
    cache.take(body as Body);
    write(answer(step));
    response.end();
  });
  const session = await sessionAt(kindOf("anthropic"), server.origin, {
    tools: [sourceOf(tool("look", { run: async () => ({ result: `seen ${step}` }) }))],
  });
  expect((await session.send("Look twenty times.").result).status).toBe(TurnStatus.Completed);
  expect(step).toBe(STEPS);
  expect(new Set(cache.paid).size).toBe(cache.paid.length);
  const [before = [], after = []] = bodies.slice(-2).map(blocksOf);
  expect(after.slice(0, before.length).map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  expect(session.state.usage).toMatchObject({
    steps: STEPS,
    cachedInputTokens: STEPS * 40,
    cacheWriteTokens: STEPS * 5,
    inputTokens: STEPS * 48,
  });
});

it("a server of the protocol that refuses the mark is asked without it from then on", async () => {
  const kind = kindOf("anthropic");
  await using provider = await startPickyProvider(kind.dialect, (body) =>
    body.includes("cache_control")
      ? {
          refuse: { type: "error", error: { message: "cache_control: extra inputs are not permitted" } },
          status: 400,
        }
      : { say: "fine" },
  );
  const session = await sessionAt(kind, provider.origin);
  for (const text of ["one", "two"]) expect((await session.send(text).result).text).toBe("fine");
  expect(provider.requests.map((body) => body.includes("cache_control"))).toEqual([true, false, false]);
});
