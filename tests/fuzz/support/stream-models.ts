import type { Model } from "../../../packages/engine/src/model/model.ts";
import { createAiSdkModel } from "../../../packages/engine/src/model/provider/ai-sdk-model.ts";
import { MODEL_PROVIDERS } from "../../../packages/engine/src/model/provider/providers.ts";
import {
  createRepair,
  type WireDialect,
} from "../../../packages/engine/src/model/provider/wire/provider-fetch.ts";
import type { WireLimits } from "../../../packages/engine/src/model/provider/wire/repair/stream-repair.ts";
import { SignsOfLife } from "../../../packages/engine/src/model/provider/wire/signs-of-life.ts";
import { createWireFetch, type Fetch } from "../../../packages/engine/src/model/provider/wire/wire-fetch.ts";

/** Limits small enough for a fuzzed stream to reach them. */
export const FUZZ_LIMITS: WireLimits = { maxEventLength: 100_000, maxCallsLength: 100_000 };

/**
 * A model of the package that speaks the dialect, whose server answers with the bytes: the package, the
 * repair, and no network.
 */
export function modelOf(
  dialect: WireDialect,
  pieces: readonly Uint8Array[],
  onFault: (error: unknown) => void,
): Model {
  const [name, baseUrl] = PLACES[dialect];
  const provider = MODEL_PROVIDERS.find((each) => each.name === name);
  if (provider === undefined) throw new Error(`there is no ${name}`);
  const signs = new SignsOfLife();
  const answer: Fetch = async () => new Response(ReadableStream.from(pieces), { status: 200 });
  const fetch = createWireFetch({
    fetch: answer,
    limits: FUZZ_LIMITS,
    signs,
    createRepair: () => createRepair(dialect, FUZZ_LIMITS),
  });
  return createAiSdkModel({
    id: `${dialect}:m`,
    source: { title: "It", modelName: "m", addressVariable: "ADDRESS", secrets: [] },
    open: async () => provider.open("m", { baseUrl, apiKey: "key" }, async () => fetch),
    signs,
    now: () => 0,
    onUnexpectedError: onFault,
    ...provider.adapt?.({ baseUrl }),
  });
}

const PLACES: { readonly [dialect in WireDialect]: readonly [provider: string, baseUrl: string] } = {
  chat: ["compatible", "http://127.0.0.1:1/v1"],
  openrouter: ["openrouter", "http://127.0.0.1:1/v1"],
  responses: ["openai", "https://api.openai.com/v1"],
  messages: ["anthropic", "http://127.0.0.1:1/v1"],
};
