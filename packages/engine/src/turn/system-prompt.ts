import type { ResponseFormat } from "@aiwhisperer/protocol";
import type { SourceInstructions } from "../tool/tool-registry.ts";

/** Returns the system prompt of a session. */
export interface PromptParams {
  readonly context?: string;
  readonly language?: string;
  /** The form that the answer must have. */
  readonly responseFormat?: ResponseFormat | undefined;
}

/** The system prompt of a turn; absent when neither the session nor a source of tools says anything. */
export function systemPrompt(
  { context, language, responseFormat }: PromptParams,
  instructions: readonly SourceInstructions[],
): string | undefined {
  const parts = [
    context ?? "",
    language === undefined
      ? ""
      : `Answer in the language with the BCP 47 tag "${language}" unless asked otherwise.`,
    ...instructions.map(describeInstructions),
    responseFormat === undefined ? "" : describeFormat(responseFormat),
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

/**
 * They come from a program that others wrote: the model learns whose they are, and they cannot end before
 * their end.
 */
function describeInstructions({ source, text }: SourceInstructions): string {
  const inside = text.replace(/<(?=\/?instructions)/gi, "&lt;");
  return `<instructions source="${source}">\n${inside}\n</instructions>`;
}

function describeFormat({ schema }: ResponseFormat): string {
  return `Answer with one JSON value and nothing else: no fence and no words around it. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
}
