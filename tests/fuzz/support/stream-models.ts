import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import type { Model } from "../../../packages/engine/src/model/model.ts";
import {
  type AiSdkModelOptions,
  createAiSdkModel,
} from "../../../packages/engine/src/model/provider/ai-sdk-model.ts";
import {
  createRepair,
  type WireDialect,
} from "../../../packages/engine/src/model/provider/wire/provider-fetch.ts";
import type { WireLimits } from "../../../packages/engine/src/model/provider/wire/repair/stream-repair.ts";
import { SignsOfLife } from "../../../packages/engine/src/model/provider/wire/signs-of-life.ts";
import { createWireFetch, type Fetch } from "../../../packages/engine/src/model/provider/wire/wire-fetch.ts";

/** Limits small enough for a fuzzed stream to reach them. */
export const FUZZ_LIMITS: WireLimits = { maxEventLength: 100_000, maxCallsLength: 100_000 };

const PLACE = { baseURL: "http://127.0.0.1:1/v1", apiKey: "key" };

/**
 * A model of the package that speaks the dialect, whose server answers with the bytes: the package, the
 * repair, and no network.
 */
export function modelOf(
  dialect: WireDialect,
  pieces: readonly Uint8Array[],
  onFault: (error: unknown) => void,
): Model {
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
    open: async () => openPackage(dialect, fetch),
    signs,
    now: () => 0,
    onUnexpectedError: onFault,
    ...(dialect === "responses" ? { namesFinish: false } : {}),
  });
}

function openPackage(dialect: WireDialect, fetch: Fetch): Awaited<ReturnType<AiSdkModelOptions["open"]>> {
  switch (dialect) {
    case "chat":
      return createOpenAICompatible({ ...PLACE, name: "m", fetch }).chatModel("m");
    case "openrouter":
      return createOpenRouter({ ...PLACE, fetch }).chat("m");
    case "responses":
      return createOpenAI({ ...PLACE, fetch }).responses("m");
    case "messages":
      return createAnthropic({ ...PLACE, fetch }).languageModel("m");
  }
}
