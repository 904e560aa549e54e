import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { KillableServer } from "./support/killable-server.ts";
import { printMilliseconds } from "./support/print-figures.ts";
import { storeSessions } from "./support/stored-sessions.ts";

// How long a client waits for a whole session of 10,000 events: node tests/chaos/measure-replay.ts

const events = 10_000;
const rounds = 9;
const sessionId = "stored-1";

const server = await KillableServer.create();
try {
  await storeSessions(server.dataDir, { sessions: 1, eventsEach: events });
  await server.start();
  const isLast = ({ params }: WireMessage): boolean =>
    (params as { sequence?: number } | undefined)?.sequence === events;
  const attach = async (client: RawClient): Promise<void> => {
    client.send({ jsonrpc: "2.0", id: 1, method: "attachSession", params: { sessionId } });
    await client.until(isLast);
  };
  const readHistory = async (client: RawClient): Promise<void> => {
    for (let afterSequence = 0; afterSequence < events; ) {
      const { result } = await client.call("getHistory", { sessionId, afterSequence, limit: events });
      afterSequence += (result as { events: unknown[] }).events.length;
    }
  };
  printMilliseconds(`attach and replay of ${events} events`, await measure(attach));
  printMilliseconds(`getHistory of ${events} events`, await measure(readHistory));
} finally {
  await server.dispose();
}

/** The times of some connections, one after the other. */
async function measure(work: (client: RawClient) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const client = await RawClient.connect(server.wsUrl);
    const startedAt = performance.now();
    await work(client);
    times.push(performance.now() - startedAt);
    client.close();
  }
  return times;
}
