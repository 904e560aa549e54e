import { OWN_METADATA } from "./step-state.ts";

/** Fields of a delta of Chat Completions in which servers send thoughts. */
const FIELDS = ["reasoning_content", "reasoning"];

/** Reads which field a server of Chat Completions sends thoughts in: it refuses others in the history. For `@ai-sdk/openai-compatible`. */
export const thoughtFieldExtractor = {
  extractMetadata: async () => undefined,
  createStreamExtractor: () => {
    let field: string | undefined;
    return {
      processChunk: (chunk: unknown) => {
        field ??= findField(chunk);
      },
      buildMetadata: () => (field === undefined ? undefined : { [OWN_METADATA]: { thoughtField: field } }),
    };
  },
};

function findField(chunk: unknown): string | undefined {
  const { choices } = toFields(chunk);
  const delta = toFields(toFields(Array.isArray(choices) ? choices[0] : undefined).delta);
  return FIELDS.find((name) => typeof delta[name] === "string" && delta[name] !== "");
}

function toFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
