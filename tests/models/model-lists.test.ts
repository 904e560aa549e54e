import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Client, createClient } from "@aiwhisperer/client";
import { createModelCatalog } from "@aiwhisperer/engine";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { PLANTED_KEY } from "./steps.ts";

let server: TestServer | undefined;
let client: Client | undefined;
afterEach(async () => {
  client?.close();
  await server?.stop();
});

interface Asked {
  readonly url: string;
  readonly key: string | undefined;
}

/** A provider that lists models, and remembers how it was asked. */
async function startLister(answer: (path: string) => unknown) {
  const asked: Asked[] = [];
  const http = createServer(({ url = "", headers }, response) => {
    const key = headers.authorization ?? headers["x-api-key"] ?? headers["x-goog-api-key"];
    asked.push({ url, key: key?.toString() });
    const body = answer(url);
    response.writeHead(body === undefined ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? { error: `no ${PLANTED_KEY}` }));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  return { origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked };
}

async function connect(env: Readonly<Record<string, string>>, options: object = {}) {
  const models = createModelCatalog({ env, defaultModel: "demo", ...options });
  server = await startTestServer({ models });
  client = createClient({ url: server.wsUrl });
  await client.connect();
  return client.rpc;
}

const names = ({ models }: { readonly models: readonly { readonly model: string }[] }) =>
  models.map(({ model }) => model);

describe("the models that providers list", () => {
  it("come with a query from every provider that is set up, with titles and windows", async () => {
    const lister = await startLister((url) => {
      if (url.startsWith("/google")) {
        return { models: [{ name: "models/gemini-9", displayName: "Gemini 9", inputTokenLimit: 1_000 }] };
      }
      if (url.startsWith("/claude")) return { data: [{ id: "claude-9", display_name: "Claude 9" }] };
      if (url.startsWith("/router"))
        return { data: [{ id: "a/b", name: "A: B", context_length: 9 }, { id: 7 }] };
      return { data: [{ id: "local-b" }, { id: "local-a" }] };
    });
    const rpc = await connect({
      ANTHROPIC_API_KEY: PLANTED_KEY,
      ANTHROPIC_BASE_URL: `${lister.origin}/claude`,
      OPENROUTER_API_KEY: PLANTED_KEY,
      OPENROUTER_BASE_URL: `${lister.origin}/router`,
      OLLAMA_BASE_URL: lister.origin,
      GOOGLE_GENERATIVE_AI_API_KEY: PLANTED_KEY,
      GOOGLE_BASE_URL: `${lister.origin}/google`,
    });
    const all = await rpc.listModels({ query: "" });
    const listed = all.models.filter(({ usable, model }) => usable && !model.endsWith(":"));
    expect(listed).toMatchObject([
      { model: "demo", isDefault: true },
      { model: "anthropic:claude-9", title: "Claude 9" },
      { model: "openrouter:a/b", title: "A: B", contextWindow: 9 },
      { model: "ollama:local-a" },
      { model: "ollama:local-b" },
      { model: "ai-sdk:@ai-sdk/google:gemini-9", title: "Gemini 9", contextWindow: 1_000 },
    ]);
    expect(names(await rpc.listModels({ query: "CLAUDE anthropic" }))).toEqual(["anthropic:claude-9"]);
    const keys = lister.asked.map(({ url, key }) => [url.split("/")[1], key?.includes(PLANTED_KEY) ?? false]);
    expect(new Map(keys as [string, boolean][])).toEqual(
      new Map([
        ["claude", true],
        ["router", true],
        ["v1", false],
        ["google", true],
      ]),
    );
    expect(names(await rpc.listModels({}))).not.toContain("ollama:local-a");
  });

  it("are paged, each model once, hundreds of them", async () => {
    const data = Array.from({ length: 700 }, (_, index) => ({ id: `m-${String(index).padStart(3, "0")}` }));
    const lister = await startLister(() => ({ data }));
    const rpc = await connect({ OLLAMA_BASE_URL: lister.origin });
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await rpc.listModels({ query: "ollama m-", limit: 300, ...(cursor && { cursor }) });
      found.push(...names(page));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    expect(found).toEqual(data.map(({ id }) => `ollama:${id}`));
    expect(lister.asked).toHaveLength(1);
    expect((await rpc.listModels({ query: "" })).models).toHaveLength(50);
  });

  it("are kept for a while, and bounded in number", async () => {
    let now = 1_000_000;
    const data = [{ id: "a" }, { id: "b" }, { id: "c" }];
    const lister = await startLister(() => ({ data }));
    const limits = { maxListedModels: 2, modelListKeepMs: 60_000 };
    const rpc = await connect({ OLLAMA_BASE_URL: lister.origin }, { limits, now: () => now });
    const ask = async () => names(await rpc.listModels({ query: "ollama:" })).slice(0, 2);
    expect(await ask()).toEqual(["ollama:a", "ollama:b"]);
    now += 59_000;
    await ask();
    expect(lister.asked).toHaveLength(1);
    now += 2_000;
    await ask();
    expect(lister.asked).toHaveLength(2);
  });

  it("are none where a provider fails, is silent or writes no list, and it is asked again soon", async () => {
    let now = 1_000_000;
    let answer: unknown;
    const lister = await startLister(() => answer);
    const options = { limits: { modelListKeepMs: 60_000 }, now: () => now };
    const rpc = await connect({ OLLAMA_BASE_URL: lister.origin }, options);
    const ask = async () => names(await rpc.listModels({ query: "ollama" }));
    expect(await ask()).toEqual(["ollama:"]);
    now += 10_000;
    answer = { data: "none" };
    expect(await ask()).toEqual(["ollama:"]);
    now += 61_000;
    answer = { data: [{ id: "x" }] };
    expect(await ask()).toEqual(["ollama:x", "ollama:"]);
  });
});
