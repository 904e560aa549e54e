import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type SessionHandle } from "@aiwhisperer/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./cli-process.ts";
import { type SpawnedServer, spawnServer } from "./spawn-server.ts";

let server: SpawnedServer;
let session: SessionHandle;
const client = () => createClient({ url: server.wsUrl });

beforeAll(async () => {
  server = await spawnServer();
  const talking = client();
  session = await talking.startSession();
  await session.send("count to 3").result;
  await session.send("fail with 401").result.catch(() => undefined);
  talking.close();
});
afterAll(() => server.stop());

async function history(): Promise<readonly unknown[]> {
  const reading = client();
  const { events } = await reading.rpc.getHistory({ sessionId: session.sessionId });
  reading.close();
  return events;
}

describe("aiwhisperer export", () => {
  it("writes every event as a line of JSON, from a server and from its folder alike", async () => {
    const online = await runCli(["export", session.sessionId, "--url", server.url]);
    const offline = await runCli(["export", session.sessionId, "--data-dir", server.dataDir]);
    expect(online).toMatchObject({ code: 0, stderr: "" });
    expect(offline).toEqual(online);
    const [head, ...events] = online.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(head).toMatchObject({ session: { sessionId: session.sessionId, title: "count to 3" } });
    expect(events).toEqual(await history());
  });

  it("writes a conversation as Markdown, with how its turns ended", async () => {
    const file = join(server.dataDir, "session.md");
    const args = ["export", session.sessionId, "--url", server.url, "--format", "markdown", "--out", file];
    expect(await runCli(args)).toMatchObject({ code: 0, stdout: "" });
    const text = await readFile(file, "utf8");
    expect(text).toMatch(
      /^# count to 3\n[\s\S]*## You\n\ncount to 3\n\n## Answer\n\n[\s\S]*1[\s\S]*2[\s\S]*3/,
    );
    expect(text).toMatch(/## You\n\nfail with 401\n\n[\s\S]*> The answer failed\. .+\n$/);
  });

  it("says plainly that there is no such session, or no such log", async () => {
    const unknown = await runCli(["export", "nope", "--url", server.url]);
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown.stderr).toContain("There is no session");
    const offline = await runCli(["export", "nope", "--data-dir", server.dataDir]);
    expect(offline).toMatchObject({ code: 1, stdout: "" });
    expect(offline.stderr).toContain("nope");
  });
});

describe("aiwhisperer backup", () => {
  it("copies no log in memory, which ends with its server", async () => {
    const env = { AIWHISPERER_LOG: "memory" };
    const { code, stderr } = await runCli(["backup", join(server.dataDir, "memory-copy.sqlite")], { env });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "A log in memory has no file to copy: it ends with its server.\n",
    });
  });

  it("makes a copy that a server can start on, while the log is in use", async () => {
    const copyDir = join(server.dataDir, "copy");
    const target = join(copyDir, "log.sqlite");
    expect(await runCli(["backup", target, "--data-dir", server.dataDir])).toMatchObject({ code: 0 });
    const again = await runCli(["backup", target, "--data-dir", server.dataDir]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("log.sqlite");
    const exported = await runCli(["export", session.sessionId, "--data-dir", copyDir]);
    expect(exported.stdout.trimEnd().split("\n")).toHaveLength((await history()).length + 1);
    // The server still owns its log.
    const talking = client();
    const answer = await (await talking.attachSession(session.sessionId)).send("count to 2").result;
    expect(answer.text).toMatch(/1[\s\S]*2/);
    talking.close();
    await rm(copyDir, { recursive: true });
  });
});

describe("aiwhisperer delete", () => {
  it("deletes a session with everything in it, and says when there is none", async () => {
    const talking = client();
    const doomed = await talking.startSession();
    await doomed.send("remember the word xylophone").result;
    talking.close();
    expect(await runCli(["delete", doomed.sessionId, "--url", server.url])).toMatchObject({ code: 0 });
    expect((await runCli(["export", doomed.sessionId, "--url", server.url])).code).toBe(1);
    const again = await runCli(["delete", doomed.sessionId, "--url", server.url]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("There is no session");
  });
});
