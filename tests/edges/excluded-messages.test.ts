import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type SessionHandle, toMarkdown } from "@aiwhisperer/client";
import { createModelCatalog, DelegateManager, SqliteEventLog } from "@aiwhisperer/engine";
import { PlanStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { kindOf, PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { sessionAt } from "../models/provider-session.ts";
import { PLANTED_KEY } from "../models/steps.ts";
import { PlanRig } from "../plan/plan-rig.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer } from "../support/server.ts";
import { type Reaction, startPickyProvider } from "./support/picky-provider.ts";

const FILTER = { error: { message: "The response was filtered due to the prompt", code: "content_filter" } };
const isBad = (body: string): boolean => body.includes("BAD");
const refusal = (status = 400): Reaction => ({ refuse: FILTER, status });
const lookTool = (result: string) => sourceOf(tool("look", { run: async () => ({ result }) }));

const compatible = kindOf("compatible");

/** Sends a message and waits for the end of its turn, whatever that is. */
async function say(session: SessionHandle, message: string): Promise<TurnStatus> {
  return (await session.send(message).result).status;
}

/** The user messages that are excluded, in order. */
const excluded = (session: SessionHandle): readonly string[] =>
  session.state.messages.flatMap((message) =>
    message.role === "user" && message.excluded !== undefined ? [message.text] : [],
  );

/** The session's events, from its log. */
async function eventsOf(session: SessionHandle) {
  const events = [];
  for await (const event of session.history()) events.push(event);
  return events;
}

const methodsOf = async (session: SessionHandle): Promise<readonly (string | undefined)[]> =>
  (await eventsOf(session)).map(({ method }) => method);

describe.each(PROVIDER_KINDS)("a message that $name refuses", (kind) => {
  it("is excluded before the end of its turn, and the next one is answered without it", async () => {
    await using provider = await startPickyProvider(kind.dialect, (body) =>
      isBad(body) ? refusal() : { say: "fine" },
    );
    const session = await sessionAt(kind, provider.origin);
    expect(await say(session, "something BAD")).toBe(TurnStatus.Failed);
    expect(session.state.turns[0]?.error?.code).toBe("content_filtered");
    expect(excluded(session)).toEqual(["something BAD"]);
    const [message] = session.state.messages;
    expect(message).toMatchObject({
      excluded: { reason: expect.stringContaining("filtered due to the prompt") },
    });
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(await say(session, "and again")).toBe(TurnStatus.Completed);
    expect(provider.requests.map(isBad)).toEqual([true, false, false]);
    expect(provider.requests.at(-1)).toMatch(/hello.*fine.*and again/);
  });
});

describe("a refused message", () => {
  it.each([400, 402, 405, 409, 413, 415, 422, 451])("is excluded for status %i", async (status) => {
    await using provider = await startPickyProvider("chat", (body) =>
      isBad(body) ? refusal(status) : { say: "fine" },
    );
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "BAD")).toBe(TurnStatus.Failed);
    // An account without credit is not the message's fault.
    expect(excluded(session)).toEqual(status === 402 ? [] : ["BAD"]);
  });

  it.each([401, 403, 404, 408, 429, 500, 503])("is not excluded for status %i", async (status) => {
    await using provider = await startPickyProvider("chat", () => refusal(status));
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "BAD")).toBe(TurnStatus.Failed);
    expect(await methodsOf(session)).not.toContain("MessageExcludedNotification");
  });

  it.each<[string, object, number]>([
    ["credit", { error: { message: "Your credit balance is too low to access the API." } }, 400],
    [
      "rate limits",
      { error: { message: "Rate limit reached on requests per minute", code: "rate_limit_exceeded" } },
      413,
    ],
    ["tools", { error: { message: "small:4b does not support tools" } }, 400],
    ["a model that is loading", { error: { message: "Loading model" } }, 400],
    ["memory", { error: { message: "CUDA out of memory" } }, 400],
    ["an unknown model", { error: { message: "x is not a valid model ID" } }, 400],
    ["the key", { error: { message: "API key not valid" } }, 400],
  ])("is not excluded for what is about %s", async (_what, refuse, status) => {
    await using provider = await startPickyProvider("chat", () => ({ refuse, status }));
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "hi")).toBe(TurnStatus.Failed);
    expect(excluded(session)).toEqual([]);
  });

  it("that does not fit into the context does not take the session with it", async () => {
    const refuse = { error: { message: "This model's maximum context length is 100 tokens", code: 400 } };
    await using provider = await startPickyProvider("chat", (body) =>
      body.length > 20_000 ? { refuse, status: 400 } : { say: "fine" },
    );
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "before")).toBe(TurnStatus.Completed);
    expect(await say(session, "long ".repeat(5_000))).toBe(TurnStatus.Failed);
    expect(session.state.turns[1]?.error?.code).toBe("context_too_long");
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(provider.requests).toHaveLength(3);
    expect(provider.requests.at(-1)).toMatch(/before.*fine.*hello/);
  });

  it("comes as an event once, between the final chunk and the terminal status", async () => {
    await using provider = await startPickyProvider("chat", () => refusal());
    const session = await sessionAt(compatible, provider.origin);
    await say(session, "BAD");
    expect(await methodsOf(session)).toEqual([
      "SessionStatusNotification",
      "UserMessageNotification",
      "TurnStatusNotification",
      "AIMessageChunkNotification",
      "MessageExcludedNotification",
      "TurnStatusNotification",
    ]);
    const events = await eventsOf(session);
    const [message] = session.state.messages;
    expect(events[4]?.params).toMatchObject({ messageId: message?.messageId, turnId: message?.turnId });
  });

  it("is marked in the Markdown of the conversation", async () => {
    await using provider = await startPickyProvider("chat", () => refusal());
    const session = await sessionAt(compatible, provider.origin);
    await say(session, "BAD");
    expect(toMarkdown(session.state, { title: "T" })).toContain(
      "BAD\n\n> Left out of later requests to models: The compatible server refused",
    );
  });
});

describe("content that a provider refuses", () => {
  it("takes its turn out when it came from a tool's result", async () => {
    await using provider = await startPickyProvider("chat", (body) => {
      if (isBad(body)) return refusal();
      return body.includes("use it") && !body.includes("hello") ? { call: "look" } : { say: "fine" };
    });
    const session = await sessionAt(compatible, provider.origin, { tools: [lookTool("BAD")] });
    expect(await say(session, "use it")).toBe(TurnStatus.Failed);
    expect(excluded(session)).toEqual(["use it"]);
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(provider.requests.at(-1)).not.toMatch(/use it|BAD|call_1/);
  });

  it("takes the earlier turn out when it was that one's answer", async () => {
    await using provider = await startPickyProvider("chat", (body) => {
      if (isBad(body)) return refusal();
      return { say: body.includes("tell me") ? "BAD" : "fine" };
    });
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "first")).toBe(TurnStatus.Completed);
    expect(await say(session, "tell me")).toBe(TurnStatus.Completed);
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(excluded(session)).toEqual(["tell me"]);
    expect(await say(session, "again")).toBe(TurnStatus.Completed);
    expect(provider.requests).toHaveLength(5);
    expect(provider.requests.at(-1)).toMatch(/first.*fine.*hello.*fine.*again/);
    expect(session.state.messages.map(({ text }) => text)).toEqual([
      "first",
      "fine",
      "tell me",
      "BAD",
      "hello",
      "fine",
      "again",
      "fine",
    ]);
  });

  it("takes an earlier turn out that failed for another reason", async () => {
    let isDown = true;
    await using provider = await startPickyProvider("chat", (body) => {
      if (body.includes("BAD") && isDown) return refusal(429);
      return isBad(body) ? refusal() : { say: "fine" };
    });
    const session = await sessionAt(compatible, provider.origin, { limits: { maxModelAttempts: 3 } });
    expect(await say(session, "first")).toBe(TurnStatus.Completed);
    expect(await say(session, "BAD")).toBe(TurnStatus.Failed);
    expect(excluded(session)).toEqual([]);
    isDown = false;
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(excluded(session)).toEqual(["BAD"]);
    expect(provider.requests.at(-1)).toMatch(/first.*fine.*hello/);
  });

  it("does not make later messages fail, though nothing is excluded for status 403", async () => {
    await using provider = await startPickyProvider("chat", (body) =>
      isBad(body) ? refusal(403) : { say: "fine" },
    );
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "BAD")).toBe(TurnStatus.Failed);
    for (const text of ["hello", "and again", "and again"]) {
      expect(await say(session, text)).toBe(TurnStatus.Completed);
    }
    expect(await methodsOf(session)).not.toContain("MessageExcludedNotification");
    expect(provider.requests.at(-1)).toMatch(/hello.*fine.*and again.*fine.*and again/);
  });

  it("does not make a later turn with tools fail for status 403", async () => {
    await using provider = await startPickyProvider("chat", (body) => {
      if (isBad(body)) return refusal(403);
      return body.includes('"role":"tool"') ? { say: "seen" } : { call: "look" };
    });
    const session = await sessionAt(compatible, provider.origin, { tools: [lookTool("a cat")] });
    expect(await say(session, "BAD")).toBe(TurnStatus.Failed);
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(session.state.messages.at(-1)?.text).toBe("seen");
  });

  it("leaves earlier turns alone when it is in the new message", async () => {
    await using provider = await startPickyProvider("chat", (body) =>
      isBad(body) ? refusal() : { say: "fine" },
    );
    const session = await sessionAt(compatible, provider.origin);
    expect(await say(session, "first")).toBe(TurnStatus.Completed);
    expect(await say(session, "BAD")).toBe(TurnStatus.Failed);
    expect(excluded(session)).toEqual(["BAD"]);
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(provider.requests.at(-1)).toMatch(/first.*fine.*hello/);
  });

  it("costs no more requests than maxModelAttempts, with all suspects left out by the last", async () => {
    let isDown = true;
    await using provider = await startPickyProvider("chat", (body) => {
      if (isDown) return refusal(404);
      return isBad(body) ? refusal() : { say: "fine" };
    });
    const session = await sessionAt(compatible, provider.origin, { limits: { maxModelAttempts: 3 } });
    for (const text of ["BAD", "two", "three", "four", "five"]) await say(session, text);
    isDown = false;
    const before = provider.requests.length;
    expect(await say(session, "hello")).toBe(TurnStatus.Completed);
    expect(provider.requests.length - before).toBe(3);
    expect(excluded(session)).toEqual(["BAD", "two", "three", "four", "five"]);
  });

  it("stays out after a restart, and a client that attaches later learns of it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-excluded-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await using provider = await startPickyProvider("chat", (body) =>
      isBad(body) ? refusal() : { say: "fine" },
    );
    const models = createModelCatalog({
      env: compatible.env(provider.origin, PLANTED_KEY),
      defaultModel: compatible.model,
    });
    const openLog = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const first = await startTestServer({ models, log: await openLog() });
    const client = createClient({ url: first.wsUrl });
    const session = await client.startSession();
    const { sessionId } = session;
    await say(session, "BAD");
    client.close();
    await first.stop();

    const second = await startTestServer({ models, log: await openLog() });
    const again = createClient({ url: second.wsUrl });
    onTestFinished(async () => {
      again.close();
      await second.stop();
    });
    const attached = await again.attachSession(sessionId);
    expect(await say(attached, "hello")).toBe(TurnStatus.Completed);
    expect(excluded(attached)).toEqual(["BAD"]);
    expect(provider.requests.map(isBad)).toEqual([true, false]);
  });

  it("is excluded in the session of a plan's task, and the task fails with the provider's words", async () => {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-excluded-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await using provider = await startPickyProvider("chat", (body) =>
      isBad(body) ? refusal() : { say: "fine" },
    );
    const models = createModelCatalog({
      env: compatible.env(provider.origin, PLANTED_KEY),
      defaultModel: compatible.model,
    });
    const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const rig = new PlanRig(log, {}, { models, delegates: new DelegateManager() });
    onTestFinished(() => rig.engine.close());
    const tasks = [
      { id: "bad", kind: "ai_interaction", instructions: "something BAD" },
      { id: "good", kind: "ai_interaction", instructions: "something good" },
    ];
    const planId = await rig.start({ name: "both", tasks });
    const { status } = await rig.ended(planId);
    expect(status).toBe(PlanStatus.Failed);
    const events = rig.recorder.sessionEvents.filter(
      ({ method }) => method === "MessageExcludedNotification",
    );
    expect(events.length).toBeGreaterThan(0);
    const failed = rig
      .events(planId)
      .findLast((event) => event.method === "TaskStatusNotification" && event.params.taskId === "bad");
    expect(failed?.params).toMatchObject({ error: { code: "content_filtered" } });
  });
});
