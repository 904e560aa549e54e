import type { OptionKind, OptionValue } from "./option-kind.ts";

/** Headings under which people see options, in this order. */
export const OPTION_GROUPS = [
  "Where it listens",
  "Who may use it",
  "What it runs",
  "Tools",
  "Limits of sessions and turns",
  "Limits of connections",
  "Limits of users",
  "Limits of authentication",
  "Limits of administration",
  "Budgets",
  "Overload",
  "Limits of the workspace's tools",
  "Limits of the sandbox",
  "Limits of MCP servers",
] as const;

/** One of the headings. */
export type OptionGroup = (typeof OPTION_GROUPS)[number];

/** An option: the one source of its flag, variable, key, check, help and documentation. */
export interface OptionDefinition {
  readonly kind: OptionKind;
  /** The value where no source names one. */
  readonly fallback: OptionValue;
  readonly group: OptionGroup;
  /** Whether the value is hidden. A file with a secret in it is named: only its content is one. */
  readonly isSecret?: boolean;
  /**
   * Whether a configuration file that was found in the working folder may set it without a question: it
   * cannot run anything, open anything or send anything elsewhere.
   */
  readonly isHarmless?: boolean;
  /** What it decides, beginning in lower case, without an end. */
  readonly description: string;
}
