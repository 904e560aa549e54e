import { once } from "node:events";
import { Echo, interactive } from "@aiwhisperer/protocol";
import { Client, RequestManager, WebSocketTransport } from "@open-rpc/client-js";
import { JSONRPCClient } from "json-rpc-2.0";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Message,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc/node";
import { WebSocket } from "ws";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

type Chunk = { readonly chunk: string; readonly isFinal: boolean; readonly length?: number };

/** Resolves with the whole answer once its final chunk has arrived. */
function answerCollector(): {
  readonly answer: Promise<string>;
  readonly take: (method: string, params: unknown) => void;
} {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  const take = (method: string, params: unknown): void => {
    if (method !== "AIMessageChunkNotification") return;
    const { chunk, isFinal, length } = params as Chunk;
    text += chunk;
    if (isFinal && length === text.length) resolve(text);
  };
  return { answer: promise, take };
}

describe("independent JSON-RPC clients", () => {
  it("json-rpc-2.0 calls, fails as documented, and hears an answer", async () => {
    const webSocket = new WebSocket(server.wsUrl);
    const client = new JSONRPCClient((request) => webSocket.send(JSON.stringify(request)));
    const { answer, take } = answerCollector();
    webSocket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString());
      if ("method" in message) take(message.method, message.params);
      else client.receive(message);
    });
    await once(webSocket, "open");
    const { sessionId } = await client.request("interactive.startSession", { userId: "json-rpc-2.0" });
    await client.request("interactive.sendUserMessage", { sessionId, message: "count to 3" });
    expect(await answer).toMatch(/1.*2.*3/su);
    await expect(client.request("interactive.getSession", { sessionId: "none" })).rejects.toMatchObject({
      code: interactive.errors.SessionNotFound.code,
    });
    expect((await client.request("interactive.stopSession", { sessionId })).status).toBe(2);
    webSocket.close();
  });

  it("@open-rpc/client-js calls, alone and in a batch, and hears an answer", async () => {
    const transport = new WebSocketTransport(server.wsUrl);
    const client = new Client(new RequestManager([transport]));
    const { answer, take } = answerCollector();
    client.onNotification(({ method, params }) => take(method, params));
    const { sessionId } = await client.request({
      method: "interactive.startSession",
      params: { userId: "open-rpc" },
    });
    client.startBatch();
    const first = client.request({ method: "interactive.echo", params: { message: "a" } });
    const second = client.request({ method: "interactive.getSession", params: { sessionId } });
    client.stopBatch();
    expect(await first).toBe("a");
    expect(await second).toMatchObject({ session: { sessionId } });
    await client.request({
      method: "interactive.sendUserMessage",
      params: { sessionId, message: "count to 3" },
    });
    expect(await answer).toMatch(/1.*2.*3/su);
    const document = await client.request({ method: "rpc.discover" });
    expect(document.methods.length).toBe(Object.keys(interactive.methods).length + [Echo].length);
    client.close();
  });

  it("vscode-jsonrpc calls, fails as documented, and hears an answer", async () => {
    const webSocket = new WebSocket(server.wsUrl);
    await once(webSocket, "open");
    const connection = createMessageConnection(...messageStreams(webSocket));
    const { answer, take } = answerCollector();
    connection.onNotification((method, params) => take(method, params));
    connection.listen();
    const { sessionId } = await connection.sendRequest<{ sessionId: string }>("interactive.startSession", {
      userId: "vscode",
    });
    await connection.sendRequest("interactive.sendUserMessage", { sessionId, message: "count to 3" });
    expect(await answer).toMatch(/1.*2.*3/su);
    await expect(connection.sendRequest("interactive.nothing", {})).rejects.toMatchObject({ code: -32601 });
    connection.dispose();
    webSocket.close();
  });
});

/** vscode-jsonrpc has no WebSocket of its own: each text frame is one message. */
function messageStreams(webSocket: WebSocket): [MessageReader, MessageWriter] {
  class Reader extends AbstractMessageReader {
    listen(callback: DataCallback) {
      webSocket.on("message", (data: Buffer) => callback(JSON.parse(data.toString()) as Message));
      return { dispose: () => undefined };
    }
  }
  class Writer extends AbstractMessageWriter {
    async write(message: Message): Promise<void> {
      webSocket.send(JSON.stringify(message));
    }
    end(): void {
      webSocket.close();
    }
  }
  return [new Reader(), new Writer()];
}
