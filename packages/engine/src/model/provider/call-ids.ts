import { createHash } from "node:crypto";
import type { PromptRules } from "./prompt-rules.ts";

/** Ids that every provider accepts from itself. */
const KEPT = /^[\w-]{1,64}$/;
const LENGTH = 9;

/**
 * Ids of the tool calls of one request: unique, and in the form that its provider accepts. The same history
 * has the same ids in every request.
 */
export class CallIds {
  readonly #form: RegExp;
  readonly #used = new Set<string>();
  /** Number of ids that have been made from a call's own: servers use the same id in every answer. */
  readonly #counts = new Map<string, number>();

  constructor({ callId }: Pick<PromptRules, "callId">) {
    this.#form = callId;
  }

  /**
   * The next call's id: the one that its provider made, else its own where that has the right form, else one
   * that follows from it.
   */
  next(toolCallId: string, made?: string): string {
    const kept = [made !== undefined && KEPT.test(made) ? made : undefined, this.#inForm(toolCallId)];
    let id = kept.find((each) => each !== undefined && !this.#used.has(each));
    while (id === undefined || this.#used.has(id)) {
      const count = this.#counts.get(toolCallId) ?? 0;
      this.#counts.set(toolCallId, count + 1);
      id = hash(`${count}:${toolCallId}`);
    }
    this.#used.add(id);
    return id;
  }

  #inForm(id: string): string | undefined {
    return this.#form.test(id) ? id : undefined;
  }
}

/** Letters and digits that follow from a text. */
function hash(text: string): string {
  const digest = createHash("sha256").update(text).digest("hex");
  return BigInt(`0x${digest}`).toString(36).slice(0, LENGTH);
}
