import { createModelCatalog } from "../../packages/engine/src/model/catalog/model-catalog.ts";
import type { Model, ModelMessage, StepPart, StepRequest } from "../../packages/engine/src/model/model.ts";
import type { ProviderKind } from "./provider-kinds.ts";

/** A key that must appear in the provider's request and nowhere else. */
export const PLANTED_KEY = "sk-planted-0123456789-secret";

/** The kind's model, led to a server on this machine. */
export function openModel(kind: ProviderKind, origin: string): Model {
  const catalog = createModelCatalog({ env: kind.env(origin, PLANTED_KEY), defaultModel: "demo" });
  const resolved = catalog.resolve(kind.model);
  if ("unavailable" in resolved) throw new Error(resolved.unavailable);
  return resolved.model;
}

/** A step with one user message, by default. */
export function stepOf(options: Partial<StepRequest> = {}): StepRequest {
  const messages: readonly ModelMessage[] = [{ role: "user", text: "hello" }];
  return { messages, tools: [], signal: new AbortController().signal, ...options };
}

/** Every part of a step. */
export async function collect(model: Model, options: Partial<StepRequest> = {}): Promise<StepPart[]> {
  const parts: StepPart[] = [];
  for await (const part of model.stream(stepOf(options))) parts.push(part);
  return parts;
}

/** The text of one channel. */
export function textOf(parts: readonly StepPart[], channel: "final" | "analysis" = "final"): string {
  return parts.map((part) => (part.type === "delta" && part.channel === channel ? part.text : "")).join("");
}
