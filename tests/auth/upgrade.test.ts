import { describe, expect, it } from "vitest";
import { publicKeys } from "../../packages/server/src/auth/jwt-keys.ts";
import { RemoteKeySet } from "../../packages/server/src/auth/key-set.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { RawClient } from "../support/raw-client.ts";
import { askForTicket, ORIGINS, send, startAuthServer, upgrade } from "./support/auth-server.ts";
import { startJwksServer } from "./support/jwks-server.ts";
import { AUDIENCE, ISSUER, issuedToken, issuerKey } from "./support/tokens.ts";

const HOUR_MS = 3_600_000;
const [origin, otherOrigin] = ORIGINS;

describe("a server that asks who is there", () => {
  it("refuses clients without a credential, and unknown credentials", async () => {
    const server = await startAuthServer();
    for (const headers of [
      {},
      { authorization: "Bearer a.b.c" },
      { authorization: `Bearer ${server.token(-HOUR_MS)}` },
      { authorization: `Bearer ${server.token(HOUR_MS, { aud: "another" })}` },
      { authorization: `Bearer aiw_0123456789abcdef_${"A".repeat(43)}` },
    ] as Record<string, string>[]) {
      const { status, headers: answered } = await upgrade(server.wsUrl, { headers });
      expect(status).toBe(401);
      expect(answered["www-authenticate"]).toMatch(/^Bearer /);
    }
    const both = { authorization: `Bearer ${server.token(HOUR_MS)}` };
    expect((await upgrade(`${server.wsUrl}?ticket=t`, { headers: both })).status).toBe(400);
  });

  it("knows the user by the token, and lets no other one be named", async () => {
    const server = await startAuthServer();
    const ann = await server.open(server.token(HOUR_MS, { sub: "ann" }));
    const started = await ann.call("startSession", { userId: "ann" });
    const { sessionId } = started.result as { sessionId: string };
    expect((await ann.call("startSession", { userId: "bob" })).error).toMatchObject({ code: -32011 });
    const bob = await server.open(server.token(HOUR_MS, { sub: "bob" }));
    expect((await bob.call("getSession", { sessionId })).error).toMatchObject({ code: -32001 });
    expect((await bob.call("listSessions", {})).result).toEqual({ sessions: [] });
  });

  it("says that it cannot check now, and blames no client, if the issuer's keys are unavailable", async () => {
    const issuer = await startJwksServer((response) => response.writeHead(500).end());
    const clock = new ManualClock();
    const keySet = new RemoteKeySet({ url: issuer.url, clock, onFault: () => undefined });
    const jwt = { keys: publicKeys(keySet.find), issuer: ISSUER, audience: AUDIENCE };
    const server = await startAuthServer({ clock, jwt });
    const key = issuerKey("1");
    const headers = { authorization: `Bearer ${issuedToken(key, { exp: clock.now() / 1_000 + 60 })}` };
    const refused = await upgrade(server.wsUrl, { headers });
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "10"]);
    issuer.answer = { keys: [key.jwk] };
    clock.advance(10_000);
    expect((await upgrade(server.wsUrl, { headers })).status).toBe(101);
  });

  it("still serves what is for everybody", async () => {
    const server = await startAuthServer();
    expect((await send(`${server.url}/healthz`)).status).toBe(200);
  });
});

describe("a ticket over the wire", () => {
  it("opens one WebSocket, by the address or by the subprotocol", async () => {
    const server = await startAuthServer();
    const token = server.token(HOUR_MS);
    const { ticket, expiresAt } = await askForTicket(server, { token, origin });
    expect(expiresAt).toBe(server.clock.now() + 30_000);
    const headers = { origin };
    expect((await upgrade(`${server.wsUrl}?ticket=${ticket}`, { headers })).status).toBe(101);
    expect((await upgrade(`${server.wsUrl}?ticket=${ticket}`, { headers })).status).toBe(401);
    const second = await askForTicket(server, { token, origin });
    const protocols = ["aiwhisperer", `aiwhisperer.ticket.${second.ticket}`];
    expect(await upgrade(server.wsUrl, { headers, protocols })).toMatchObject({
      status: 101,
      body: "aiwhisperer",
    });
    expect((await upgrade(server.wsUrl, { headers, protocols })).status).toBe(401);
    const third = await askForTicket(server, { token, origin });
    const ticketFirst = [`aiwhisperer.ticket.${third.ticket}`, "aiwhisperer"];
    expect((await upgrade(server.wsUrl, { headers, protocols: ticketFirst })).body).toBe("aiwhisperer");
  });

  it("opens none for another origin, and none once its time has passed", async () => {
    const server = await startAuthServer();
    const token = server.token(HOUR_MS);
    const stolen = await askForTicket(server, { token, origin });
    const headers = { origin: otherOrigin };
    expect((await upgrade(`${server.wsUrl}?ticket=${stolen.ticket}`, { headers })).status).toBe(401);
    const late = await askForTicket(server, { token });
    server.clock.advance(30_000);
    expect((await upgrade(`${server.wsUrl}?ticket=${late.ticket}`)).status).toBe(401);
  });

  it("is refused without a token and to pages of foreign origins, and names its user", async () => {
    const server = await startAuthServer();
    const url = `${server.url}/auth/ticket`;
    expect((await send(url, { method: "POST" })).status).toBe(401);
    const foreign = { origin: "https://evil.example", authorization: `Bearer ${server.token(HOUR_MS)}` };
    expect((await send(url, { method: "POST", headers: foreign })).status).toBe(403);
    expect((await send(url)).status).toBe(404);
    const { ticket } = await askForTicket(server, { token: server.token(HOUR_MS, { sub: "bob" }) });
    const bob = await RawClient.connect(`${server.wsUrl}?ticket=${ticket}`);
    expect((await bob.call("startSession", { userId: "bob" })).result).toMatchObject({ sequence: 1 });
  });

  it("holds no longer than the token that it was given for", async () => {
    const server = await startAuthServer({ limits: { ticketTtlMs: 2 * HOUR_MS } });
    const { ticket } = await askForTicket(server, { token: server.token(HOUR_MS) });
    server.clock.advance(HOUR_MS + 30_000);
    expect((await upgrade(`${server.wsUrl}?ticket=${ticket}`)).status).toBe(401);
  });
});

describe("a token that expires while the connection is open", () => {
  /** Tokens hold for as long as clocks may differ beyond their end. */
  const SKEW_MS = 30_000;

  it("is announced, and the line is closed with 4401 at its end", async () => {
    const server = await startAuthServer();
    const client = await server.open(server.token(HOUR_MS));
    expect((await client.call("echo", ["here"])).result).toEqual(["here"]);
    const expiresAt = server.clock.now() + HOUR_MS + SKEW_MS;
    server.clock.advance(HOUR_MS + SKEW_MS - 60_000);
    expect(await client.next()).toEqual({
      jsonrpc: "2.0",
      method: "AuthenticationExpiringNotification",
      params: { expiresAt },
    });
    server.clock.advance(60_000);
    expect(await client.closed).toMatchObject({ code: 4401 });
  });

  it("is renewed in place: the session continues, and nothing of it is lost", async () => {
    const server = await startAuthServer();
    const client = await server.open(server.token(HOUR_MS));
    const { sessionId } = (await client.call("startSession", { userId: "ann" })).result as {
      sessionId: string;
    };
    server.clock.advance(HOUR_MS);
    await client.until(({ method }) => method === "AuthenticationExpiringNotification");
    const token = server.token(HOUR_MS);
    expect((await client.call("authenticate", { token })).result).toEqual({
      userId: "ann",
      expiresAt: server.clock.now() + HOUR_MS + SKEW_MS,
    });
    server.clock.advance(HOUR_MS - SKEW_MS);
    client.send({
      jsonrpc: "2.0",
      id: "send",
      method: "sendUserMessage",
      params: { sessionId, message: "count to 3" },
    });
    await client.until(
      ({ method, params }) =>
        method === "TurnStatusNotification" && (params as { status: number }).status === 4,
    );
    const events = client.received.flatMap((message) => {
      const { params } = message as { params?: { sequence?: number } };
      return params?.sequence === undefined ? [] : [params.sequence];
    });
    expect(events).toEqual(events.map((_, index) => index + 1));
  });

  it("ends what the client may do at once, also where it does not take the end", async () => {
    const server = await startAuthServer();
    const client = await server.open(server.token(HOUR_MS));
    const witness = await server.open(server.token(2 * HOUR_MS));
    await client.call("echo", ["here"]);
    // A client that reads nothing does not see that it is to go.
    client.webSocket.pause();
    server.clock.advance(HOUR_MS + SKEW_MS);
    client.send({ jsonrpc: "2.0", id: 1, method: "startSession", params: { userId: "ann" } });
    client.webSocket.resume();
    expect(await client.closed).toMatchObject({ code: 4401 });
    expect((await witness.call("listSessions", {})).result).toEqual({ sessions: [] });
  });

  it("is kept if a newer one cannot be checked now, and no client is blamed", async () => {
    const issuer = await startJwksServer((response) => response.writeHead(500).end());
    const clock = new ManualClock();
    const [key, exp] = [issuerKey("1"), clock.now() / 1_000 + 3_600];
    const keySet = new RemoteKeySet({ url: issuer.url, clock, onFault: () => undefined });
    issuer.answer = { keys: [key.jwk] };
    const jwt = { keys: publicKeys(keySet.find), issuer: ISSUER, audience: AUDIENCE };
    const server = await startAuthServer({ clock, jwt });
    const client = await server.open(issuedToken(key, { exp }));
    issuer.answer = (response) => response.writeHead(500).end();
    clock.advance(10_000);
    const token = issuedToken(issuerKey("2"), { exp });
    expect((await client.attempt("authenticate", { token })).error).toMatchObject({ code: -32030 });
    expect((await client.attempt("echo", ["here"])).result).toEqual(["here"]);
  });

  it("is renewed by no other user, and by no token that is refused; the connection stays open meanwhile", async () => {
    const server = await startAuthServer();
    const client = await server.open(server.token(HOUR_MS));
    const foreign = { token: server.token(2 * HOUR_MS, { sub: "bob", role: "admin" }) };
    expect((await client.call("authenticate", foreign)).error).toMatchObject({ code: -32011 });
    const ended = { token: server.token(-HOUR_MS) };
    expect((await client.call("authenticate", ended)).error).toMatchObject({ code: -32010 });
    expect((await client.call("echo", ["here"])).result).toEqual(["here"]);
    server.clock.advance(HOUR_MS + SKEW_MS);
    expect(await client.closed).toMatchObject({ code: 4401 });
  });
});
