/** Size of a JSON value, as far as it was measured. */
export interface JsonSize {
  /** Whether it has more levels of arrays and objects than allowed; nothing below them was measured. */
  readonly isTooDeep: boolean;
  /** Number of values and names in it, long texts counted once more for every 256 characters. */
  readonly weight: number;
}

const UNITS_OF_WEIGHT = 256;

/** A value that waits to be measured, and the levels that are left for it. */
interface Pending {
  readonly value: unknown;
  readonly levels: number;
}

/**
 * Measures a JSON value from outside. Never recurses, so that no nesting overflows the stack, and stops at the first value that is nested
 * deeper than `maxDepth` levels.
 */
export function measureJson(value: unknown, maxDepth: number): JsonSize {
  const pending: Pending[] = [{ value, levels: maxDepth }];
  let weight = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    weight += 1 + textWeight(next.value);
    if (typeof next.value !== "object" || next.value === null) continue;
    if (next.levels === 0) return { isTooDeep: true, weight };
    const levels = next.levels - 1;
    if (Array.isArray(next.value)) {
      for (const item of next.value) pending.push({ value: item, levels });
      continue;
    }
    for (const [name, item] of Object.entries(next.value)) {
      weight += textWeight(name);
      pending.push({ value: item, levels });
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
