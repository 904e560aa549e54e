/** The longest timer, in milliseconds; a later one would run at once. */
export const MAX_TIMER_MS = 2_147_483_647;

/** A week, the longest time of a command: the engine waits for it somewhat longer than it may run. */
export const MAX_COMMAND_MS = 604_800_000;

/** Ten minutes: a server that stops waits for it. */
export const MAX_GRACE_MS = 600_000;

/** A limit: its default, the values that its option allows, and its text. The name says the unit. */
export interface LimitDefinition {
  /** The default. */
  readonly fallback: number;
  /** Smallest value of the option. */
  readonly min: number;
  /** Largest value of the option. Default: what the unit allows. */
  readonly max?: number;
  /** What it bounds and what happens past it, in lower case and without a full stop. */
  readonly description: string;
}

/**
 * Limits by name: the one source of their type, their defaults, their options and their documentation.
 * Characters are UTF-16 units; those of a value are counted in its JSON.
 */
export interface LimitTable {
  readonly [name: string]: LimitDefinition;
}

/** The values of the limits of a table. */
export type LimitsOf<Table extends LimitTable> = { readonly [Name in keyof Table]: number };

/** The default of every limit of a table. */
export function defaultsOf<Table extends LimitTable>(table: Table): LimitsOf<Table> {
  const entries = Object.entries(table).map(([name, { fallback }]) => [name, fallback]);
  return Object.fromEntries(entries) as LimitsOf<Table>;
}
