import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { countFrom } from "./support/bounds.ts";
import { KillableServer } from "./support/killable-server.ts";
import { residentBytes } from "./support/process-memory.ts";
import { SilentReader } from "./support/silent-reader.ts";

/**
 * Measures what connections that never read cost the others: gaps between the chunks of 50 healthy connections, each with an answer of its own at the
 * demo model's pace, without and then with silent readers that follow a session whose past is larger than every buffer on the way:
 * `node tests/chaos/measure-silent.ts` (`CHAOS_READERS`, usually 1,000).
 */
const READERS = countFrom("CHAOS_READERS", 1_000);
const HEALTHY = 50;
const CHUNKS = 300;
const PAST_MESSAGES = 400;

const server = await KillableServer.create(["--max-queued-messages", "1000"]);
await server.start();
const big = await startSession();
await big.client.call("sendUserMessage", { sessionId: big.sessionId, message: "slowly 10000 words" });
for (let index = 0; index < PAST_MESSAGES; index += 1) {
  await big.client.call("sendUserMessage", {
    sessionId: big.sessionId,
    message: `${index} ${"x".repeat(25_000)}`,
  });
}
print("without silent readers", await measureGaps());
const beforeBytes = await residentBytes(server.pid);
const readers: SilentReader[] = [];
for (let index = 0; index < READERS; index += 1) {
  const reader = await SilentReader.connect(server.wsUrl);
  await reader.attach(big.sessionId);
  readers.push(reader);
}
print(`beside ${READERS} silent readers`, await measureGaps());
const grownKb = ((await residentBytes(server.pid)) - beforeBytes) / 1024 / READERS;
process.stdout.write(`memory: ${grownKb.toFixed(0)} kB a silent reader\n`);
for (const reader of readers) reader.close();
big.client.close();
await server.dispose();

async function startSession(): Promise<{ client: RawClient; sessionId: string }> {
  const client = await RawClient.connect(server.wsUrl);
  const { result } = await client.call("startSession", { userId: "measure" });
  return { client, sessionId: (result as { sessionId: string }).sessionId };
}

/** Milliseconds between neighbouring chunks, of all healthy connections together. */
async function measureGaps(): Promise<readonly number[]> {
  const all = await Promise.all(Array.from({ length: HEALTHY }, gapsOfOne));
  return all.flat().toSorted((a, b) => a - b);
}

async function gapsOfOne(): Promise<readonly number[]> {
  const { client, sessionId } = await startSession();
  const times: number[] = [];
  client.webSocket.on("message", () => times.push(performance.now()));
  await client.call("sendUserMessage", { sessionId, message: "write 2000 words" });
  let chunks = 0;
  await client.until(
    ({ method }: WireMessage) => method === "AIMessageChunkNotification" && ++chunks === CHUNKS,
  );
  await client.call("stopSession", { sessionId });
  client.close();
  // The first ones come with the answer and the session's start.
  return times
    .slice(20, CHUNKS)
    .map((time, index, list) => time - (list[index - 1] ?? time))
    .slice(1);
}

function print(what: string, gaps: readonly number[]): void {
  const at = (share: number): string => (gaps[Math.floor(gaps.length * share)] ?? Number.NaN).toFixed(1);
  process.stdout.write(`${what}: gap median ${at(0.5)} ms, p99 ${at(0.99)} ms, ${gaps.length} gaps\n`);
}
