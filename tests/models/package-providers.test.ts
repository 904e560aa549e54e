import { type Client, createClient, interactive, type SessionHandle, TurnStatus } from "@aiwhisperer/client";
import { createModelCatalog } from "@aiwhisperer/engine";
import { afterEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { PACKAGE_CASES, type PackageCase } from "./package-streams.ts";
import { type SseExchange, startSseServer } from "./sse-server.ts";
import { PLANTED_KEY } from "./steps.ts";

let server: TestServer | undefined;
let client: Client | undefined;
afterEach(async () => {
  client?.close();
  await server?.stop();
});

async function sessionOf(env: Readonly<Record<string, string>>, model: string): Promise<SessionHandle> {
  const models = createModelCatalog({ env, defaultModel: "demo" });
  server = await startTestServer({ models, engine: { limits: { retryDelayMs: 1 } } });
  client = createClient({ url: server.wsUrl });
  return client.startSession({ model });
}

describe.each(PACKAGE_CASES)("$name, by the name of its package", (provider: PackageCase) => {
  it("answers over HTTP, and sees its own messages again in the next request", async () => {
    const seen: SseExchange[] = [];
    await using endpoint = await startSseServer((exchange) => {
      seen.push(exchange);
      provider.answer(exchange, seen.length === 1 ? "Hello there." : "Again.");
    });
    const session = await sessionOf(provider.env(endpoint.origin, PLANTED_KEY), provider.model);
    expect((await session.send("Greet me.").result).text).toBe("Hello there.");
    expect((await session.send("Once more.").result).text).toBe("Again.");
    expect(session.state.turns).toMatchObject([
      { status: TurnStatus.Completed, usage: { inputTokens: 5, outputTokens: 2, totalTokens: 7 } },
      { status: TurnStatus.Completed },
    ]);
    const [first, second] = seen;
    expect(first?.request.url).toMatch(provider.path);
    expect(first?.request.headers[provider.keyHeader]).toContain(PLANTED_KEY);
    expect(JSON.stringify(second?.body)).toContain("Hello there.");
    if (provider.stores === true) expect(first?.body).toMatchObject({ store: false });
  });

  it("says which variable to check when the provider refuses the key, without the key", async () => {
    await using endpoint = await startSseServer(({ response }) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: `bad key ${PLANTED_KEY}`, code: 401 } }));
    });
    const session = await sessionOf(provider.env(endpoint.origin, PLANTED_KEY), provider.model);
    await session.send("Greet me.").result.catch(() => undefined);
    const [turn] = session.state.turns;
    expect(turn?.error).toMatchObject({
      code: "unauthenticated",
      message: expect.stringMatching(/KEY|TOKEN/),
    });
    expect(JSON.stringify(session.state)).not.toContain(PLANTED_KEY);
  });
});

describe("a model by the name of a package", () => {
  const catalog = (env: Readonly<Record<string, string>>) =>
    createModelCatalog({ env, defaultModel: "demo" });

  it.each([
    ["ai-sdk:@ai-sdk/google:gemini-test", /Set GOOGLE_GENERATIVE_AI_API_KEY to use Google/],
    [
      "ai-sdk:@ai-sdk/azure:mine",
      /Set AZURE_API_KEY and AZURE_RESOURCE_NAME, or AZURE_API_KEY and AZURE_BASE_URL/,
    ],
    [
      "ai-sdk:@ai-sdk/groq:llama",
      /@ai-sdk\/groq is not allowed\. The operator adds it to AIWHISPERER_MODEL_PACKAGES/,
    ],
    ["ai-sdk:vitest:x", /vitest is not allowed/],
    ["ai-sdk:../../plugin:x", /Name a package and a model/],
    ["ai-sdk:node:fs", /node is not allowed/],
    ["ai-sdk:file:///etc/passwd:x", /file is not allowed/],
    ["ai-sdk:@ai-sdk/google", /Name a package and a model/],
    ["ai-sdk:", /Name a package and a model|no model/],
  ])("is refused where it may not or cannot be loaded: %s", (id, reason) => {
    expect(catalog({}).resolve(id)).toMatchObject({ unavailable: expect.stringMatching(reason) });
  });

  it("is refused where the operator allows what is not installed, and fails in words where it is no provider", async () => {
    const env = { AIWHISPERER_MODEL_PACKAGES: "@ai-sdk/none-such, vitest" };
    expect(catalog(env).resolve("ai-sdk:@ai-sdk/none-such:x")).toMatchObject({
      unavailable: expect.stringContaining("npm install @ai-sdk/none-such"),
    });
    const session = await sessionOf({ AIWHISPERER_MODEL_PACKAGES: "ajv" }, "ai-sdk:ajv:x");
    await session.send("Hi").result.catch(() => undefined);
    expect(session.state.turns[0]?.error).toMatchObject({
      code: "model_unavailable",
      message: expect.stringContaining("ajv has no function that makes a provider"),
    });
  });

  it("is listed where it is turned on, and refused to a session where it is not", async () => {
    const env = { MISTRAL_API_KEY: PLANTED_KEY, AIWHISPERER_MODEL_PACKAGES: "@ai-sdk/none-such" };
    const entries = catalog(env)
      .list()
      .filter(({ provider }) => provider === "ai-sdk");
    expect(entries).toMatchObject([
      { model: "ai-sdk:@ai-sdk/mistral:", usable: true },
      { model: "ai-sdk:@ai-sdk/none-such:", usable: false },
    ]);
    await expect(sessionOf(env, "ai-sdk:@ai-sdk/xai:grok-test")).rejects.toMatchObject({
      code: interactive.errors.ModelUnavailable.code,
    });
  });
});
