import { TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());

describe("a server that drains", () => {
  it("turns its readiness red, announces when to reconnect, refuses new work and lets turns end", async () => {
    const gate = Promise.withResolvers<void>();
    const model = new ScriptedModel(async function* () {
      yield said("one");
      await gate.promise;
      yield finished;
    });
    server = await startTestServer({ models: model.catalog });
    const recorder = new EventRecorder();
    server.engine.delegates.register(recorder);
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.attempt("startSession", { userId: "ann" });
    const { sessionId } = result as { sessionId: string };
    await client.attempt("sendUserMessage", { sessionId, message: "go" });
    await recorder.until(({ answerText }) => answerText === "one");
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    const drained = server.drain();
    const told = (await client.until(({ method }) => method === "ServerDrainNotification")).at(
      -1,
    ) as WireMessage;
    const { reconnectAfterMs } = told.params as { reconnectAfterMs: number };
    expect(reconnectAfterMs).toBeGreaterThanOrEqual(2_000);
    expect(reconnectAfterMs).toBeLessThanOrEqual(4_000);
    const readiness = await fetch(`${server.url}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toEqual({
      status: "unavailable",
      checks: { log: "ok", integrity: "ok", running: "failed", overload: "ok", reserve: "ok" },
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await client.attempt("sendUserMessage", { sessionId, message: "more" })).error).toMatchObject({
      code: -32031,
    });
    expect((await client.attempt("startSession", { userId: "ann" })).error).toMatchObject({ code: -32031 });
    gate.resolve();
    await drained;
    expect(recorder.endings).toMatchObject([{ status: TurnStatus.Completed }]);
    await server.close();
    expect((await client.closed).code).toBe(1012);
  });

  it("waits no longer than its grace time", async () => {
    const model = new ScriptedModel(async function* (request) {
      yield said("one");
      await hang(request);
    });
    server = await startTestServer({ models: model.catalog, server: { limits: { drainGraceMs: 20 } } });
    const recorder = new EventRecorder();
    server.engine.delegates.register(recorder);
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.attempt("startSession", { userId: "ann" });
    await client.attempt("sendUserMessage", {
      sessionId: (result as { sessionId: string }).sessionId,
      message: "go",
    });
    await recorder.until(({ answerText }) => answerText === "one");
    await server.drain();
    expect(recorder.endings).toEqual([]);
  });
});
