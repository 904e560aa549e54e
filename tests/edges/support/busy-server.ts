import { TurnStatus } from "@aiwhisperer/protocol";
import { expect, onTestFinished } from "vitest";
import { RawClient, type WireMessage } from "../../support/raw-client.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../../support/server.ts";
import { LoopGauge } from "./loop-gauge.ts";

/** Longest time, in milliseconds, for which other clients may wait. */
const LONGEST_WAIT_MS = 250;

/** A server whose clients all have to be served while one of them does something odd. */
export interface BusyServer {
  readonly server: TestServer;
  readonly client: RawClient;
}

/** Starts a server with a client; both end with the test. */
export async function openBusyServer(options: TestServerOptions = {}): Promise<BusyServer> {
  const server = await startTestServer(options);
  onTestFinished(() => server.stop());
  return { server, client: await RawClient.connect(server.wsUrl) };
}

/** Does something, while another client and `/healthz` are answered all the time. */
export async function whileServingOthers<T>({ server }: BusyServer, work: () => Promise<T>): Promise<T> {
  const other = await RawClient.connect(server.wsUrl);
  const gauge = new LoopGauge();
  const ended = new AbortController();
  let answers = 0;
  const serve = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      expect((await other.call("interactive.echo", { message: "there" })).result).toBe("there");
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      answers += 1;
    }
  };
  const serving = serve();
  try {
    return await work();
  } finally {
    ended.abort();
    await serving;
    other.close();
    expect(gauge.stop()).toBeLessThan(LONGEST_WAIT_MS);
    expect(answers).toBeGreaterThan(0);
  }
}

/** A session, and what became of a message in it. */
export interface EndedTurn {
  readonly sessionId: string;
  /** Params of the turn's events, by the name of each notification, the last one of a name counts. */
  readonly last: Readonly<Record<string, WireMessage>>;
}

/** Starts a session of the demo model and says something; resolves when the turn has ended. */
export async function say(
  client: RawClient,
  message: string,
  sessionParams: Readonly<Record<string, unknown>> = {},
): Promise<EndedTurn> {
  const started = await client.call("startSession", { userId: "ann", sessionParams });
  expect(started.error).toBeUndefined();
  const { sessionId } = started.result as { sessionId: string };
  client.send({
    jsonrpc: "2.0",
    id: `say-${sessionId}`,
    method: "sendUserMessage",
    params: { sessionId, message },
  });
  const isEnd = ({ method, params }: WireMessage): boolean =>
    method === "TurnStatusNotification" && (params as { status: TurnStatus }).status >= TurnStatus.Completed;
  const events = await client.until(isEnd);
  return {
    sessionId,
    last: Object.fromEntries(events.map(({ method = "", params }) => [method, params as WireMessage])),
  };
}
