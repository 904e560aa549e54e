import { type Clock, systemClock } from "@aiwhisperer/engine";
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createJwtAuthenticator, type JwtOptions } from "./jwt.ts";
import { type JwtKeys, publicKeys, secretKeys, storedKeys } from "./jwt-keys.ts";

const NOW = 1_700_000_000_000;
const clock: Clock = { ...systemClock, now: () => NOW };
const secret = Buffer.alloc(32, 7);
const claims = { iss: "https://id.example", aud: "aiwhisperer", sub: "ann", exp: NOW / 1_000 + 300 };

const authenticator = (keys: JwtKeys, change: Partial<JwtOptions> = {}) => {
  const faults: unknown[] = [];
  const required = { issuer: claims.iss, audience: claims.aud, clock, clockSkewMs: 30_000 };
  const onFault = (error: unknown) => faults.push(error);
  const made = createJwtAuthenticator({ ...required, keys, onFault, ...change });
  return Object.assign(made, { faults });
};
const sign = (payload: object, key: Parameters<SignJWT["sign"]>[0] = secret, header: object = {}) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg: "HS256", ...header }).sign(key);

describe("a JWT with a shared secret", () => {
  const { authenticate } = authenticator(secretKeys(secret));

  it("names its subject until its end and the skew of clocks have passed", async () => {
    expect(await authenticate(await sign(claims))).toEqual({
      userId: "ann",
      isAdmin: false,
      expiresAt: NOW + 300_000 + 30_000,
    });
    const ended = { ...claims, exp: NOW / 1_000 - 29 };
    expect(await authenticate(await sign(ended))).toMatchObject({ userId: "ann", expiresAt: NOW + 1_000 });
  });

  it("makes an admin by the claim of the configuration", async () => {
    expect(await authenticate(await sign({ ...claims, role: "admin" }))).toMatchObject({ isAdmin: true });
    const byScope = authenticator(secretKeys(secret), { adminClaim: { claim: "scope", value: "ops" } });
    expect(await byScope.authenticate(await sign({ ...claims, scope: "chat ops" }))).toMatchObject({
      isAdmin: true,
    });
    expect(await byScope.authenticate(await sign({ ...claims, role: "admin" }))).toMatchObject({
      isAdmin: false,
    });
  });

  it("is refused as expired once it has ended, if it is genuine", async () => {
    const ended = { ...claims, exp: NOW / 1_000 - 30 };
    expect(await authenticate(await sign(ended))).toEqual({ refused: "expired" });
    expect(await authenticate(await sign(ended, Buffer.alloc(32, 8)))).toEqual({ refused: "invalid" });
  });

  it.each([
    ["another issuer", { ...claims, iss: "https://evil.example" }],
    ["another audience", { ...claims, aud: ["other"] }],
    ["no issuer", { ...claims, iss: undefined }],
    ["no audience", { ...claims, aud: undefined }],
    ["no end", { ...claims, exp: undefined }],
    ["no subject", { ...claims, sub: undefined }],
    ["an empty subject", { ...claims, sub: "" }],
    ["a subject that is no text", { ...claims, sub: 7 }],
    ["a subject of 257 characters", { ...claims, sub: "a".repeat(257) }],
    ["a beginning that has not come", { ...claims, nbf: NOW / 1_000 + 31 }],
  ])("is refused with %s", async (_what, payload) => {
    expect(await authenticate(await sign(payload))).toEqual({ refused: "invalid" });
  });

  it("is refused without a signature, with another one, and where it is none at all", async () => {
    const good = await sign(claims);
    const [head = "", body = ""] = good.split(".");
    for (const token of [
      new UnsecuredJWT(claims).encode(),
      `${head}.${body}.`,
      `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: "bob" })).toString("base64url")}.${good.split(".")[2]}`,
      await sign(claims, Buffer.alloc(32, 8)),
      "",
      "a.b.c",
      "x".repeat(20_000),
    ]) {
      expect(await authenticate(token), token.slice(0, 80)).toEqual({ refused: "invalid" });
    }
  });

  it("has an end that can be stated even if it is very far away", async () => {
    const far = await sign({ ...claims, exp: 1e300 });
    expect(await authenticate(far)).toMatchObject({ expiresAt: Number.MAX_SAFE_INTEGER });
  });

  it("has algorithms as strong as the secret is long, and none for a short one", () => {
    expect(secretKeys(secret).algorithms).toEqual(["HS256"]);
    expect(secretKeys(Buffer.alloc(64)).algorithms).toEqual(["HS256", "HS384", "HS512"]);
    expect(() => secretKeys(Buffer.alloc(31))).toThrow(RangeError);
  });
});

describe("a JWT with public keys", () => {
  it("is taken with the key that it names, and refused with any other", async () => {
    const [known, other] = [await generateKeyPair("ES256"), await generateKeyPair("ES256")];
    const jwk = { ...(await exportJWK(known.publicKey)), kid: "1" };
    const { authenticate } = authenticator(storedKeys(JSON.stringify({ keys: [jwk] })));
    const header = { alg: "ES256", kid: "1" };
    expect(await authenticate(await sign(claims, known.privateKey, header))).toMatchObject({ userId: "ann" });
    for (const token of [
      await sign(claims, other.privateKey, header),
      await sign(claims, known.privateKey, { ...header, kid: "2" }),
    ]) {
      expect(await authenticate(token)).toEqual({ refused: "invalid" });
    }
  });

  it("is never checked by taking a public key for a secret", async () => {
    const jwk = { ...(await exportJWK((await generateKeyPair("ES256")).publicKey)), kid: "1" };
    const { authenticate } = authenticator(publicKeys(createLocalJWKSet({ keys: [jwk] })));
    const forged = await sign(claims, Buffer.from(JSON.stringify(jwk)), { kid: "1" });
    expect(await authenticate(forged)).toEqual({ refused: "invalid" });
  });

  it("is not checked by a document that is no key set, or holds a private key", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const leaked = JSON.stringify({ keys: [await exportJWK(privateKey)] });
    for (const document of ["", "{}", '{"keys":[7]}', leaked]) expect(() => storedKeys(document)).toThrow();
    expect(() => storedKeys("a secret")).toThrow(/^it is no JSON$/);
  });

  it("is refused for the time being if the key itself cannot be used, and that is reported", async () => {
    const broken = authenticator({
      find: () => Promise.reject(new TypeError("no key")),
      algorithms: ["HS256"],
    });
    expect(await broken.authenticate(await sign(claims))).toEqual({ refused: "unavailable" });
    expect(broken.faults).toEqual([new TypeError("no key")]);
  });
});
