import { createOpenAI } from "@ai-sdk/openai";
import type { Model } from "../../../packages/engine/src/model/model.ts";
import { createAiSdkModel } from "../../../packages/engine/src/model/provider/ai-sdk-model.ts";
import { MODEL_PROVIDERS } from "../../../packages/engine/src/model/provider/providers.ts";
import { type Dialect, PROVIDER_KINDS } from "../../models/provider-kinds.ts";
import { openModel, PLANTED_KEY } from "../../models/steps.ts";
import { checkChat, ROUTED, TEMPLATE } from "./check-chat.ts";
import { checkMessages } from "./check-messages.ts";
import { checkResponses } from "./check-responses.ts";

/** A kind of provider with the rules that it documents for requests. */
export interface StrictKind {
  readonly name: string;
  readonly dialect: Dialect;
  /** What is invalid in the body of a request. */
  readonly check: (body: unknown) => readonly string[];
  /** The kind's model, led to a server on this machine. */
  readonly open: (origin: string) => Model;
}

const CHECKS: Readonly<Record<string, StrictKind["check"]>> = {
  openai: (body) => checkChat(body, TEMPLATE),
  anthropic: checkMessages,
  openrouter: (body) => checkChat(body, ROUTED),
  ollama: (body) => checkChat(body, TEMPLATE),
  compatible: (body) => checkChat(body, TEMPLATE),
};

/** Every kind of provider, OpenAI with both of its APIs. */
export const STRICT_KINDS: readonly StrictKind[] = [
  ...PROVIDER_KINDS.map((kind) => ({
    name: kind.name,
    dialect: kind.dialect,
    check: CHECKS[kind.name] ?? (() => ["no check"]),
    open: (origin: string) => openModel(kind, origin),
  })),
  { name: "openai with its Responses API", dialect: "responses", check: checkResponses, open: openResponses },
];

/** OpenAI's own address gets the Responses API; here it is led to this machine. */
export function openResponses(origin: string, modelName = "gpt-5-mini"): Model {
  const openai = MODEL_PROVIDERS.find(({ name }) => name === "openai");
  return createAiSdkModel({
    id: `openai:${modelName}`,
    source: { title: "OpenAI", modelName, addressVariable: "OPENAI_BASE_URL", secrets: [PLANTED_KEY] },
    open: async () => createOpenAI({ baseURL: `${origin}/v1`, apiKey: PLANTED_KEY }).responses(modelName),
    now: () => 0,
    ...openai?.adapt?.({ baseUrl: "https://api.openai.com/v1" }),
  });
}
