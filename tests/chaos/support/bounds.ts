import { Random } from "./random.ts";

/**
 * A count from the environment, for a run by hand that is longer than the usual one. Throws for anything but
 * a whole number above 0.
 */
export function countFrom(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined || text === "") return usual;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`${variable} must be a whole number above 0`);
  return count;
}

/** The seed of this run: that of `CHAOS_SEED`, or a new one. */
export const seed = countFrom("CHAOS_SEED", 1 + Math.floor(Math.random() * 4_000_000_000));

/** The random source of one storm, with a line that says how to repeat it. */
export function chanceOf(storm: string): Random {
  report(`${storm}: CHAOS_SEED=${seed}`);
  return new Random(seed);
}

/** Waits for the work for that long. Returns whether it is done; an audit reports what is not. */
export async function atMost(timeMs: number, work: Promise<unknown>): Promise<boolean> {
  const isOver = Promise.withResolvers<boolean>();
  const timer = setTimeout(isOver.resolve, timeMs, false);
  try {
    return await Promise.race([work.then(() => true), isOver.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Writes a line of a storm for the person who runs it. */
export function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
