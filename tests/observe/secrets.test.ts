import { once } from "node:events";
import { connect } from "node:net";
import { DEFAULT_TOOL_POLICIES } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { type Logger, pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { type ObservedServer, startObservedServer } from "./support/observed-server.ts";

/** Is in everything that must not be shown; what follows it says where it was. */
const SECRET = "s3cr3t";

const model = new ScriptedModel(async function* (request) {
  const newest = request.messages.at(-1);
  if (newest?.role === "user" && newest.text.includes("fail")) {
    const message = "The provider does not answer.";
    yield { type: "fault", fault: { code: "provider_error", message, retryable: false } };
    return;
  }
  if (newest?.role === "user") return yield* calling(["look", { path: `${SECRET}-argument` }]);
  yield said(`${SECRET}-answer`);
  yield finished;
});
const look = tool("look", { run: async () => ({ result: `${SECRET}-result` }) });

const hasEnded = ({ method, params }: WireMessage): boolean =>
  method === "TurnStatusNotification" && (params as { status: number }).status >= TurnStatus.Completed;

/** A server that logs everything it can, and what it has logged. */
async function open(): Promise<{ server: ObservedServer; lines: string[]; logger: Logger }> {
  const lines: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line) => void lines.push(line) });
  const server = await startObservedServer({
    models: model.catalog,
    engine: { tools: [sourceOf(look)], toolPolicies: DEFAULT_TOOL_POLICIES },
    server: { logger },
  });
  return { server, lines, logger };
}

/** Sends bytes as they are and reads to the end. */
async function exchange({ port }: ObservedServer, text: string): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.resume();
  socket.end(text);
  await once(socket, "close");
}

/** Puts the secret everywhere where a client can put something. */
async function plantEverywhere(server: ObservedServer): Promise<void> {
  const headers = { authorization: `Bearer ${SECRET}-token`, cookie: `a=${SECRET}-cookie` };
  const client = await RawClient.connect(server.wsUrl, { headers });
  const started = await client.call("startSession", {
    userId: `${SECRET}-user`,
    idempotencyKey: `${SECRET}-key`,
    sessionParams: { context: `${SECRET}-context`, metadata: { [`${SECRET}-name`]: `${SECRET}-value` } },
    _meta: { traceparent: `${SECRET}-trace` },
  });
  const { sessionId } = started.result as { sessionId: string };
  for (const message of [`${SECRET}-message`, `fail ${SECRET}-message`]) {
    await client.call("sendUserMessage", { sessionId, message });
    await client.until(hasEnded);
  }
  await client.call("getSession", { sessionId: `a ${SECRET} session` }, `an id with a ${SECRET}`);
  await client.call("sendUserMessage", { sessionId, message: { text: `${SECRET}-wrong-type` } });
  await client.call(`${SECRET}.method`, { password: `${SECRET}-param` });
  await client.call("echo", { message: `${SECRET}-echo` });
  client.send({ jsonrpc: "2.0", method: "echo", params: [`${SECRET}-notification`] });
  client.send(`{"${SECRET}-not-json`);
  await client.until(({ error }) => (error as { code?: number } | undefined)?.code === -32700);
  client.webSocket.close(4_000, `${SECRET}-reason`);
  await client.closed;
  await fetch(`${server.url}/nowhere/${SECRET}-path?ticket=${SECRET}-ticket`, { headers });
  await fetch(`${server.url}/ws?ticket=${SECRET}-ticket`, { headers });
  await fetch(`${server.url}/%E0%A4%A?${SECRET}`);
  await exchange(server, `GET /${SECRET} HTTP/1.1\r\nHost: a\r\nBad header ${SECRET}\r\n\r\n`);
}

describe("what is said, and what opens doors", () => {
  it("is in no line of the log and in no metric", async () => {
    process.env.AIWHISPERER_TEST_API_KEY = `${SECRET}-environment`;
    onTestFinished(() => void delete process.env.AIWHISPERER_TEST_API_KEY);
    const { server, lines } = await open();
    await plantEverywhere(server);
    const scrape = await server.scrapeUntil((each) => each.value("connections") === 0);
    expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
    expect(scrape.text).not.toContain(SECRET);
    // The same log does tell what happened.
    const told = lines.map((line) => JSON.parse(line));
    expect(told).toContainEqual(
      expect.objectContaining({ method: "interactive.echo", msg: "a message was handled" }),
    );
    expect(told).toContainEqual(expect.objectContaining({ code: -32601 }));
  });
});

describe("the log of calls", () => {
  it("has the ids by which entries find each other", async () => {
    const { server, lines } = await open();
    const client = await RawClient.connect(server.wsUrl);
    await client.call("getSession", { sessionId: "7d3e0f7e-1f3f-4d53" }, "request-1");
    const entry = lines.map((line) => JSON.parse(line)).find(({ requestId }) => requestId === "request-1");
    expect(entry).toMatchObject({
      level: 20,
      connectionId: expect.stringMatching(/^[\w-]{36}$/),
      sessionId: "7d3e0f7e-1f3f-4d53",
      method: "interactive.getSession",
      code: -32001,
      durationMs: expect.any(Number),
    });
  });

  it("begins and ends when the level is changed while the server runs", async () => {
    const { server, lines, logger } = await open();
    const client = await RawClient.connect(server.wsUrl);
    const entries = async (id: string): Promise<number> => {
      await client.call("echo", { message: 1 }, id);
      return lines.filter((line) => line.includes(`"${id}"`)).length;
    };
    logger.level = "info";
    expect(await entries("quiet")).toBe(0);
    logger.level = "debug";
    expect(await entries("loud")).toBe(1);
    logger.level = "warn";
    expect(await entries("quiet-again")).toBe(0);
  });
});
