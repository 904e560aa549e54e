import { createClient, type SessionHandle, TurnStatus } from "@aiwhisperer/client";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { type Cut, CuttingProxy } from "./support/cutting-proxy.ts";

let server: TestServer;
let proxy: CuttingProxy;
let direct: ReturnType<typeof createClient>;

beforeAll(async () => {
  server = await startTestServer();
  proxy = await CuttingProxy.start(server.port);
  direct = createClient({ url: server.wsUrl });
});

afterAll(async () => {
  direct.close();
  await proxy.stop();
  await server.stop();
});

interface LoggedTurn {
  readonly message: string;
  readonly text: string;
}

/** The turns of a session as its log has them, in order, a message that is there twice twice. */
async function readTurns(sessionId: string): Promise<LoggedTurn[]> {
  const turns: { message: string; text: string; turnId: string }[] = [];
  for await (const event of direct.session(sessionId).history()) {
    if (event.method === "UserMessageNotification") {
      const { message, turnId } = event.params;
      turns.push({ message, turnId, text: "" });
    }
    if (event.method !== "AIMessageChunkNotification") continue;
    const { turnId, chunk } = event.params;
    const turn = turns.find((other) => other.turnId === turnId);
    if (turn !== undefined) turn.text += chunk;
  }
  return turns.map(({ message, text }) => ({ message, text }));
}

/** The largest number of the person's messages that a screen showed at one time. */
function watchShown(session: SessionHandle): () => number {
  let most = 0;
  session.subscribe(() => {
    const { length } = session.state.messages.filter(({ role }) => role === "user");
    most = Math.max(most, length);
  });
  return () => most;
}

async function countSessions(run: string): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await direct.rpc.listSessions(
      cursor === undefined ? { limit: 200 } : { limit: 200, cursor },
    );
    count += page.sessions.filter(({ metadata }) => metadata?.run === run).length;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return count;
}

let runs = 0;

/** Starts a session and sends the messages at once, over connections that are cut. Returns the outcome. */
async function sendOver(cuts: readonly Cut[], messages: readonly string[]) {
  runs += 1;
  const run = `run ${runs}`;
  proxy.cuts.splice(0, proxy.cuts.length, ...cuts);
  const client = createClient({ url: proxy.url, reconnect: { minDelayMs: 1, maxDelayMs: 5 } });
  const session = await client.startSession({ metadata: { run } });
  const mostShown = watchShown(session);
  const sends = messages.map((message) => session.send(message));
  const results = await Promise.all(sends.map(({ result }) => result));
  const { state } = session;
  client.close();
  return { run, sessionId: session.sessionId, results, state, mostShown: mostShown() };
}

async function expectEachOnce(cuts: readonly Cut[], messages: readonly string[]): Promise<void> {
  const { run, sessionId, results, state, mostShown } = await sendOver(cuts, messages);
  const turns = await readTurns(sessionId);
  expect(turns.map(({ message }) => message)).toEqual(messages);
  expect(results.map(({ status }) => status)).toEqual(messages.map(() => TurnStatus.Completed));
  expect(results.map(({ text }) => text)).toEqual(turns.map(({ text }) => text));
  expect(state.messages.filter(({ role }) => role === "user")).toMatchObject(
    messages.map((text) => ({ text, delivery: "sent" })),
  );
  expect(mostShown).toBe(messages.length);
  expect(await countSessions(run)).toBe(1);
}

/**
 * From the upgrade, some 200 bytes, over the start of the session to beyond the last message, some 200 bytes
 * each.
 */
const ofClient = fc.record({
  from: fc.constant("client" as const),
  afterBytes: fc.integer({ min: 1, max: 1_500 }),
});
const ofServer = fc.record({
  from: fc.constant("server" as const),
  afterBytes: fc.integer({ min: 1, max: 3_000 }),
});

describe("a message that is sent over links that break", () => {
  it("is in the log once, and answered, wherever they are cut", async () => {
    const schedule = fc.array(fc.oneof(ofClient, ofServer), { minLength: 1, maxLength: 6 });
    const messages = fc.integer({ min: 1, max: 3 });
    await fc.assert(
      fc.asyncProperty(schedule, messages, (cuts, count) =>
        expectEachOnce(
          cuts,
          Array.from({ length: count }, (_, index) => `Hello, number ${index}`),
        ),
      ),
      { numRuns: 80 },
    );
    expect(proxy.cutLinks).toBeGreaterThan(80);
  }, 120_000);
});
