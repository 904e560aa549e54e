import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@aiwhisperer/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { createFolderOutbox, readMessages } from "./support/folder-outbox.ts";

let server: TestServer;
let folder: string;
const clients: Client[] = [];

beforeEach(async () => {
  server = await startTestServer({ server: { limits: { maxFrameBytes: 10_000 } } });
  folder = mkdtempSync(join(tmpdir(), "aiwhisperer-too-large-"));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

function open(outboxFolder?: string): Client {
  const outbox = outboxFolder === undefined ? {} : { outbox: { storage: createFolderOutbox(outboxFolder) } };
  const client = createClient({ url: server.wsUrl, reconnect: { minDelayMs: 1, maxDelayMs: 5 }, ...outbox });
  clients.push(client);
  return client;
}

it.each([{ hasStorage: false }, { hasStorage: true }])(
  "a message in a larger frame than the server accepts fails with the reason instead of breaking every connection: storage $hasStorage",
  async ({ hasStorage }) => {
    const session = await open(hasStorage ? folder : undefined).startSession();
    await expect(session.send("x".repeat(20_000)).accepted).rejects.toThrow(
      "the request is larger than the server accepts (its limit maxFrameBytes)",
    );
    expect(session.state.messages).toMatchObject([{ delivery: "failed" }]);
    if (hasStorage) expect(readMessages(folder)).toMatchObject([{ failure: { code: "connection_lost" } }]);
    expect((await session.send("repeat it continues").result).text).toBe("it continues");
  },
);
