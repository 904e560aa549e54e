import type { PromptInfo } from "@aiwhisperer/protocol";
import { EngineFault } from "../kit/engine-fault.ts";

/** What a prompt is filled in with. */
export interface PromptRequest {
  readonly name: string;
  /** Values by the name of their argument. */
  readonly values: Readonly<Record<string, string>>;
}

/** Where prompts for people come from; what it offers may change at any time. */
export interface PromptSource {
  /** The prompts that can be used now. Never rejects. */
  listPrompts(): Promise<readonly PromptInfo[]>;
  /**
   * The text of a prompt. Rejects with an `EngineFault` of code `prompt_unavailable` that says why it cannot
   * be had.
   */
  getPrompt(request: PromptRequest): Promise<string>;
}

/** No prompts at all. */
export const NO_PROMPTS: PromptSource = {
  listPrompts: async () => [],
  async getPrompt({ name: prompt }) {
    throw new EngineFault("prompt_unavailable", { prompt, reason: "no tool server is configured" });
  },
};
