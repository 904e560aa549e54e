/** The answers about a single call. */
export type Answer = "allow-once" | "deny";

/** No single key allows later calls. */
const answers: ReadonlyMap<string, Answer> = new Map([
  ["y", "allow-once"],
  ["n", "deny"],
]);

/** The properties of a key press that select its command. */
export interface DecisionKeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Whether the key is held down and repeats. */
  readonly repeat: boolean;
}

/**
 * Minimum age of a question before a key answers it, in milliseconds: what was typed for
 * something else, or for the question before, answers nothing.
 */
export const readingTimeMs = 400;

/**
 * The answer of a key that is pressed that long after the question appeared; undefined if it has none.
 */
export function answerOf(
  { key, altKey, ctrlKey, metaKey, repeat }: DecisionKeyPress,
  ageMs: number,
): Answer | undefined {
  if (altKey || ctrlKey || metaKey || repeat || ageMs < readingTimeMs) return undefined;
  return answers.get(key.toLowerCase());
}
