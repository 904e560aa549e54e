import { ToolEffect as WireEffect, ToolPolicy as WirePolicy } from "@aiwhisperer/protocol";
import type { ToolEffect } from "./tool.ts";

/** What happens to a tool call before it runs: nothing, a person is asked, or it is refused. */
export type ToolPolicy = "allow" | "ask" | "deny";

/** Policies by effect, and by tool where one has its own. */
export interface ToolPolicies {
  readonly read: ToolPolicy;
  readonly write: ToolPolicy;
  readonly execute: ToolPolicy;
  /** By name; they precede those by effect. */
  readonly tools: ReadonlyMap<string, ToolPolicy>;
}

/** Reads run, writes and commands ask. */
export const DEFAULT_TOOL_POLICIES: ToolPolicies = {
  read: "allow",
  write: "ask",
  execute: "ask",
  tools: new Map(),
};

/** The policy of one tool. */
export function policyOf(policies: ToolPolicies, tool: { name: string; effect: ToolEffect }): ToolPolicy {
  return policies.tools.get(tool.name) ?? policies[effectOf(tool)];
}

/** The effect of a tool. A plug-in's tool with an unknown effect counts as `execute`. */
export function effectOf({ effect }: { readonly effect: ToolEffect }): ToolEffect {
  return EFFECTS.includes(effect) ? effect : "execute";
}

/** Whether an answer from outside is a policy. */
export function isToolPolicy(value: unknown): value is ToolPolicy {
  return typeof value === "string" && Object.hasOwn(WIRE_POLICIES, value);
}

const WIRE_EFFECTS = {
  read: WireEffect.Read,
  write: WireEffect.Write,
  execute: WireEffect.Execute,
} as const;

const EFFECTS: readonly ToolEffect[] = ["read", "write", "execute"];

const WIRE_POLICIES = {
  allow: WirePolicy.Allow,
  ask: WirePolicy.Ask,
  deny: WirePolicy.Deny,
} as const;

/** An effect as the contract has it. */
export function toWireEffect(effect: ToolEffect): WireEffect {
  return WIRE_EFFECTS[effectOf({ effect })];
}

/** An effect of the contract. */
export function fromWireEffect(effect: WireEffect): ToolEffect {
  return EFFECTS[effect] as ToolEffect;
}

/** A policy as the contract has it. */
export function toWirePolicy(policy: ToolPolicy): WirePolicy {
  return WIRE_POLICIES[policy];
}
