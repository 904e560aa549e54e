/** Size of a JSON value, as far as it was measured. */
export interface JsonSize {
  /** Whether it has more levels of arrays and objects than allowed; nothing below them was measured. */
  readonly isTooDeep: boolean;
  /** Number of values and names in it, long texts counted once more for every 256 characters. */
  readonly weight: number;
}

const UNITS_OF_WEIGHT = 256;

/**
 * Measures a JSON value from outside. Never recurses, so that no nesting overflows the stack, and stops at
 * the first value that is nested deeper than `maxDepth` levels.
 */
export function measureJson(value: unknown, maxDepth: number): JsonSize {
  const open: object[] = [];
  // Levels that are left for each of the open values.
  const levels: number[] = [];
  let weight = 0;
  const add = (member: unknown, left: number): void => {
    weight += 1 + textWeight(member);
    if (typeof member !== "object" || member === null) return;
    open.push(member);
    levels.push(left);
  };
  add(value, maxDepth);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const left = levels.pop() ?? 0;
    if (left === 0) return { isTooDeep: true, weight };
    if (Array.isArray(next)) {
      for (const item of next) add(item, left - 1);
      continue;
    }
    for (const [name, item] of Object.entries(next)) {
      weight += textWeight(name);
      add(item, left - 1);
    }
  }
  return { isTooDeep: false, weight };
}

/** Whether a JSON value has more levels of arrays and objects than that. Never recurses. */
export function isDeeperThan(value: unknown, maxDepth: number): boolean {
  return typeof value === "object" && value !== null && measureJson(value, maxDepth).isTooDeep;
}

function textWeight(value: unknown): number {
  return typeof value === "string" ? Math.floor(value.length / UNITS_OF_WEIGHT) : 0;
}
