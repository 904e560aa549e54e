import type { PatternTable } from "@aiwhisperer/protocol/rpc";
import { type Automaton, buildAutomaton, closureOf, refuseSize, stepFrom } from "./automaton.ts";
import { lastCodePoint } from "./character-set.ts";
import { minimize } from "./minimize.ts";
import { parsePattern } from "./parse-pattern.ts";
import { PatternFault } from "./pattern-node.ts";

/** Length of the longest pattern, in UTF-16 units. */
const maxLength = 1_000;

/** How many states a deterministic automaton may have. */
const maxStates = 512;

/**
 * Compiles a pattern to a table that decides about a text in one step for each of its characters, whatever
 * the pattern and the text are. Throws `PatternFault` for what is not of the language, and for what becomes
 * too large. Time and memory are bounded.
 */
export function compilePattern(source: string): PatternTable {
  if (source.length > maxLength) {
    const help = "write a shorter one";
    throw new PatternFault(
      { offset: maxLength, length: 1 },
      `a pattern has at most ${maxLength} characters`,
      help,
    );
  }
  const automaton = buildAutomaton(parsePattern(source), source.length);
  return minimize(determinize(automaton, source.length));
}

/** Makes each set of states that some text can lead to one state. */
function determinize(automaton: Automaton, length: number): PatternTable {
  const starts = boundariesOf(automaton);
  const numbers = new Map<string, number>();
  const waiting: number[][] = [];
  const numberOf = (set: number[]): number => {
    if (set.length === 0) return -1;
    const key = set.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (numbers.size === maxStates) refuseSize(length);
    numbers.set(key, numbers.size);
    waiting.push(set);
    return numbers.size - 1;
  };
  numberOf(closureOf(automaton, [0]));
  const next: number[] = [];
  const accepts: number[] = [];
  for (const [state, set] of waiting.entries()) {
    if (set.includes(automaton.end)) accepts.push(state);
    for (const start of starts) next.push(numberOf(closureOf(automaton, stepFrom(automaton, set, start))));
  }
  return { starts, groups: [...starts.keys()], next, accepts };
}

/** First code points of the ranges whose characters every step treats alike. */
function boundariesOf({ states }: Automaton): number[] {
  const starts = new Set([0]);
  for (const { steps } of states) {
    for (const [first, last] of steps.flatMap(({ set }) => set)) {
      starts.add(first);
      if (last < lastCodePoint) starts.add(last + 1);
    }
  }
  return [...starts].sort((a, b) => a - b);
}
