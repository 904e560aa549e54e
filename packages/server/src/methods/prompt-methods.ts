import type { Engine } from "@aiwhisperer/engine";
import type { InteractiveHandlers } from "./command.ts";

/** The methods about prompts of tool servers. */
export function promptMethods({ prompts }: Engine): Pick<InteractiveHandlers, "listPrompts" | "getPrompt"> {
  return {
    async listPrompts() {
      return { prompts: [...(await prompts.listPrompts())] };
    },
    async getPrompt({ name, arguments: values = {} }) {
      return { text: await prompts.getPrompt({ name, values }) };
    },
  };
}
