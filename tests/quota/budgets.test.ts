import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { parseModelPrice } from "@aiwhisperer/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { RawClient } from "../support/raw-client.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer } from "../support/server.ts";
import { sendMessage, startQuotaServer, startSession, takeTurn } from "./support/quota-server.ts";

const LIMIT_EXCEEDED = -32021;

/** Every step takes 3 tokens in and 4 out. */
const model = () =>
  new ScriptedModel(async function* () {
    yield said("hello");
    yield finished;
  });

async function openLog(folder: string): Promise<SqliteEventLog> {
  return SqliteEventLog.open({ path: join(folder, "log.sqlite") });
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-budget-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("the tokens of a session", () => {
  it("are no more than allowed, and another session takes messages", async () => {
    const server = await startQuotaServer({ maxTokensPerSession: 14 }, { models: model().catalog });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    await takeTurn(ann, sessionId);
    await takeTurn(ann, sessionId);
    expect((await sendMessage(ann, sessionId)).error).toEqual({
      code: LIMIT_EXCEEDED,
      message:
        "The limit maxTokensPerSession (14) was exceeded. This session accepts no more messages. Start another one.",
      data: { limit: "maxTokensPerSession", value: 14 },
    });
    await takeTurn(ann, await startSession(ann, "ann"));
  });

  it("count by step, also those of a turn that failed later", async () => {
    const broken = new ScriptedModel(async function* (_request, step) {
      if (step === 1) return yield* calling(["look", {}]);
      yield { type: "fault", fault: { code: "provider_error", message: "no", retryable: false } };
    });
    const server = await startQuotaServer(
      { maxTokensPerSession: 1 },
      { models: broken.catalog, engine: { tools: [sourceOf(tool("look"))] } },
    );
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    await takeTurn(ann, sessionId);
    expect((await sendMessage(ann, sessionId)).error).toMatchObject({ code: LIMIT_EXCEEDED });
  });
});

describe("the budget of a user's day", () => {
  it("holds over all sessions, says when messages are taken again, and leaves others alone", async () => {
    const server = await startQuotaServer({ maxTokensPerUserPerDay: 14 }, { models: model().catalog });
    const [ann, ben] = [await server.open("ann"), await server.open("ben")];
    for (const _ of [1, 2]) await takeTurn(ann, await startSession(ann, "ann"));
    const { error } = await sendMessage(ann, await startSession(ann, "ann"));
    expect(error).toMatchObject({
      code: LIMIT_EXCEEDED,
      message: expect.stringMatching(/again from \d{4}-\d\d-\d\dT00:00:00\.000Z on/),
      data: { limit: "maxTokensPerUserPerDay", value: 14 },
    });
    await takeTurn(ben, await startSession(ben, "ben"));
  });

  it("survives a restart, and the deletion of the sessions that used it", async () => {
    const folder = await temporaryFolder();
    const limits = { maxTokensPerUserPerDay: 7 };
    const first = await startQuotaServer(limits, { models: model().catalog, log: await openLog(folder) });
    const before = await first.open("ann");
    const sessionId = await startSession(before, "ann");
    await takeTurn(before, sessionId);
    await before.call("deleteSession", { sessionId });
    await first.stop();
    const second = await startQuotaServer(limits, { models: model().catalog, log: await openLog(folder) });
    const after = await second.open("ann");
    expect((await sendMessage(after, await startSession(after, "ann"))).error).toMatchObject({
      code: LIMIT_EXCEEDED,
      data: { limit: "maxTokensPerUserPerDay", value: 7 },
    });
  });

  it("is counted in cents by the list of prices", async () => {
    // 3 tokens in and 4 out: 11 thousandths of a dollar.
    const prices = ["scripted:*=1000:2000"].flatMap((text) => parseModelPrice(text) ?? []);
    const server = await startQuotaServer(
      { maxCentsPerSession: 1, maxCentsPerUserPerDay: 2 },
      { models: model().catalog, server: { prices } },
    );
    const ann = await server.open("ann");
    const [first, second] = [await startSession(ann, "ann"), await startSession(ann, "ann")];
    await takeTurn(ann, first);
    expect((await sendMessage(ann, first)).error).toMatchObject({
      data: { limit: "maxCentsPerSession", value: 1 },
    });
    await takeTurn(ann, second);
    expect((await sendMessage(ann, await startSession(ann, "ann"))).error).toMatchObject({
      data: { limit: "maxCentsPerUserPerDay", value: 2 },
    });
  });

  it("begins anew with the next day", async () => {
    const clock = new ManualClock();
    // A day of readings of the load would take its time.
    const limits = { maxTokensPerUserPerDay: 7, maxEventLoopDelayMs: 0, maxLogBacklogLength: 0 };
    const server = await startQuotaServer(limits, { models: model().catalog, server: { clock } });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    await takeTurn(ann, sessionId);
    expect((await sendMessage(ann, sessionId)).error).toMatchObject({ code: LIMIT_EXCEEDED });
    clock.advance(86_400_000);
    await takeTurn(ann, sessionId);
    expect((await sendMessage(ann, sessionId)).error).toMatchObject({ code: LIMIT_EXCEEDED });
  });

  it("holds for the one user of a server without authentication, too", async () => {
    const limits = { maxTokensPerUserPerDay: 7 };
    const server = await startTestServer({ models: model().catalog, server: { limits } });
    onTestFinished(() => server.stop());
    const [ann, ben] = [await RawClient.connect(server.wsUrl), await RawClient.connect(server.wsUrl)];
    await takeTurn(ann, await startSession(ann, "ann"));
    expect((await sendMessage(ben, await startSession(ben, "ben"))).error).toMatchObject({
      code: LIMIT_EXCEEDED,
    });
  });

  it("fails the tasks of a plan that begin when it has been used, in words", async () => {
    const server = await startQuotaServer({ maxTokensPerUserPerDay: 7 }, { models: model().catalog });
    const ann = await server.open("ann");
    await takeTurn(ann, await startSession(ann, "ann"));
    const plan = { name: "one", tasks: [{ id: "a", kind: "ai_interaction", instructions: "say hello" }] };
    await ann.call("startPlan", { userId: "ann", plan });
    const told = await ann.until(({ method, params }) => {
      return method === "TaskStatusNotification" && (params as { error?: object }).error !== undefined;
    });
    expect(told.at(-1)?.params).toMatchObject({
      error: { code: "limit_exceeded", message: expect.stringContaining("maxTokensPerUserPerDay (7)") },
    });
  });
});
