import { createClient, type ModelSettings, TurnStatus } from "@aiwhisperer/client";
import { createModelCatalog } from "@aiwhisperer/engine";
import { describe, expect, it, onTestFinished } from "vitest";
import { kindOf, PROVIDER_KINDS, type ProviderKind } from "../models/provider-kinds.ts";
import { PLANTED_KEY } from "../models/steps.ts";
import { startTestServer } from "../support/server.ts";
import { startPickyProvider } from "./support/picky-provider.ts";

const settings: ModelSettings = { temperature: 0.25, maxOutputTokens: 4096, stop: ["END", "STOP"] };

type Body = Readonly<Record<string, unknown>>;
const read = (body: string): Body => JSON.parse(body) as Body;

/** A session with a model of the kind. */
async function startAt(kind: ProviderKind, origin: string, given: ModelSettings, model = kind.model) {
  const models = createModelCatalog({ env: kind.env(origin, PLANTED_KEY), defaultModel: model });
  const server = await startTestServer({ models, engine: { limits: { maxModelAttempts: 1 } } });
  const client = createClient({ url: server.wsUrl });
  onTestFinished(async () => {
    client.close();
    await server.stop();
  });
  return client.startSession({ settings: given });
}

/** The settings as each protocol names them. */
const NAMES: Readonly<Record<string, Body>> = {
  chat: { temperature: 0.25, max_tokens: 4096, stop: ["END", "STOP"] },
  messages: { temperature: 0.25, max_tokens: 4096, stop_sequences: ["END", "STOP"] },
};

/** The package of Anthropic knows by a model's name what the model takes. */
const modelOf = ({ name, model }: ProviderKind) =>
  name === "anthropic" ? "anthropic:claude-sonnet-4-5" : model;

describe.each(PROVIDER_KINDS)("settings for $name", (kind) => {
  it("are in its requests, and are replaced by those of a message", async () => {
    await using provider = await startPickyProvider(kind.dialect, () => ({ say: "fine" }));
    const session = await startAt(kind, provider.origin, settings, modelOf(kind));
    expect((await session.send("one").result).status).toBe(TurnStatus.Completed);
    expect((await session.send("two", { settings: { temperature: 1 } }).result).text).toBe("fine");
    const [first = {}, second = {}] = provider.requests.map(read);
    expect(first).toMatchObject(NAMES[kind.dialect] ?? {});
    expect(second.temperature).toBe(1);
    expect(second).not.toHaveProperty("stop");
    expect(second).not.toHaveProperty("stop_sequences");
  });

  it("are left out, with one notice, where the provider refuses them", async () => {
    await using provider = await startPickyProvider(kind.dialect, (body) =>
      read(body).temperature === undefined
        ? { say: "fine" }
        : { refuse: { error: { message: "Unsupported parameter: 'temperature'" } }, status: 400 },
    );
    const session = await startAt(kind, provider.origin, settings, modelOf(kind));
    const notices: string[] = [];
    session.on("TurnStatusNotification", ({ notice }) =>
      notices.push(...(notice === undefined ? [] : [notice])),
    );
    for (const text of ["one", "two"]) expect((await session.send(text).result).text).toBe("fine");
    expect(notices).toEqual([
      "The model does not know the settings “temperature”, “maxOutputTokens”, “stop”. It is asked without them.",
    ]);
    expect(provider.requests.map((body) => read(body).temperature)).toEqual([0.25, undefined, undefined]);
  });
});

it("a refusal for another reason is the turn's error, with what the provider says first", async () => {
  const kind = kindOf("compatible");
  await using provider = await startPickyProvider(kind.dialect, (body) => ({
    refuse: { error: { message: read(body).temperature === undefined ? "second" : "first" } },
    status: 400,
  }));
  const session = await startAt(kind, provider.origin, settings);
  const { status, error } = await session.send("one").result;
  expect(status).toBe(TurnStatus.Failed);
  expect(error?.message).toContain("first");
});

it("options of the provider reach it under its own names", async () => {
  const kind = kindOf("anthropic");
  await using provider = await startPickyProvider(kind.dialect, () => ({ say: "fine" }));
  const providerOptions = { anthropic: { thinking: { type: "enabled", budgetTokens: 2_000 } } };
  const session = await startAt(kind, provider.origin, { providerOptions });
  expect((await session.send("one").result).text).toBe("fine");
  expect(read(provider.requests[0] ?? "{}").thinking).toMatchObject({
    type: "enabled",
    budget_tokens: 2_000,
  });
});

it("a setting that the provider's package does not know for a model is left out with a notice", async () => {
  const kind = kindOf("anthropic");
  await using provider = await startPickyProvider(kind.dialect, () => ({ say: "fine" }));
  const providerOptions = { anthropic: { thinking: { type: "enabled", budgetTokens: 2_000 } } };
  const session = await startAt(kind, provider.origin, { providerOptions, temperature: 0.5 });
  const notices: string[] = [];
  session.on("TurnStatusNotification", ({ notice }) =>
    notices.push(...(notice === undefined ? [] : [notice])),
  );
  expect((await session.send("one").result).text).toBe("fine");
  expect(read(provider.requests[0] ?? "{}")).not.toHaveProperty("temperature");
  expect(notices).toEqual(["The model does not know the setting “temperature”. It is asked without it."]);
});
