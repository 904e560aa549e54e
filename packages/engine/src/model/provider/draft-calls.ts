import type { StepPart } from "../model.ts";
import type { SdkPart } from "./sdk-types.ts";
import type { ToolNames } from "./tool-names.ts";

type PartOf<Type extends SdkPart["type"]> = Extract<SdkPart, { type: Type }>;

/**
 * The names of the tool calls whose arguments arrive, by their ids. Calls that the provider runs are none.
 */
export class DraftCalls {
  readonly #names: ToolNames;
  readonly #toolNames = new Map<string, string>();

  constructor(names: ToolNames) {
    this.#names = names;
  }

  /** Takes the beginning of a call's arguments. */
  begin({ id, toolName, providerExecuted }: PartOf<"tool-input-start">): void {
    if (providerExecuted !== true) this.#toolNames.set(id, this.#names.decode(toolName));
  }

  /** New text of a call's arguments as a part of the step; a sign of life where it has no call. */
  take({ id, delta }: PartOf<"tool-input-delta">): StepPart {
    const toolName = this.#toolNames.get(id);
    if (toolName === undefined || delta === "") return { type: "progress" };
    return { type: "callDelta", toolCallId: id, toolName, text: delta };
  }
}
