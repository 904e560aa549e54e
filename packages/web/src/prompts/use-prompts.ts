import type { PromptInfo } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useCallback, useEffect, useState } from "react";

/** The prompts of tool servers on a screen. */
export interface UsePrompts {
  /** Empty before they have been loaded, and where the server has none. */
  readonly prompts: readonly PromptInfo[];
  readonly refresh: () => void;
}

/** Loads the prompts of the tool servers that are connected now. */
export function usePrompts(): UsePrompts {
  const client = useClient();
  const [prompts, setPrompts] = useState<readonly PromptInfo[]>([]);
  const refresh = useCallback(() => {
    // A server that does not know the method has no prompts.
    client.rpc.listPrompts().then(
      (answer) => setPrompts(answer.prompts),
      () => undefined,
    );
  }, [client]);
  useEffect(refresh, [refresh]);
  return { prompts, refresh };
}

/** Appends a prompt's text to a draft. */
export function withPrompt(written: string, prompt: string): string {
  return written.trim() === "" ? prompt : `${written.trimEnd()}\n\n${prompt}`;
}

/** The look of the button for the prompts of tool servers. */
export const promptButtonClass =
  "inline-flex h-8 items-center gap-1 rounded-lg px-2 font-medium text-[0.8125rem] text-ink hover:bg-accent-soft";
