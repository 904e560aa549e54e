import { isDeeperThan } from "./measure-json.ts";

/** Replaces what is nested too deep. */
const LEFT_OUT = "[left out: nested too deep]";

/**
 * A JSON value with at most `maxDepth` levels of arrays and objects: the value itself where it has no more, else a copy in which a short text
 * stands for everything below.
 */
export function boundDepth(value: unknown, maxDepth: number): unknown {
  return isDeeperThan(value, maxDepth) ? cut(value, maxDepth) : value;
}

/** Recursion ends with the levels. */
function cut(value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return LEFT_OUT;
  if (Array.isArray(value)) return value.map((item) => cut(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cut(item, levels - 1)]));
}
