/** What the option of a limit allows, and what it decides. */
export interface LimitText {
  readonly min: number;
  /** Default: what the unit allows. */
  readonly max?: number;
  readonly description: string;
}

/** Every limit of a set, and nothing else: a limit without its entry does not compile. */
export type LimitTexts<Limits> = { readonly [Name in keyof Limits]: LimitText };

/** A later timer than this would run at once. */
export const MAX_TIMER_MS = 2_147_483_647;
