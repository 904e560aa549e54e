import { type CharacterSet, hasCharacter } from "./character-set.ts";
import { PatternFault, type PatternNode } from "./pattern-node.ts";

/** A nondeterministic automaton. State 0 is the start. */
export interface Automaton {
  /** Each leads to others by a character of a set, or by none. */
  readonly states: readonly AutomatonState[];
  /** The only accepting state. */
  readonly end: number;
}

/** A state of an automaton. */
export interface AutomatonState {
  readonly steps: { readonly set: CharacterSet; readonly to: number }[];
  readonly free: number[];
}

/** How many states a pattern may have when its repetitions are written out. */
const maxStates = 5_000;

/** Builds the automaton of a pattern. Throws `PatternFault` if it becomes too large. */
export function buildAutomaton(node: PatternNode, length: number): Automaton {
  const states: AutomatonState[] = [{ steps: [], free: [] }];
  const add = (): number => {
    if (states.length === maxStates) refuseSize(length);
    return states.push({ steps: [], free: [] }) - 1;
  };
  const link = (from: number, to: number) => states[from]?.free.push(to);
  /** Adds what leads through the node from a state, and returns the state behind it. */
  const build = (part: PatternNode, from: number): number => {
    switch (part.kind) {
      case "set": {
        const to = add();
        states[from]?.steps.push({ set: part.set, to });
        return to;
      }
      case "sequence":
        return part.parts.reduce((at, each) => build(each, at), from);
      case "choice": {
        const to = add();
        for (const option of part.options) link(build(option, fork(from)), to);
        return to;
      }
      case "repeat":
        return repeat(part, from);
    }
  };
  const fork = (from: number): number => {
    const to = add();
    link(from, to);
    return to;
  };
  const repeat = ({ part, min, max }: PatternNode & { kind: "repeat" }, from: number): number => {
    let at = fork(from);
    for (let count = 0; count < min; count++) at = build(part, fork(at));
    const to = add();
    for (let count = min; max !== undefined && count < max; count++) {
      link(at, to);
      at = build(part, fork(at));
    }
    if (max === undefined) {
      const loop = fork(at);
      link(build(part, loop), loop);
      at = loop;
    }
    link(at, to);
    return to;
  };
  const end = build(node, 0);
  return { states, end };
}

/** The states that these lead to without a character, themselves included, in ascending order. */
export function closureOf({ states }: Automaton, from: Iterable<number>): number[] {
  const reached = new Set(from);
  for (const state of reached) for (const next of states[state]?.free ?? []) reached.add(next);
  return [...reached].sort((a, b) => a - b);
}

/** The states that a character leads to from these. */
export function stepFrom({ states }: Automaton, from: readonly number[], codePoint: number): number[] {
  return from.flatMap((state) =>
    (states[state]?.steps ?? []).flatMap(({ set, to }) => (hasCharacter(set, codePoint) ? [to] : [])),
  );
}

/** Throws the fault of a pattern that is too large. */
export function refuseSize(length: number): never {
  const help =
    "write `*` or `+` for long repetitions and limit the length of the text, as in `string(1..64)`, or use fewer alternatives";
  throw new PatternFault({ offset: 0, length }, "this pattern needs too many states", help);
}
