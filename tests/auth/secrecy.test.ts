import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { addKey, revokeKey } from "../../packages/server/src/auth/api-key-file.ts";
import { RawClient } from "../support/raw-client.ts";
import { type AuthServer, askForTicket, send, startAuthServer, upgrade } from "./support/auth-server.ts";

const HOUR_MS = 3_600_000;

/** A server with a key file of its own. */
async function startWithKeys(): Promise<{ readonly server: AuthServer; readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-keys-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "keys.jsonl");
  return { server: await startAuthServer({ apiKeys: { path, checkIntervalMs: 5 } }), path };
}

const forAnn = { name: "laptop", userId: "ann", isAdmin: false };

describe("an API key that is revoked", () => {
  it("ends every line that it opened, also through a ticket, and no other", async () => {
    const { server, path } = await startWithKeys();
    const now = Date.now();
    const [doomed, kept] = [await addKey(path, forAnn, { now }), await addKey(path, forAnn, { now })];
    const direct = await server.open(doomed.text);
    const { ticket } = await askForTicket(server, { token: doomed.text });
    const throughTicket = await RawClient.connect(`${server.wsUrl}?ticket=${ticket}`);
    const unused = await askForTicket(server, { token: doomed.text });
    const other = await server.open(kept.text);
    await revokeKey(path, doomed.id, { now });
    // The look at the file is timed by the server's clock.
    await server.clock.timerOf(5);
    server.clock.advance(5);
    expect(await direct.closed).toMatchObject({ code: 4401 });
    expect(await throughTicket.closed).toMatchObject({ code: 4401 });
    expect((await upgrade(`${server.wsUrl}?ticket=${unused.ticket}`)).status).toBe(401);
    expect((await other.call("echo", ["here"])).result).toEqual(["here"]);
  });
});

describe("tokens, keys and tickets", () => {
  it("stand in no log, no answer and no event", async () => {
    const { server, path } = await startWithKeys();
    const { text: key } = await addKey(path, forAnn, { now: Date.now() });
    const token = server.token(HOUR_MS);
    const forged = `${token.slice(0, -4)}AAAA`;
    const answers: unknown[] = [];
    const client = await server.open(token);
    for (const secret of [forged, key, `${key.slice(0, -4)}AAAA`, token, "x".repeat(16_384)]) {
      const headers = { authorization: `Bearer ${secret}` };
      answers.push(await upgrade(server.wsUrl, { headers }));
      answers.push(await send(`${server.url}/nowhere`, { headers }));
      answers.push(await client.call("authenticate", { token: secret }));
    }
    const { ticket } = await askForTicket(server, { token });
    answers.push(await upgrade(`${server.wsUrl}?ticket=${ticket}`));
    answers.push(await upgrade(`${server.wsUrl}?ticket=${ticket}`));
    await client.call("startSession", { userId: "ann", sessionParams: { model: "demo" } });
    const told = `${server.logged()}${JSON.stringify(answers)}${JSON.stringify(client.received)}`;
    for (const secret of [token, forged, key, ticket]) {
      // Not by toContain, which would print both.
      expect(told.includes(secret.slice(-20))).toBe(false);
    }
    expect(told.length).toBeGreaterThan(1_000);
  });
});
