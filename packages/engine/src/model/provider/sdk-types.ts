import type { LanguageModel } from "ai";

/** A model as the AI SDK's providers make it. */
export type SdkModel = Extract<LanguageModel, { specificationVersion: "v4" }>;

/** Settings of one call of it. */
export type SdkCall = Parameters<SdkModel["doStream"]>[0];

/** A piece of its answer. */
export type SdkPart =
  Awaited<ReturnType<SdkModel["doStream"]>>["stream"] extends ReadableStream<infer Part> ? Part : never;
