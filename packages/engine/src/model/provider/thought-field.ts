import { OWN_METADATA } from "./step-state.ts";

/** Fields of a delta of Chat Completions in which servers send thoughts. */
const FIELDS = ["reasoning_content", "reasoning"];

/**
 * Field of a delta by which a reader between the server and the package says in which field the server sent
 * the thought; any other value, such as an empty one, says that it came in none of them, so that it is not
 * sent back.
 */
export const THOUGHT_ORIGIN = "thought_field";

/**
 * Reads which field a server of Chat Completions sends thoughts in: it refuses others in the history. For
 * `@ai-sdk/openai-compatible`.
 */
export const thoughtFieldExtractor = {
  extractMetadata: async () => undefined,
  createStreamExtractor: () => {
    let found: string | undefined;
    return {
      processChunk: (chunk: unknown) => {
        found ??= findField(chunk);
      },
      buildMetadata: () => {
        const field = FIELDS.find((name) => name === found);
        return field === undefined ? undefined : { [OWN_METADATA]: { thoughtField: field } };
      },
    };
  },
};

function findField(chunk: unknown): string | undefined {
  const { choices } = toFields(chunk);
  const delta = toFields(toFields(Array.isArray(choices) ? choices[0] : undefined).delta);
  const origin = delta[THOUGHT_ORIGIN];
  if (typeof origin === "string") return origin;
  return FIELDS.find((name) => typeof delta[name] === "string" && delta[name] !== "");
}

function toFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
