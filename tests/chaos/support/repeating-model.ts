import { setImmediate } from "node:timers/promises";
import type { StepRequest } from "@aiwhisperer/engine";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";

/**
 * A model that says the newest message back, word by word, and lets everything else run before the words that
 * `yieldsBefore` picks: so a storm finds an answer in every state of its making, without a clock.
 */
export function createRepeatingModel(yieldsBefore: (word: string) => boolean = () => true): ScriptedModel {
  return new ScriptedModel(async function* (request) {
    for (const word of newestText(request).split(/(?<= )/)) {
      if (yieldsBefore(word)) await setImmediate();
      yield said(word);
    }
    yield finished;
  });
}

function newestText({ messages }: StepRequest): string {
  const newest = messages.at(-1);
  return newest?.role === "user" ? newest.text : "";
}
