import { RawClient } from "../support/raw-client.ts";
import { KillableServer } from "./support/killable-server.ts";
import { printMilliseconds } from "./support/print-figures.ts";
import { storeSessions } from "./support/stored-sessions.ts";

// How long a server with 10,000 stored sessions takes from the start of its process to its first answer: node tests/chaos/measure-start.ts

const sessions = 10_000;
const rounds = 9;

const server = await KillableServer.create();
try {
  await storeSessions(server.dataDir, { sessions, eventsEach: 6 });
  // The first start brings what it reads into the machine's memory, and its end leaves compiled code for the others.
  await server.start();
  await server.end();
  const listening: number[] = [];
  const answered: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    server.spawn();
    await server.untilListening();
    listening.push(performance.now() - startedAt);
    await askOnce();
    answered.push(performance.now() - startedAt);
    await server.end();
  }
  printMilliseconds(`start with ${sessions} sessions, until it listens`, listening);
  printMilliseconds(`start with ${sessions} sessions, until the first request is answered`, answered);
} finally {
  await server.dispose();
}

async function askOnce(): Promise<void> {
  const client = await RawClient.connect(server.wsUrl);
  const { error } = await client.call("getSession", { sessionId: `stored-${sessions}` });
  if (error !== undefined) throw new Error(JSON.stringify(error));
  client.close();
}
