import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { KillableServer } from "../chaos/support/killable-server.ts";
import { residentBytes } from "../chaos/support/process-memory.ts";
import { storeSessions } from "../chaos/support/stored-sessions.ts";
import { runCli } from "../cli/cli-process.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";

// What a server takes of its machine, for docs/operating.md: node tests/deploy/measure-size.ts

const CONNECTIONS = 1_000;
const ANSWERS = 100;
const WORDS = 500;
const STORED = { sessions: 10_000, eventsEach: 100 };

/** Length of a tick of the kernel's processor times, in seconds. */
const TICK_SECONDS = 0.01;

await measureConnections();
await measureAnswers();
await measureBackup();

/** Memory of a server, and of connections that follow a session each and hear nothing. */
async function measureConnections(): Promise<void> {
  await withServer(async (server) => {
    await server.start();
    const before = await residentBytes(server.pid);
    print(`memory of a server that has just started: ${toMegabytes(before)} MB`);
    const clients: RawClient[] = [];
    for (let index = 0; index < CONNECTIONS; index += 1) clients.push((await startSession(server)).client);
    const grown = (await residentBytes(server.pid)) - before;
    print(`memory of a connection that follows its session: ${(grown / 1024 / CONNECTIONS).toFixed(1)} kB`);
    for (const client of clients) client.close();
  });
}

/** Processor time and log of answers that stream all at once. */
async function measureAnswers(): Promise<void> {
  await withServer(async (server) => {
    await server.start();
    const sessions = await Promise.all(Array.from({ length: ANSWERS }, () => startSession(server)));
    const cpuBefore = await processorSeconds(server.pid);
    const startedAt = performance.now();
    const chunks = await Promise.all(sessions.map(answer));
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpu = (await processorSeconds(server.pid)) - cpuBefore;
    const count = chunks.flat().length;
    const length = chunks.flat().reduce((sum, chunk) => sum + chunk.length, 0);
    for (const { client } of sessions) client.close();
    await server.end();
    const logBytes = (await stat(join(server.dataDir, "log.sqlite"))).size;
    print(`${ANSWERS} answers of ${WORDS} words at once: ${count} chunks in ${seconds.toFixed(1)} s`);
    print(
      `  processor: ${((cpu / seconds) * 100).toFixed(0)} % of a core, ${((cpu / count) * 1e6).toFixed(0)} µs a chunk`,
    );
    print(
      `  log: ${(logBytes / ANSWERS / 1024).toFixed(1)} kB an answer, ${(logBytes / length).toFixed(1)} bytes a character`,
    );
  });
}

/** Time of a backup while the server runs. */
async function measureBackup(): Promise<void> {
  await withServer(async (server) => {
    await storeSessions(server.dataDir, STORED);
    await server.start();
    const target = join(server.dataDir, "copy.sqlite");
    const startedAt = performance.now();
    const { code, stderr } = await runCli(["backup", target, "--data-dir", server.dataDir]);
    if (code !== 0) throw new Error(stderr);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { size } = await stat(target);
    print(
      `backup of ${STORED.sessions} sessions, ${toMegabytes(size)} MB, beside the running server: ${seconds.toFixed(1)} s`,
    );
  });
}

async function withServer(measure: (server: KillableServer) => Promise<void>): Promise<void> {
  const server = await KillableServer.create();
  try {
    await measure(server);
  } finally {
    await server.dispose();
  }
}

async function startSession({ wsUrl }: KillableServer): Promise<{ client: RawClient; sessionId: string }> {
  const client = await RawClient.connect(wsUrl);
  const { result } = await client.call("startSession", { userId: "measure" });
  return { client, sessionId: (result as { sessionId: string }).sessionId };
}

/** The texts of the chunks of one answer. */
async function answer({ client, sessionId }: { client: RawClient; sessionId: string }): Promise<string[]> {
  const sent = { sessionId, message: `write ${WORDS} words` };
  client.send({ jsonrpc: "2.0", id: "message", method: "sendUserMessage", params: sent });
  const isFinal = ({ params }: WireMessage) =>
    (params as { isFinal?: boolean } | undefined)?.isFinal === true;
  const messages = await client.until(isFinal);
  return messages.flatMap(({ params }) => (params as { chunk?: string } | undefined)?.chunk ?? []);
}

/** Processor time that a process has used. */
async function processorSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_SECONDS;
}

function toMegabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
