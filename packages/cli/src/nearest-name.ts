const LEAST_SIMILARITY = 0.5;

/** The name that somebody who wrote this word most likely meant; undefined where none is near. */
export function nearestName(word: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let best = LEAST_SIMILARITY;
  for (const name of names) {
    const similarity = similarityOf(pairsOf(word), pairsOf(name));
    if (similarity > best) {
      nearest = name;
      best = similarity;
    }
  }
  return nearest;
}

/** Neighbouring letters, the start and the end of the word among them. Case and separators do not count. */
function pairsOf(word: string): readonly string[] {
  const letters = `^${word.toLowerCase().replaceAll(/[-_/ ]/g, "")}$`;
  return Array.from({ length: letters.length - 1 }, (_, index) => letters.slice(index, index + 2));
}

/** Share of pairs that two words have in common, 0 to 1 (Dice's coefficient). */
function similarityOf(left: readonly string[], right: readonly string[]): number {
  const unmatched = [...right];
  let common = 0;
  for (const pair of left) {
    const index = unmatched.indexOf(pair);
    if (index < 0) continue;
    unmatched.splice(index, 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length);
}
