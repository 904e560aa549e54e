import { createClient, SessionAccess } from "@aiwhisperer/client";
import { systemClock } from "@aiwhisperer/engine";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openAuthentication } from "../../packages/server/src/auth/authentication.ts";
import { secretKeys } from "../../packages/server/src/auth/jwt-keys.ts";
import { until } from "../client/support/until.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { AUDIENCE, ISSUER, SECRET, secretToken } from "./support/tokens.ts";

const tokenFor = (userId: string, seconds: number): string =>
  secretToken({ sub: userId, exp: Math.floor(Date.now() / 1_000) + seconds });

let server: TestServer;
beforeEach(async () => {
  const authentication = await openAuthentication({
    clock: systemClock,
    jwt: { keys: secretKeys(SECRET), issuer: ISSUER, audience: AUDIENCE },
    limits: { clockSkewMs: 0 },
    onFault: (error) => {
      throw error;
    },
  });
  server = await startTestServer({ server: { authentication } });
});
afterEach(() => server.stop());

function open(token: () => string) {
  const client = createClient({ url: server.wsUrl, token });
  onTestFinished(() => client.close());
  return client;
}

describe("a client with a token", () => {
  it("connects by a ticket, and owns the sessions of the token's user", async () => {
    const client = open(() => tokenFor("ann", 600));
    const session = await client.startSession();
    expect((await session.send("count to 3").result).text).toContain("3");
    const { session: summary } = await client.rpc.getSession({ sessionId: session.sessionId });
    expect(summary.userId).toBe("ann");
    const other = open(() => tokenFor("ben", 600));
    await expect(other.attachSession(session.sessionId)).rejects.toThrow();
  });

  it("finds the sessions of others that it was let into, until that is taken back", async () => {
    const ann = open(() => tokenFor("ann", 600));
    const ben = open(() => tokenFor("ben", 600));
    const session = await ann.startSession();
    await session.share("ben", SessionAccess.Observe);
    await ben.sharedSessions.refresh();
    const found = () => ben.sharedSessions.state.data?.sessions.map(({ sessionId }) => sessionId);
    expect(found()).toEqual([session.sessionId]);
    await ben.sessions.refresh();
    expect(ben.sessions.state.data?.sessions).toEqual([]);
    await ben.attachSession(session.sessionId);
    await session.unshare("ben");
    // What ends the delivery of the session is what brings the list up to date.
    await until(ben.sharedSessions, ({ data }) => data?.sessions.length === 0);
  });

  it("renews it before it ends, on the same line, and loses nothing", async () => {
    const given: number[] = [];
    const client = open(() => {
      given.push(given.length === 0 ? 2 : 600);
      return tokenFor("ann", given.at(-1) ?? 0);
    });
    const renewed = new Promise<void>((resolve) => {
      client.on("AuthenticationExpiringNotification", () => resolve());
    });
    const session = await client.startSession();
    await renewed;
    await expect.poll(() => given).toEqual([2, 600]);
    expect((await session.send("count to 3").result).text).toContain("3");
    expect(client.connection.state).toMatchObject({ status: "connected", attempt: 0 });
  });

  it("reconnects with a newer one if it was not renewed in time, and loses nothing", async () => {
    const given: number[] = [];
    const client = createClient({
      url: server.wsUrl,
      // What says where a token is from may be out of reach when it is asked.
      token: () => {
        given.push(given.length);
        if (given.length === 2) throw new Error("out of reach");
        return tokenFor("ann", given.length === 1 ? 2 : 600);
      },
      onFault: () => undefined,
    });
    onTestFinished(() => client.close());
    const session = await client.startSession();
    await until(client.connection, ({ lastCloseCode }) => lastCloseCode === 4401);
    await until(client.connection, ({ status }) => status === "connected");
    expect((await session.send("count to 3").result).text).toContain("3");
    expect(given).toEqual([0, 1, 2]);
  });

  it("reports a refusal, and does not try again until it is asked to", async () => {
    let token = tokenFor("ann", -5);
    const client = open(() => token);
    client.connect();
    await until(client.connection, ({ status }) => status === "closed");
    expect(client.connection.state).toMatchObject({
      lastCloseCode: 4401,
      lastCloseReason: "The token, key or ticket has expired. Get a new one.",
    });
    token = tokenFor("ann", 600);
    client.connect();
    await until(client.connection, ({ status }) => status === "connected");
  });
});
