import { createClient, type SessionHandle } from "@aiwhisperer/client";
import { createModelCatalog, type ToolSource } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { kindOf, PROVIDER_KINDS, type ProviderKind } from "../models/provider-kinds.ts";
import { PLANTED_KEY } from "../models/steps.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer } from "../support/server.ts";
import { type Reaction, startPickyProvider } from "./support/picky-provider.ts";

/** A request as the provider gets it. */
interface Sent {
  readonly model: string;
  readonly tools?: readonly unknown[];
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}
const read = (body: string): Sent => JSON.parse(body) as Sent;
const hasTools = (body: string): boolean => (read(body).tools ?? []).length > 0;

const refused = (message: string, status = 400): Reaction => ({ refuse: { error: { message } }, status });
const tools = [sourceOf(tool("look", { run: async () => ({ result: { seen: "a cat" } }) }))];

/** A client of a server with the tool `look`, whose model is the kind's. */
async function clientAt(kind: ProviderKind, origin: string, sources: readonly ToolSource[] = tools) {
  const models = createModelCatalog({ env: kind.env(origin, PLANTED_KEY), defaultModel: kind.model });
  const server = await startTestServer({
    models,
    engine: { tools: sources, limits: { maxModelAttempts: 1 } },
  });
  const client = createClient({ url: server.wsUrl });
  onTestFinished(async () => {
    client.close();
    await server.stop();
  });
  return client;
}

/** The notices of a session's turns, from its log. */
async function noticesOf(session: SessionHandle): Promise<readonly string[]> {
  const notices: string[] = [];
  for await (const { method, params } of session.history()) {
    if (method === "TurnStatusNotification" && params.notice !== undefined) notices.push(params.notice);
  }
  return notices;
}

describe.each(PROVIDER_KINDS)("a model of $name that takes no tools", (kind) => {
  it("is asked once more without them, remembered, and each session has one notice of it", async () => {
    await using provider = await startPickyProvider(kind.dialect, (body) =>
      hasTools(body) ? refused("small:4b does not support tools") : { say: "fine" },
    );
    const client = await clientAt(kind, provider.origin);
    const first = await client.startSession();
    for (const text of ["one", "two"]) {
      expect((await first.send(text).result).status).toBe(TurnStatus.Completed);
    }
    const second = await client.startSession();
    expect((await second.send("three").result).status).toBe(TurnStatus.Completed);
    expect(provider.requests.map(hasTools)).toEqual([true, false, false, false]);
    for (const session of [first, second]) {
      const notices = await noticesOf(session);
      expect(notices).toHaveLength(1);
      expect(notices[0]).toMatch(
        /does not support tools for .*--jinja.*does not support tools.*asked without tools/,
      );
    }
    expect(
      first.state.messages.every((message) => message.role !== "user" || message.excluded === undefined),
    ).toBe(true);
  });
});

describe("a server that takes no tools", () => {
  it.each<[string, string, number, RegExp]>([
    ["llama.cpp", "tools param requires --jinja flag", 500, /llama-server: --jinja/],
    [
      "vLLM",
      '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      400,
      /vLLM: --enable-auto-tool-choice/,
    ],
    ["OpenRouter", "No endpoints found that support tool use", 404, /Choose a model that supports tools/],
  ])("says what to set: %s", async (_who, words, status, remedy) => {
    await using provider = await startPickyProvider("chat", (body) =>
      hasTools(body) ? refused(words, status) : { say: "fine" },
    );
    const client = await clientAt(kindOf("compatible"), provider.origin);
    const session = await client.startSession();
    expect((await session.send("one").result).status).toBe(TurnStatus.Completed);
    expect((await noticesOf(session))[0]).toMatch(remedy);
    expect(session.state.messages.map(({ text }) => text)).toEqual(["one", "fine"]);
  });

  it("gets earlier tool calls and their results as text", async () => {
    let takesTools = true;
    await using provider = await startPickyProvider("chat", (body) => {
      if (takesTools) return body.includes('"role":"tool"') ? { say: "It is a cat." } : { call: "look" };
      const isPlain = !hasTools(body) && !/"role":"tool"|"tool_calls"/.test(body);
      return isPlain ? { say: "A cat, as I said." } : refused("this model does not support tools");
    });
    const client = await clientAt(kindOf("compatible"), provider.origin);
    const session = await client.startSession();
    await session.send("what is there?").result;
    takesTools = false;
    expect((await session.send("what was it?").result).status).toBe(TurnStatus.Completed);
    const { messages } = read(provider.requests.at(-1) ?? "");
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant", "user"]);
    expect(messages[1]?.content).toBe('[Called the tool look with {"at":"sky"}]');
    expect(messages[2]?.content).toBe('[Result of the tool look]\n{"seen":"a cat"}');
  });

  it("gets earlier calls as text, too, where it refuses them because no tool is offered any more", async () => {
    await using provider = await startPickyProvider("chat", (body) => {
      const hasCalls = body.includes('"tool_calls"');
      if (hasCalls && !hasTools(body)) {
        return refused(
          "Requests which have `tool_use` or `tool_result` blocks in messages must define tools",
        );
      }
      return hasTools(body) && !hasCalls ? { call: "look" } : { say: "fine" };
    });
    const offered = [...tools];
    const source = { name: "test", list: () => offered.flatMap((each) => each.list()) };
    const client = await clientAt(kindOf("compatible"), provider.origin, [source]);
    const session = await client.startSession();
    await session.send("look").result;
    offered.length = 0;
    expect((await session.send("hello").result).status).toBe(TurnStatus.Completed);
    expect(await noticesOf(session)).toEqual([]);
    offered.push(...tools);
    await session.send("again").result;
    expect(hasTools(provider.requests.at(-1) ?? "")).toBe(true);
  });

  it("is not remembered when the request fails without tools, too", async () => {
    let isBroken = true;
    await using provider = await startPickyProvider("chat", (body) => {
      if (!isBroken) return { say: hasTools(body) ? "with tools" : "without" };
      return hasTools(body) ? refused("tools are not supported") : refused("wrong anyway");
    });
    const client = await clientAt(kindOf("compatible"), provider.origin);
    const session = await client.startSession();
    expect((await session.send("one").result).error?.message).toContain("wrong anyway");
    isBroken = false;
    await session.send("two").result;
    expect(session.state.messages.at(-1)?.text).toBe("with tools");
  });
});
