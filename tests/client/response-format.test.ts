import { type Client, createClient, interactive, TurnStatus } from "@aiwhisperer/client";
import type { EngineOptions } from "@aiwhisperer/engine";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { createTemporaryFolder } from "../log/temporary-folder.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "./support/until.ts";

const schema = { type: "object", required: ["age"], properties: { age: { type: "integer" } } };
const responseFormat = { schema };
const FITS = '{"age": 7}';

let server: TestServer | undefined;
let client: Client | undefined;
afterEach(async () => {
  client?.close();
  await server?.stop();
});

/** A session whose model answers with these texts, one a step. */
async function sessionWith(answers: readonly string[], engine: Partial<EngineOptions> = {}) {
  const model = new ScriptedModel(async function* (_request, step) {
    yield said(answers[step - 1] ?? "");
    yield finished;
  });
  server = await startTestServer({ models: model.catalog, engine });
  client = createClient({ url: server.wsUrl });
  return { model, session: await client.startSession() };
}

describe("a message with responseFormat", () => {
  it("asks for the schema, in its turn only, and the answer that fits is the end of it", async () => {
    const { model, session } = await sessionWith([FITS, "any text"]);
    const answer = await session.send("How old?", { responseFormat }).result;
    expect(answer.text).toBe(FITS);
    expect((await session.send("And you?").result).text).toBe("any text");
    expect(model.requests.map(({ outputSchema }) => outputSchema)).toEqual([schema, undefined]);
    expect(model.requests[0]?.system).toContain(JSON.stringify(schema));
    expect(model.requests[1]?.system ?? "").not.toContain("JSON Schema");
  });

  it("takes an answer back that does not fit, and asks for a correction with the faults", async () => {
    const { model, session } = await sessionWith(["about seven", FITS, "later"]);
    await session.send("How old?", { responseFormat }).result;
    const { messages, turns } = session.state;
    expect(messages.map(({ text }) => text)).toEqual(["How old?", FITS]);
    expect(turns).toMatchObject([{ status: TurnStatus.Completed }]);
    expect(model.requests[1]?.messages).toMatchObject([
      { role: "user", text: "How old?" },
      { role: "assistant", text: "about seven" },
      { role: "user", text: expect.stringContaining("It is no JSON") },
    ]);
    await session.send("Thanks").result;
    expect(model.requests[2]?.messages).toMatchObject([
      { text: "How old?" },
      { role: "assistant", text: FITS },
      { text: "Thanks" },
    ]);
  });

  it.each([
    ["no JSON", ["seven", "still seven"], /It is no JSON/],
    ["JSON that does not fit", ['{"age": "old"}', '{"age": "older"}'], /age/],
    ["an empty answer", ["", ""], /It is empty/],
  ])("fails the turn as invalid_output after one correction: %s", async (_what, answers, why) => {
    const { model, session } = await sessionWith(answers);
    await session.send("How old?", { responseFormat }).result.catch(() => undefined);
    expect(session.state.turns).toMatchObject([
      { status: TurnStatus.Failed, error: { code: "invalid_output", message: expect.stringMatching(why) } },
    ]);
    expect(model.requests).toHaveLength(2);
    expect(session.state.messages.filter(({ role }) => role === "assistant").length).toBe(1);
  });

  it("fails at once where a correction cannot help: the answer was cut, or the schema cannot be applied", async () => {
    const model = new ScriptedModel(async function* (_request, step) {
      yield said(step === 1 ? '{"age": ' : FITS);
      yield step === 1 ? { ...finished, reason: "length" } : finished;
    });
    server = await startTestServer({ models: model.catalog });
    client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("How old?", { responseFormat }).result.catch(() => undefined);
    const far = { schema: { $schema: "https://example.com/own-dialect" } };
    await session.send("How far?", { responseFormat: far }).result.catch(() => undefined);
    expect(session.state.turns.map(({ error }) => error)).toMatchObject([
      { code: "invalid_output", message: expect.stringContaining("cut") },
      { code: "invalid_output", message: expect.stringContaining("not checked") },
    ]);
    expect(model.requests).toHaveLength(2);
  });

  it("asks a model that is offered tools in words alone, and checks all the same", async () => {
    const { model, session } = await sessionWith([FITS], { tools: [sourceOf(tool("look"))] });
    await session.send("How old?", { responseFormat }).result;
    expect(model.requests[0]?.outputSchema).toBeUndefined();
    expect(model.requests[0]?.system).toContain(JSON.stringify(schema));
  });

  it("asks in words alone where the model refuses the schema itself", async () => {
    const fault = { code: "provider_error", message: "bad format", retryable: false } as const;
    const model = new ScriptedModel(async function* ({ outputSchema }) {
      if (outputSchema !== undefined) return yield { type: "fault", fault };
      yield said(FITS);
      yield finished;
    });
    server = await startTestServer({ models: model.catalog });
    client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    expect((await session.send("How old?", { responseFormat }).result).text).toBe(FITS);
  });

  it("asks for the same after a restart in the middle of the turn", async () => {
    const folder = await createTemporaryFolder();
    onTestFinished(() => folder.remove());
    const serve = async (model: ScriptedModel) => {
      const log = await SqliteEventLog.open({ path: `${folder.path}/log.sqlite` });
      server = await startTestServer({ models: model.catalog, log });
      client = createClient({ url: server.wsUrl });
      return client;
    };
    const silent = new ScriptedModel(async function* (request) {
      yield said("half");
      await hang(request);
    });
    const session = await (await serve(silent)).startSession();
    await session.send("How old?", { responseFormat }).accepted;
    await until(session, ({ messages }) => messages.some(({ text }) => text === "half"));
    client?.close();
    await server?.stop();
    const model = new ScriptedModel(async function* (_request, step) {
      yield said(step === 1 ? "seven" : FITS);
      yield finished;
    });
    const again = await (await serve(model)).attachSession(session.sessionId);
    await until(again, ({ turns }) => turns.some(({ status }) => status === TurnStatus.Completed));
    expect(model.requests.map(({ outputSchema }) => outputSchema)).toEqual([schema, schema]);
    expect(again.state.messages.map(({ text }) => text)).toEqual(["How old?", FITS]);
  });

  it("is refused with a schema that is none, or that is too long", async () => {
    const { session } = await sessionWith([], { limits: { maxResponseSchemaLength: 50 } });
    await expect(session.send("a", { responseFormat: { schema: 7 } }).result).rejects.toMatchObject({
      code: -32602,
    });
    await expect(session.send("a", { responseFormat }).result).rejects.toMatchObject({
      code: interactive.errors.LimitExceeded.code,
    });
  });
});
