import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient, type SessionHandle, TurnStatus } from "@aiwhisperer/client";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer, testModels } from "../support/server.ts";
import { CuttingProxy } from "./support/cutting-proxy.ts";
import { until } from "./support/until.ts";

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(async () => {
  await server.stop();
});

const port = () => Number(new URL(server.url).port);

/** What the log has of a session: its answers' texts, and its last sequence. */
async function readLog(session: SessionHandle): Promise<{ text: string; sequences: number[] }> {
  let text = "";
  const sequences: number[] = [];
  for await (const event of session.history()) {
    sequences.push(event.params.sequence);
    if (event.method === "AIMessageChunkNotification" && (event.params.channel ?? 0) === 0) {
      text += event.params.chunk;
    }
  }
  return { text, sequences };
}

describe("a client of a real server", () => {
  it("streams an answer that is the one in the log", async () => {
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    let text = "";
    const send = session.send("Write a long story");
    for await (const delta of send) text += delta;
    const log = await readLog(session);
    expect(text).not.toBe("");
    expect(text).toBe(log.text);
    expect(await send.result).toMatchObject({ status: TurnStatus.Completed, text });
    expect(session.state).toMatchObject({ sequence: log.sequences.at(-1), caughtUp: true });
    client.close();
  });

  it("cancels a running answer", async () => {
    await server.stop();
    server = await startTestServer({ models: testModels(20) });
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    const send = session.send("Write a long story");
    for await (const _ of send) {
      await send.cancel();
      break;
    }
    expect((await send.result).status).toBe(TurnStatus.Cancelled);
    client.close();
  });

  it("shows a second screen the same", async () => {
    const clients = [createClient({ url: server.wsUrl }), createClient({ url: server.wsUrl })];
    const session = await clients[0]!.startSession();
    await session.send("Hello").result;
    const other = await clients[1]!.attachSession(session.sessionId);
    await other.whenCaughtUp();
    await session.send("And again").result;
    await until(other, ({ sequence }) => sequence === session.state.sequence);
    const { messages } = session.state;
    // The key of a message is the sender's own.
    expect(other.state.messages.map(({ key: _, ...message }) => message)).toEqual(
      messages.map(({ key: _, ...message }) => message),
    );
    for (const client of clients) client.close();
  });

  it("lists sessions and models", async () => {
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession({ metadata: { from: "a test" } });
    await client.sessions.refresh();
    await client.models.refresh();
    expect(client.sessions.state.data?.sessions).toMatchObject([{ sessionId: session.sessionId }]);
    expect(client.models.state.data?.some(({ isDefault }) => isDefault)).toBe(true);
    client.close();
  });

  it("lets its process end when it is closed", async () => {
    const script = fileURLToPath(new URL("./support/one-turn.ts", import.meta.url));
    const run = promisify(execFile)(process.execPath, [script, server.wsUrl], { timeout: 60_000 });
    expect((await run).stdout).not.toBe("");
  });

  it("loses nothing and doubles nothing wherever the wire is cut", async () => {
    const proxy = await CuttingProxy.start(port());
    const direct = createClient({ url: server.wsUrl });
    const cutSchedule = fc.array(fc.integer({ min: 1, max: 6_000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cutSchedule, async (cuts) => {
        proxy.cuts.splice(
          0,
          proxy.cuts.length,
          ...cuts.map((afterBytes) => ({ from: "server", afterBytes }) as const),
        );
        const client = createClient({ url: proxy.url, reconnect: { minDelayMs: 1, maxDelayMs: 5 } });
        const sender = await direct.startSession();
        const follower = client.session(sender.sessionId);
        const received = recordSequences(follower);
        follower.follow();
        const { text } = await sender.send("Write a long story").result;
        const { messages } = await until(follower, ({ sequence }) => sequence === sender.state.sequence);
        const log = await readLog(sender);
        expect(text).toBe(log.text);
        expect(messages.map((message) => message.text)).toEqual(["Write a long story", log.text]);
        expect(received()).toEqual(log.sequences);
        client.close();
      }),
      { numRuns: 20 },
    );
    expect(proxy.cutLinks).toBeGreaterThan(20);
    direct.close();
    await proxy.stop();
  });
});

/** The sequences that listeners to a session receive, each as often as it comes, merged ones one by one. */
function recordSequences(session: SessionHandle): () => readonly number[] {
  const received: number[] = [];
  const record = ({ firstSequence, sequence }: { firstSequence?: number; sequence: number }) => {
    for (let next = firstSequence ?? sequence; next <= sequence; next += 1) received.push(next);
  };
  session.on("UserMessageNotification", record);
  session.on("AIMessageChunkNotification", record);
  session.on("StepEndedNotification", record);
  session.on("TurnStatusNotification", record);
  session.on("SessionStatusNotification", record);
  return () => received;
}
