import {
  ENGINE_LIMITS,
  type LimitDefinition,
  type LimitTable,
  MAX_TIMER_MS,
  MCP_LIMITS,
  SANDBOX_LIMITS,
  WORKSPACE_LIMITS,
} from "@aiwhisperer/engine";
import {
  ADMIN_LIMITS,
  AUTH_LIMITS,
  BUDGET_LIMITS,
  CONNECTION_LIMITS,
  OVERLOAD_LIMITS,
  USER_LIMITS,
} from "@aiwhisperer/server";
import type { OptionDefinition, OptionGroup } from "./option-definition.ts";
import type { OptionKind } from "./option-kind.ts";

type IntegerKind = Extract<OptionKind, { readonly type: "integer" }>;

/** A limit as the option table has it. */
export interface LimitOption extends OptionDefinition {
  readonly kind: IntegerKind;
  readonly fallback: number;
}

/** No text of this runtime is longer. */
const MAX_TEXT_BYTES = 536_870_888;
const MAX_COUNT = 1_000_000_000;

/** Options of the engine's limits. */
export const ENGINE_LIMIT_OPTIONS = toOptions("Limits of sessions and turns", ENGINE_LIMITS);

/** Options of the server's limits. */
export const SERVER_LIMIT_OPTIONS = {
  ...toOptions("Limits of connections", CONNECTION_LIMITS),
  ...toOptions("Limits of users", USER_LIMITS),
  ...toOptions("Budgets", BUDGET_LIMITS),
  ...toOptions("Overload", OVERLOAD_LIMITS),
};

/** Options of the limits of authentication. */
export const AUTH_LIMIT_OPTIONS = toOptions("Limits of authentication", AUTH_LIMITS);

/** Options of the limits of administration. */
export const ADMIN_LIMIT_OPTIONS = toOptions("Limits of administration", ADMIN_LIMITS);

/** Options of the limits of the built-in tools. */
export const WORKSPACE_LIMIT_OPTIONS = toOptions("Limits of the workspace's tools", WORKSPACE_LIMITS);

/** Options of the limits of the sandbox. */
export const SANDBOX_LIMIT_OPTIONS = toOptions("Limits of the sandbox", SANDBOX_LIMITS);

/** Options of the limits of the connections to MCP servers. */
export const MCP_LIMIT_OPTIONS = toOptions("Limits of MCP servers", MCP_LIMITS);

function toOptions<Table extends LimitTable>(
  group: OptionGroup,
  table: Table,
): { readonly [Name in keyof Table]: LimitOption } {
  const entries = Object.entries<LimitDefinition>(table).map(([name, definition]): [string, LimitOption] => {
    const { fallback, description } = definition;
    return [name, { kind: kindOf(name, definition), fallback, group, description }];
  });
  return Object.fromEntries(entries) as { readonly [Name in keyof Table]: LimitOption };
}

function kindOf(name: string, { min, max }: LimitDefinition): IntegerKind {
  const integer = { type: "integer", min } as const;
  if (name.endsWith("Ms")) {
    return { ...integer, max: max ?? MAX_TIMER_MS, placeholder: "ms", unit: "milliseconds" };
  }
  if (name.endsWith("Mebibytes")) {
    return { ...integer, max: max ?? MAX_COUNT, placeholder: "mebibytes", unit: "mebibytes" };
  }
  if (name.endsWith("Bytes")) {
    return { ...integer, max: max ?? MAX_TEXT_BYTES, placeholder: "bytes", unit: "bytes" };
  }
  return { ...integer, max: max ?? MAX_COUNT, placeholder: "number" };
}
