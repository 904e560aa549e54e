import type { ModelUsage } from "./model.ts";

/** Token counts as a provider or plug-in reports them, unchecked. */
export type ReportedUsage = { readonly [Key in keyof ModelUsage]?: unknown };

/**
 * The counts of a report that can be believed: whole numbers from 0 to 2^53 - 1; any other is omitted. The
 * total is that of input and output where both are known, else the reported one, unless a part is larger.
 */
export function toModelUsage(reported: ReportedUsage): ModelUsage {
  const { inputTokens, outputTokens, totalTokens } = reported;
  const input = toCount(inputTokens);
  const output = toCount(outputTokens);
  const isWhole = input !== undefined && output !== undefined;
  const total = toCount(isWhole ? input + output : totalTokens);
  const parts = PARTS.flatMap((key) => {
    const count = toCount(reported[key]);
    return count === undefined ? [] : [[key, count] as const];
  });
  return {
    ...(input === undefined ? {} : { inputTokens: input }),
    ...(output === undefined ? {} : { outputTokens: output }),
    ...(total === undefined || total < (input ?? output ?? 0) ? {} : { totalTokens: total }),
    ...Object.fromEntries(parts),
  };
}

/** Counts of what is part of the input, or of the output. */
const PARTS = ["cachedInputTokens", "cacheWriteTokens", "reasoningTokens"] as const;

/** The sum over the steps of a turn. It can exceed the largest count; `toModelUsage` omits it then. */
export function addUsage(before: ModelUsage, step: ModelUsage): ModelUsage {
  const sum: { -readonly [Key in keyof ModelUsage]: number } = {};
  for (const key of ["inputTokens", "outputTokens", "totalTokens", ...PARTS] as const) {
    const [a, b] = [before[key], step[key]];
    if (a !== undefined || b !== undefined) sum[key] = (a ?? 0) + (b ?? 0);
  }
  return sum;
}

/** A count that is no whole number is no count: rounding it would be a guess at what the provider meant. */
function toCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
