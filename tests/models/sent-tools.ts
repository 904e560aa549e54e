import type { JournalEntry } from "@copilotkit/aimock";

/**
 * What of a request's body these tests read. The mock's journal has every dialect in the terms of Chat
 * Completions.
 */
interface ChatBody {
  readonly messages: readonly {
    readonly role: string;
    readonly content?: unknown;
    readonly tool_call_id?: string;
    readonly tool_calls?: readonly {
      readonly id: string;
      readonly function: { readonly name: string; readonly arguments: string };
    }[];
  }[];
}

/** The tool calls that a request has in its history, in order. */
export function sentCalls({
  body,
}: JournalEntry): readonly { id: string; name: string; arguments: unknown }[] {
  return (body as ChatBody).messages
    .flatMap((message) => message.tool_calls ?? [])
    .map(({ id, function: { name, arguments: text } }) => ({ id, name, arguments: JSON.parse(text) }));
}

/** The tool results that a request has in its history, in order, each with the id of its call. */
export function sentResults({ body }: JournalEntry): readonly { id: string; text: string }[] {
  return (body as ChatBody).messages
    .filter(({ role }) => role === "tool")
    .map(({ tool_call_id: id = "", content }) => ({
      id,
      text: typeof content === "string" ? content : JSON.stringify(content),
    }));
}
