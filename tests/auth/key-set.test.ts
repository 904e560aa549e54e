import { describe, expect, it } from "vitest";
import { createJwtAuthenticator } from "../../packages/server/src/auth/jwt.ts";
import { publicKeys } from "../../packages/server/src/auth/jwt-keys.ts";
import { type KeySetLimits, RemoteKeySet } from "../../packages/server/src/auth/key-set.ts";
import { isKeySetUrl } from "../../packages/server/src/kit/access.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { type JwksServer, startJwksServer } from "./support/jwks-server.ts";
import { AUDIENCE, ISSUER, issuedToken, issuerKey, type TokenClaims } from "./support/tokens.ts";

const [first, second] = [issuerKey("1"), issuerKey("2")];
const stranger = issuerKey("3");

/** Takes tokens by the keys that a server publishes, on a clock of its own. */
function takeTokensOf(server: JwksServer, limits: Partial<KeySetLimits> = {}) {
  const clock = new ManualClock();
  const faults: string[] = [];
  const onFault = (error: unknown) => faults.push(String(error));
  const keySet = new RemoteKeySet({ url: server.url, clock, limits, onFault });
  const keys = publicKeys(keySet.find);
  const required = { issuer: ISSUER, audience: AUDIENCE, clockSkewMs: 0 };
  const { authenticate } = createJwtAuthenticator({ ...required, keys, clock, onFault });
  const claims: TokenClaims = { exp: clock.now() / 1_000 + 86_400 };
  return { clock, faults, authenticate, token: (key = first) => issuedToken(key, claims) };
}

const ann = { userId: "ann" };
const invalid = { refused: "invalid" };
const unavailable = { refused: "unavailable" };

describe("the keys that an issuer publishes", () => {
  it("are fetched once for many tokens, also for those that come at the same time", async () => {
    const server = await startJwksServer({ keys: [first.jwk] });
    const { authenticate, token } = takeTokensOf(server);
    const outcomes = await Promise.all([1, 2, 3].map(() => authenticate(token())));
    expect(outcomes).toMatchObject([ann, ann, ann]);
    expect(await authenticate(token())).toMatchObject(ann);
    expect(server.requests).toBe(1);
  });

  it("are fetched again for a key that is new, and no more often than the cooldown allows", async () => {
    const server = await startJwksServer({ keys: [first.jwk] });
    const { authenticate, token, clock } = takeTokensOf(server);
    await authenticate(token());
    server.answer = { keys: [first.jwk, second.jwk] };
    expect(await authenticate(token(second))).toEqual(invalid);
    clock.advance(10_000);
    expect(await authenticate(token(second))).toMatchObject(ann);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await authenticate(token(stranger))).toEqual(invalid);
    }
    expect(server.requests).toBe(2);
  });

  it("hold no longer once the issuer has taken them back and they have become old", async () => {
    const server = await startJwksServer({ keys: [first.jwk] });
    const { authenticate, token, clock } = takeTokensOf(server);
    await authenticate(token());
    server.answer = { keys: [second.jwk] };
    clock.advance(599_999);
    expect(await authenticate(token())).toMatchObject(ann);
    clock.advance(1);
    expect(await authenticate(token())).toEqual(invalid);
    expect(await authenticate(token(second))).toMatchObject(ann);
  });

  it("go on being used for a while when they cannot be fetched anew, and then no more", async () => {
    const server = await startJwksServer({ keys: [first.jwk] });
    const { authenticate, token, clock, faults } = takeTokensOf(server);
    await authenticate(token());
    server.answer = (response) => response.writeHead(500).end();
    clock.advance(600_000);
    expect(await authenticate(token())).toMatchObject(ann);
    clock.advance(2_999_999);
    expect(await authenticate(token())).toMatchObject(ann);
    clock.advance(1);
    expect(await authenticate(token())).toEqual(unavailable);
    expect(faults).toHaveLength(server.requests - 1);
  });

  it("are asked for again after the cooldown where they could not be had", async () => {
    const server = await startJwksServer((response) => response.destroy());
    const { authenticate, token, clock, faults } = takeTokensOf(server);
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await authenticate(token())).toEqual(unavailable);
    expect([server.requests, faults.length]).toEqual([1, 1]);
    server.answer = { keys: [first.jwk] };
    clock.advance(10_000);
    expect(await authenticate(token())).toMatchObject(ann);
  });

  it.each<[string, JwksServer["answer"]]>([
    ["no JSON", (response) => response.end("<html>")],
    ["another document", (response) => response.end('{"keys":7}')],
    [
      "more bytes than allowed",
      (response) => response.end(JSON.stringify({ keys: [], x: "x".repeat(5_000) })),
    ],
    ["a redirect", (response) => response.writeHead(302, { location: "/other" }).end()],
  ])("cannot be fetched if the address answers with %s", async (_what, answer) => {
    const server = await startJwksServer(answer);
    const { authenticate, token, faults } = takeTokensOf(server, { maxBytes: 4_096 });
    expect(await authenticate(token())).toEqual(unavailable);
    expect(faults).toEqual([expect.stringContaining(`the keys at ${server.url.href} cannot be fetched`)]);
  });

  it("cannot be had where the address does not answer in time", async () => {
    const asked = Promise.withResolvers<void>();
    const server = await startJwksServer(() => asked.resolve());
    const { authenticate, token, faults, clock } = takeTokensOf(server, { timeoutMs: 200 });
    const outcome = authenticate(token());
    await asked.promise;
    clock.advance(200);
    expect(await outcome).toEqual(unavailable);
    expect(faults).toEqual([expect.stringContaining(`the keys at ${server.url.href} cannot be fetched`)]);
  });

  it("come from an address that cannot be tampered with on the way", () => {
    const isAllowed = (url: string) => isKeySetUrl(new URL(url));
    expect(["https://id.example/jwks", "http://127.0.0.1:9/jwks", "http://[::1]/"].map(isAllowed)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      ["http://id.example/jwks", "file:///etc/jwks", "https://user:secret@id.example/"].map(isAllowed),
    ).toEqual([false, false, false]);
  });
});
