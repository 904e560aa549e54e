import { SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { ScriptedModel } from "../support/scripted-model.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());

describe("AIWhisperer's own clients", () => {
  it("speak bare method names, wait for result and final chunk in either order, and stop with status 2", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    client.send({
      jsonrpc: "2.0",
      id: 1,
      method: "startSession",
      params: { userId: "test_user", sessionParams: { language: "en" } },
    });
    const started = (await client.until((message) => message.id === 1)).at(-1) as WireMessage;
    const { sessionId, status } = started.result as { sessionId: string; status: number };
    expect(status).toBe(1);

    client.send({
      jsonrpc: "2.0",
      id: 2,
      method: "sendUserMessage",
      params: { sessionId, message: "Hello AI!" },
    });
    let result: Record<string, unknown> | undefined;
    let finalChunk: Record<string, unknown> | undefined;
    await client.until((message: WireMessage) => {
      if (message.id === 2) result = message.result as Record<string, unknown>;
      const params = message.params as Record<string, unknown> | undefined;
      if (message.method === "AIMessageChunkNotification" && params?.isFinal === true) finalChunk = params;
      return result !== undefined && finalChunk !== undefined;
    });
    expect(result).toMatchObject({ messageId: expect.any(String), status: 0 });
    expect(finalChunk).toMatchObject({ sessionId, isFinal: true });

    client.send({ jsonrpc: "2.0", id: 3, method: "stopSession", params: { sessionId } });
    const [stopped] = (await client.until((message) => message.id === 3)).slice(-1);
    expect(stopped?.result).toMatchObject({ status: 2 });
  });

  it("get the user's message and the turn's status before the first chunk", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    const started = await client.call("startSession", { userId: "test_user" });
    const { sessionId } = started.result as { sessionId: string };
    client.send({
      jsonrpc: "2.0",
      id: 2,
      method: "sendUserMessage",
      params: { sessionId, message: "Hello AI!" },
    });
    const until = await client.until(({ method }) => method === "AIMessageChunkNotification");
    expect(until.flatMap(({ method }) => method ?? []).slice(-3)).toEqual([
      "UserMessageNotification",
      "TurnStatusNotification",
      "AIMessageChunkNotification",
    ]);
  });

  it("get an error of the model as the status of the turn, and the session stays usable", async () => {
    const fault = { code: "provider_error", message: "The provider is ill.", retryable: false } as const;
    const model = new ScriptedModel(async function* () {
      yield { type: "fault", fault };
    });
    server = await startTestServer({ models: model.catalog });
    const client = await RawClient.connect(server.wsUrl);
    const started = await client.call("startSession", { userId: "test_user" });
    const { sessionId } = started.result as { sessionId: string };
    await client.call("sendUserMessage", { sessionId, message: "Hello AI!" });
    const seen = await client.until(
      ({ method, params }) =>
        method === "TurnStatusNotification" && (params as { status: number }).status === TurnStatus.Failed,
    );
    expect(seen.at(-1)?.params).toMatchObject({ error: { code: "provider_error" } });
    const { result } = await client.call("getSession", { sessionId });
    expect(result).toMatchObject({ session: { status: SessionStatus.Active } });
  });
});
