/** Prints the median and the spread of some rounds. */
export function printMilliseconds(what: string, rounds: readonly number[]): void {
  const sorted = rounds.toSorted((a, b) => a - b);
  const at = (index: number): string => (sorted[index] ?? Number.NaN).toFixed(0);
  const median = at(Math.floor(sorted.length / 2));
  process.stdout.write(
    `${what}: median ${median} ms, from ${at(0)} to ${at(sorted.length - 1)} ms, ${sorted.length} rounds\n`,
  );
}
