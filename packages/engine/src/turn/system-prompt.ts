/** What a session tells its models before the conversation. */
export interface PromptParams {
  readonly context?: string;
  readonly language?: string;
}

/** The system prompt of a session; absent when the session says nothing. */
export function systemPrompt({ context, language }: PromptParams): string | undefined {
  const parts = [
    context ?? "",
    language === undefined
      ? ""
      : `Answer in the language with the BCP 47 tag "${language}" unless asked otherwise.`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}
