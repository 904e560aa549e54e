import { setImmediate, setTimeout } from "node:timers/promises";
import type { StepRequest } from "@aiwhisperer/engine";
import { finished, ScriptedModel, said } from "../../support/scripted-model.ts";
import { type CalledTool, calling, reportResults } from "../../support/scripted-tools.ts";

/** The tools that a message makes a `createToolModel` call, step by step. */
export type ToolScript = readonly (readonly CalledTool[])[];

const scriptLine = /^do (\[.*\])/;

/**
 * A message that makes a `createToolModel` call tools. What follows on its line, or on others, changes
 * nothing.
 */
export function doing(script: ToolScript): string {
  return `do ${JSON.stringify(script)}`;
}

/**
 * A model that does what the newest message says: it calls the tools of each step and then says their
 * results; a message that is no script is said back. It knows of a turn only what it is asked with, so that
 * another process continues where one was killed. Before each word it lets that time pass, or everything else
 * run.
 */
export function createToolModel(paceMs = 0): ScriptedModel {
  const pause = (): Promise<void> => (paceMs === 0 ? setImmediate() : setTimeout(paceMs));
  return new ScriptedModel(async function* (request) {
    const { text, script, taken } = readScript(request);
    const words = script === undefined ? text : `Step ${taken + 1} of ${script.length}. `;
    for (const word of words.split(/(?<= )/)) {
      await pause();
      yield said(word);
    }
    const calls = script?.[taken];
    if (calls !== undefined) return yield* calling(...calls);
    if (script !== undefined) yield reportResults(request);
    yield finished;
  });
}

interface ReadScript {
  /** The newest message. */
  readonly text: string;
  readonly script: ToolScript | undefined;
  /** Steps that were taken since. */
  readonly taken: number;
}

function readScript({ messages }: StepRequest): ReadScript {
  const start = messages.findLastIndex(({ role }) => role === "user");
  const message = messages[start];
  const text = message?.role === "user" ? message.text : "";
  const script = scriptLine.exec(text)?.[1];
  const answers = messages.slice(start).filter(({ role }) => role === "assistant");
  return {
    text,
    script: script === undefined ? undefined : (JSON.parse(script) as ToolScript),
    taken: answers.length,
  };
}
