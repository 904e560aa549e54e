import type { SdkPart } from "./sdk-types.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Arguments of tool calls as a server of Chat Completions wrote them, read from its raw chunks. OpenRouter's
 * package puts an empty object in place of arguments that are no JSON, and a call must not run with what its
 * model never wrote.
 */
export class WrittenArguments {
  readonly #byId = new Map<string, string>();
  /** The call that pieces without an id continue, by its index. */
  readonly #openIds = new Map<unknown, string>();

  take(part: SdkPart): void {
    if (part.type !== "raw") return;
    const [choice] = toList(toFields(part.rawValue).choices);
    for (const call of toList(toFields(choice?.delta).tool_calls)) this.#takeCall(call);
  }

  /**
   * The arguments of a call: as they were written where the package has an empty object, else as the package
   * has them.
   */
  of({ toolCallId, input }: Extract<SdkPart, { type: "tool-call" }>): string {
    return input === "{}" ? (this.#byId.get(toolCallId) ?? input) : input;
  }

  #takeCall({ id, index, function: called }: Fields): void {
    if (typeof id === "string" && id !== "") this.#openIds.set(index, id);
    const open = this.#openIds.get(index);
    const text = toFields(called).arguments;
    if (open !== undefined && typeof text === "string") {
      this.#byId.set(open, (this.#byId.get(open) ?? "") + text);
    }
  }
}

function toFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function toList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(toFields) : [];
}
