/** Beginnings of models' names, without the provider, and the tokens that those models take at most. */
const WINDOWS: readonly (readonly [name: string, tokens: number])[] = [
  ["claude-", 200_000],
  ["gpt-5", 400_000],
  ["gpt-4.1", 1_047_576],
  ["gpt-4o", 128_000],
  ["gpt-4-turbo", 128_000],
  ["o1", 200_000],
  ["o3", 200_000],
  ["o4-mini", 200_000],
  ["gemini-", 1_048_576],
  ["mistral-large", 128_000],
  ["deepseek-", 128_000],
  ["grok-4", 256_000],
];

/**
 * Tokens that a model takes at most, by its name without the provider, as the makers state it; `undefined`
 * where that is not known. A model that a maker's name precedes, as in `anthropic/claude-…`, is known by the
 * part behind it.
 */
export function contextWindowByName(name: string): number | undefined {
  const own = name.slice(name.lastIndexOf("/") + 1);
  return WINDOWS.find(([start]) => own.startsWith(start))?.[1];
}
