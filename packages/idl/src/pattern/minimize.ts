import type { PatternTable } from "@aiwhisperer/protocol/rpc";

/** The smallest table that decides the same: states and characters that make no difference become one. */
export function minimize(table: PatternTable): PatternTable {
  return mergeGroups(mergeStates(table));
}

/** Splits states by acceptance, then by where they lead, until nothing is split. */
function mergeStates({ starts, groups, next, accepts }: PatternTable): PatternTable {
  const width = starts.length;
  const count = next.length / width;
  const accepting = new Set(accepts);
  const rowOf = (state: number) => next.slice(state * width, (state + 1) * width);
  let classes: number[] = Array.from({ length: count }, (_, state) => (accepting.has(state) ? 1 : 0));
  for (let before = 0; ; ) {
    const keys = classes.map((own, state) =>
      [own, ...rowOf(state).map((to) => (to < 0 ? -1 : classes[to]))].join(),
    );
    const numbers = new Map([...new Set(keys)].map((key, index) => [key, index]));
    classes = keys.map((key) => numbers.get(key) ?? 0);
    if (numbers.size === before) break;
    before = numbers.size;
  }
  // State 0 is the first of its class, so that it stays 0.
  const firsts = [...new Set(classes)].map((each) => classes.indexOf(each));
  return {
    starts,
    groups,
    next: firsts.flatMap((state) => rowOf(state).map((to) => (to < 0 ? -1 : (classes[to] ?? -1)))),
    accepts: firsts.flatMap((state, index) => (accepting.has(state) ? [index] : [])),
  };
}

/** Makes one column of those that are equal, and one range of neighbours with the same column. */
function mergeGroups({ starts, next, accepts }: PatternTable): PatternTable {
  const width = starts.length;
  const count = next.length / width;
  const columns = starts.map((_, column) =>
    Array.from({ length: count }, (_, state) => next[state * width + column] ?? -1),
  );
  const keys = columns.map((column) => column.join());
  const distinct = [...new Set(keys)];
  const groups = keys.map((key) => distinct.indexOf(key));
  const kept = [...starts.keys()].filter((index) => index === 0 || groups[index] !== groups[index - 1]);
  const merged = distinct.map((key) => columns[keys.indexOf(key)] ?? []);
  return {
    starts: kept.map((index) => starts[index] ?? 0),
    groups: kept.map((index) => groups[index] ?? 0),
    next: Array.from({ length: count }, (_, state) => merged.map((column) => column[state] ?? -1)).flat(),
    accepts,
  };
}
