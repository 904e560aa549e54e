import { createOpenAI } from "@ai-sdk/openai";
import { DEFAULT_ENGINE_LIMITS } from "../../../packages/engine/src/limits.ts";
import type { Model } from "../../../packages/engine/src/model/model.ts";
import { createAiSdkModel } from "../../../packages/engine/src/model/provider/ai-sdk-model.ts";
import { MODEL_PROVIDERS } from "../../../packages/engine/src/model/provider/providers.ts";
import { createOpenFetch } from "../../../packages/engine/src/model/provider/wire/provider-fetch.ts";
import { SignsOfLife } from "../../../packages/engine/src/model/provider/wire/signs-of-life.ts";

/**
 * The model that `openai:` has at OpenAI's own address, led to this machine: only there does it speak the
 * Responses API.
 */
export function openResponsesModel(origin: string): Model {
  const openai = MODEL_PROVIDERS.find(({ name }) => name === "openai");
  const signs = new SignsOfLife();
  const limits = {
    maxEventLength: DEFAULT_ENGINE_LIMITS.maxModelEventLength,
    maxCallsLength: DEFAULT_ENGINE_LIMITS.maxAnswerLength,
  };
  return createAiSdkModel({
    id: "openai:gpt-test",
    source: { title: "OpenAI", modelName: "gpt-test", addressVariable: "OPENAI_BASE_URL", secrets: [] },
    open: async () => {
      const fetch = await createOpenFetch({ limits, signs })("responses");
      return createOpenAI({ baseURL: `${origin}/v1`, apiKey: "key", fetch }).responses("gpt-test");
    },
    signs,
    now: () => 0,
    ...openai?.adapt?.({ baseUrl: "https://api.openai.com/v1" }),
  });
}
