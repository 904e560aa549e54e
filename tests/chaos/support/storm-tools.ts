import { setTimeout } from "node:timers/promises";
import { type OfferedTool, ToolEffect } from "@aiwhisperer/client";
import type { Tool, ToolRunContext, ToolSource } from "@aiwhisperer/engine";
import type { CallAuditOptions } from "../../support/audit-calls.ts";
import { type CalledTool, sourceOf, tool } from "../../support/scripted-tools.ts";
import type { Random } from "./random.ts";
import { recordRun } from "./tool-record.ts";

/** What a tool of a storm is called with. */
export interface StormArguments {
  /** How long it works. */
  readonly ms?: number;
  /** Whether the decision comes only after the server was away. */
  readonly isHeldBack?: boolean;
}

/** Which of a storm's tools ask, and which may be run again. */
export const stormToolRules: CallAuditOptions = {
  asking: new Set(["append", "redo", "run_command", "change_page"]),
  repeatable: new Set(["look", "redo"]),
};

const traits: Readonly<Record<string, Pick<Tool, "effect" | "isRepeatable">>> = {
  look: { effect: "read", isRepeatable: true },
  redo: { effect: "write", isRepeatable: true },
  append: { effect: "write", isRepeatable: false },
  run_command: { effect: "execute", isRepeatable: false },
};

/**
 * The server's tools of a storm: one that reads, one that writes and may be run again, and two that must not
 * be. Each records its run first.
 */
export function stormTools(record: (run: { toolName: string; toolCallId: string }) => void): ToolSource {
  const tools = Object.entries(traits).map(([name, rest]) =>
    tool(name, {
      ...rest,
      run: async (args, call) => {
        record({ toolName: name, toolCallId: call.toolCallId });
        return { result: await work(args as StormArguments, call) };
      },
    }),
  );
  return sourceOf(...tools);
}

/** The server's tools of a storm, with their record in a file. */
export function recordedTools(path: string): ToolSource {
  return stormTools((run) => recordRun(path, run));
}

async function work({ ms = 0 }: StormArguments, { toolCallId, progress, signal }: ToolRunContext) {
  progress({ text: "begun\n" });
  if (ms > 0) await setTimeout(ms, undefined, { signal });
  return `done ${toolCallId}`;
}

/** The tools that a client of a storm runs: one that reads, and one that asks. */
export function pageTools(by: string): readonly OfferedTool[] {
  const run: OfferedTool["run"] = async (args, { toolCallId }) => {
    const { ms = 0 } = args as StormArguments;
    if (ms > 0) await setTimeout(ms);
    return { by, toolCallId };
  };
  return [
    { name: "read_page", description: "Reads the page.", run },
    { name: "change_page", description: "Changes the page.", effect: ToolEffect.Write, run },
  ];
}

/** What calls are drawn from. */
export interface CallChoice {
  readonly names: readonly [string, ...string[]];
  /** How long a tool may work. */
  readonly maxToolMs: number;
}

/** Calls of one step: some that may run together, and some that may not. */
export function drawCalls(random: Random, { names, maxToolMs }: CallChoice): readonly CalledTool[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const args: StormArguments = { ms: random.between(0, maxToolMs), isHeldBack: random.chance(0.04) };
    return [random.pick([...names]), args];
  });
}
