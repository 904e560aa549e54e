import type { SourceInstructions } from "../tool/tool-registry.ts";

/** Returns the system prompt of a session. */
export interface PromptParams {
  readonly context?: string;
  readonly language?: string;
}

/** The system prompt of a turn; absent when neither the session nor a source of tools says anything. */
export function systemPrompt(
  { context, language }: PromptParams,
  instructions: readonly SourceInstructions[],
): string | undefined {
  const parts = [
    context ?? "",
    language === undefined
      ? ""
      : `Answer in the language with the BCP 47 tag "${language}" unless asked otherwise.`,
    ...instructions.map(describeInstructions),
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
