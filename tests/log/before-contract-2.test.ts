import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import {
  createClient,
  PlanStatus,
  QuestionResolution,
  SessionStatus,
  ToolDecision,
  TurnStatus,
} from "@aiwhisperer/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { runCli } from "../cli/cli-process.ts";
import { until } from "../client/support/until.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { readAll } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/**
 * A log that the last version before the second part of the contract left when it was killed: conversations,
 * tools with approvals and a grant, a question, a plan, a shared, a stopped, a paused and a deleted session,
 * a cancelled turn, and one session each with an open approval and a running turn. Never made anew.
 */
const sessions = JSON.parse(fixture("json").toString("utf8")) as {
  readonly [name: string]: { readonly sessionId: string; readonly events: number; readonly digest: string };
};

let folder: TemporaryFolder;
let path: string;
let server: TestServer | undefined;

beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "log.sqlite");
  writeFileSync(path, brotliDecompressSync(fixture("sqlite.br")));
  writeFileSync(`${path}-wal`, brotliDecompressSync(fixture("wal.br")));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await folder.remove();
});

function fixture(ending: string): Buffer {
  return readFileSync(new URL(`fixtures/before-contract-2.${ending}`, import.meta.url));
}

function idOf(name: string): string {
  const found = sessions[name]?.sessionId;
  if (found === undefined) throw new Error(`the fixture has no session ${name}`);
  return found;
}

async function start() {
  server = await startTestServer({ log: await SqliteEventLog.open({ path }) });
  const client = createClient({ url: server.wsUrl });
  return { client, [Symbol.dispose]: () => client.close() };
}

it("an old log has every event that it had, in every session, and no damage", async () => {
  const log = await SqliteEventLog.open({ path });
  expect(log.damage).toEqual([]);
  for (const [name, { sessionId, events, digest }] of Object.entries(sessions)) {
    const texts = (await readAll(log, sessionId)).map(({ text }) => text);
    const found = createHash("sha256").update(texts.join("\n")).digest("hex");
    expect({ name, events: texts.length, digest: found }).toEqual({ name, events, digest });
  }
  await log.close();
  const { code, stdout } = await runCli(["check", "--data-dir", folder.path]);
  expect({ code, stdout }).toMatchObject({ code: 0 });
});

it("an old log's conversations continue, with what their users had decided", async () => {
  using scope = await start();
  const { client } = scope;
  const plain = await client.attachSession(idOf("plain"));
  await until(plain, ({ turns }) => turns.length === 4);
  expect((await plain.send("hello").result).status).toBe(TurnStatus.Completed);
  expect(plain.state.sequence).toBeGreaterThan(sessions.plain?.events ?? 0);

  const tools = await client.attachSession(idOf("tools"));
  await until(tools, ({ turns }) => turns.length === 4);
  expect(await tools.listGrants()).toMatchObject([{ toolName: "write_file" }]);
  expect(tools.state.toolCalls.map(({ toolName }) => toolName)).toContain("asking.ask");

  expect((await client.rpc.getSession({ sessionId: idOf("shared") })).session.sharedWith).toMatchObject([
    { userId: "ann" },
  ]);
  const summary = async (name: string) => (await client.rpc.getSession({ sessionId: idOf(name) })).session;
  expect((await summary("plain")).metadata).toEqual({ team: "blue", size: 3 });
  expect((await summary("stopped")).status).toBe(SessionStatus.Stopped);
  await expect(client.rpc.getSession({ sessionId: idOf("gone") })).rejects.toMatchObject({ code: -32001 });
  const plan = await client.rpc.getPlan({ planId: idOf("plan") });
  expect(plan.status).toBe(PlanStatus.Completed);
});

it("an old log's open work is resumed: a turn, an approval, and a pause", async () => {
  using scope = await start();
  const { client } = scope;
  const running = await client.attachSession(idOf("running"));
  await until(running, ({ turns }) => turns[0]?.status === TurnStatus.Completed);
  const waiting = await client.attachSession(idOf("waiting"));
  // Its time is long over: the approval expires, and the turn ends with that.
  await until(waiting, ({ turns }) => turns[0]?.status === TurnStatus.Completed);
  expect(waiting.state.toolCalls[0]?.approval).toMatchObject({
    decision: ToolDecision.Deny,
    resolution: QuestionResolution.Expired,
  });
  const paused = await client.attachSession(idOf("paused"));
  await until(paused, ({ status }) => status === SessionStatus.Paused);
  await paused.resume();
  await until(paused, ({ turns }) => turns[0]?.status === TurnStatus.Completed);
});
