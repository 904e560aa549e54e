import { isDeeperThan } from "./measure-json.ts";

/** Replaces what is nested too deep. */
const LEFT_OUT = "[left out: nested too deep]";

/**
 * A JSON value with at most `maxDepth` levels of arrays and objects: the value itself where it has no more,
 * else a copy in which a short text replaces everything below. Throws a TypeError for a value that contains
 * itself.
 */
export function boundDepth(value: unknown, maxDepth: number): unknown {
  return isDeeperThan(value, maxDepth) ? cut(value, maxDepth, new Set()) : value;
}

/** Recursion ends with the levels. */
function cut(value: unknown, levels: number, around: Set<object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (around.has(value)) throw new TypeError("a value that contains itself is no JSON");
  if (levels === 0) return LEFT_OUT;
  around.add(value);
  const copy = Array.isArray(value)
    ? value.map((item) => cut(item, levels - 1, around))
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cut(item, levels - 1, around)]));
  around.delete(value);
  return copy;
}
