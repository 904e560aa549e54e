import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startServer } from "@aiwhisperer/server";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { startServing } from "../cli/spawn-server.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { startTestServer } from "../support/server.ts";
import { upgrade } from "./support/auth-server.ts";
import { startJwksServer } from "./support/jwks-server.ts";
import { AUDIENCE, ISSUER, issuedToken, issuerKey, secretToken } from "./support/tokens.ts";

const WORD = "a secret word that is long enough, and that must not be shown";
const OPEN_HOST = ["--host", "0.0.0.0"];
const BY_URL = ["--token-keys-url", "https://id.example/keys"];

const print = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCli(["serve", "--print-config", ...args], { env });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("who may use a server that starts", () => {
  it("is the user who starts it, which is printed", async () => {
    const { cli } = await startServing([], { asksForToken: true });
    expect(cli.stdout).toContain("access   this user, by the address below");
  });

  it.each(["0.0.0.0", "::", "192.0.2.7", "a.example", "127.0.0.1.a.example"])(
    "is no one on %s without authentication: the server does not start",
    async (host) => {
      const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--host", host]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr.startsWith(`--host: ${host} can be reached from other machines`)).toBe(true);
      expect(stderr).toMatch(/--api-keys .*keys create.*--token-issuer.*127\.0\.0\.1/);
    },
  );

  it("cannot be opened by a way round the options either", async () => {
    const server = await startTestServer();
    onTestFinished(() => server.stop());
    const options = { engine: server.engine, logger: pino({ level: "silent" }) };
    const started = startServer(options, { host: "0.0.0.0", port: 0 });
    await expect(started).rejects.toThrow(/0\.0\.0\.0.*authentication/);
  });

  it("is, on any other address, a client with a key or a token", async () => {
    for (const args of [["--api-keys"], ["--token-issuer", ISSUER, ...BY_URL]]) {
      expect((await print([...OPEN_HOST, ...args])).code, args.join(" ")).toBe(0);
    }
    const env = { AIWHISPERER_TOKEN_SECRET: WORD };
    const bySecret = await print([...OPEN_HOST, "--token-issuer", ISSUER], env);
    expect(bySecret.code).toBe(0);
    expect(bySecret.stdout).not.toContain(WORD);
    expect(bySecret.stderr).toBe("");
  });

  it.each([
    [
      "an issuer without keys",
      ["--token-issuer", ISSUER],
      "--token-issuer: say by what its tokens are signed",
    ],
    ["keys without an issuer", BY_URL, "--token-keys-url: tokens are taken from one issuer"],
    [
      "two kinds of keys",
      [...BY_URL, "--token-keys-file", "keys.json"],
      "--token-keys-url: --token-keys-file says already",
    ],
    [
      "keys from where they can be changed",
      ["--token-keys-url", "http://id.example/"],
      "is not an https address",
    ],
    ["an admin claim of another form", ["--admin-claim", "admin"], "is not a claim with its value"],
  ])("is never guessed from %s", async (_what, args, fault) => {
    const { code, stderr } = await print(args);
    expect(code).toBe(1);
    expect(stderr).toContain(fault);
  });
});

describe("what tokens are checked by", () => {
  it("is a secret from a file, without its line end, or from a variable", async () => {
    const file = join(await temporaryFolder(), "secret");
    await writeFile(file, `${WORD}\r\n`);
    const token = secretToken({}, Buffer.from(WORD));
    const byFile = await startServing(["--token-issuer", ISSUER, "--token-secret-file", file]);
    expect((await upgrade(byFile.wsUrl, bearer(token))).status).toBe(101);
    expect((await upgrade(byFile.wsUrl, bearer(secretToken()))).status).toBe(401);
    const env = { AIWHISPERER_TOKEN_SECRET: WORD };
    const byVariable = await startServing(["--token-issuer", ISSUER, "--token-audience", "others"], { env });
    expect((await upgrade(byVariable.wsUrl, bearer(token))).status).toBe(401);
    const forOthers = secretToken({ aud: "others" }, Buffer.from(WORD));
    expect((await upgrade(byVariable.wsUrl, bearer(forOthers))).status).toBe(101);
    expect(AUDIENCE).not.toBe("others");
  });

  it("is a key set from an address or a file", async () => {
    const key = issuerKey("1");
    const issuer = await startJwksServer({ keys: [key.jwk] });
    const byUrl = await startServing(["--token-issuer", ISSUER, "--token-keys-url", issuer.url.href]);
    expect((await upgrade(byUrl.wsUrl, bearer(issuedToken(key)))).status).toBe(101);
    const file = join(await temporaryFolder(), "keys.json");
    await writeFile(file, JSON.stringify({ keys: [key.jwk] }));
    const byFile = await startServing(["--token-issuer", ISSUER, "--token-keys-file", file]);
    expect((await upgrade(byFile.wsUrl, bearer(issuedToken(key)))).status).toBe(101);
    expect((await upgrade(byFile.wsUrl, bearer(issuedToken(issuerKey("1"))))).status).toBe(401);
  });

  it.each([
    ["--token-secret-file", "too short", "a secret has at least 32 bytes"],
    ["--token-keys-file", "a-secret-that-came-to-the-wrong-file", "it is no JSON"],
    ["--token-keys-file", '{"keys":7}', "JSON Web Key Set malformed"],
    ["--api-keys", "", "line 1 is no record"],
  ])("keeps a server from starting if %s is wrong, and is not shown", async (flag, content, reason) => {
    const folder = await temporaryFolder();
    const file = join(folder, "file");
    await writeFile(file, content);
    await writeFile(join(folder, "keys.jsonl"), "{}\n");
    const how = flag === "--api-keys" ? [flag] : ["--token-issuer", ISSUER, flag, file];
    const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--data-dir", folder, ...how]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain(content || "{}");
  });
});
