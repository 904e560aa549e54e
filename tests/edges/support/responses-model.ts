import { DEFAULT_ENGINE_LIMITS } from "../../../packages/engine/src/kit/limits.ts";
import type { Model } from "../../../packages/engine/src/model/model.ts";
import { createAiSdkModel } from "../../../packages/engine/src/model/provider/ai-sdk-model.ts";
import { MODEL_PROVIDERS } from "../../../packages/engine/src/model/provider/providers.ts";
import { createOpenFetch } from "../../../packages/engine/src/model/provider/wire/provider-fetch.ts";
import { SignsOfLife } from "../../../packages/engine/src/model/provider/wire/signs-of-life.ts";

const OPENAI = "https://api.openai.com/v1";

/**
 * The model that `openai:` has at OpenAI's own address, led to this machine: only there does it speak the
 * Responses API.
 */
export function openResponsesModel(origin: string): Model {
  const openai = MODEL_PROVIDERS.find(({ name }) => name === "openai");
  if (openai === undefined) throw new Error("there is no openai");
  const signs = new SignsOfLife();
  const limits = {
    maxEventLength: DEFAULT_ENGINE_LIMITS.maxModelEventLength,
    maxCallsLength: DEFAULT_ENGINE_LIMITS.maxAnswerLength,
  };
  return createAiSdkModel({
    id: "openai:gpt-test",
    source: { title: "OpenAI", modelName: "gpt-test", addressVariable: "OPENAI_BASE_URL", secrets: [] },
    open: () =>
      openai.open("gpt-test", { baseUrl: OPENAI, apiKey: "key" }, async (dialect) => {
        const fetch = await createOpenFetch({ limits, signs })(dialect);
        return (input, init) => fetch(String(input).replace(OPENAI, `${origin}/v1`), init);
      }),
    signs,
    now: () => 0,
    ...openai.adapt?.({ baseUrl: OPENAI }),
  });
}
