import type { Validator } from "@aiwhisperer/protocol";

/** Faulty parts that are removed one by one; beyond that, whole fields are. */
const maxParts = 200;

/** Maximum number of removed fields: more than a message has. */
const maxFields = 64;

/**
 * Returns a copy of an invalid value without its faulty optional parts, each as small as the declaration
 * permits. Undefined if a required part is missing. The given value is not changed.
 */
export function salvage<T>(declared: Validator<T>, value: unknown): T | undefined {
  let rest = value;
  for (let removals = 0; removals < maxParts + maxFields && rest !== undefined; removals++) {
    if (declared.is(rest)) return rest;
    const [fault] = declared.faults(rest);
    const path = parsePointer(fault?.path ?? "");
    rest = without(rest, removals < maxParts ? path : path.slice(0, 1));
  }
  return undefined;
}

/**
 * A path to nothing means that a required part is missing; then its parent is removed. Undefined means that
 * the value itself is removed.
 */
function without(value: unknown, [key, ...keys]: readonly string[]): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return undefined;
  const part = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  if (part === undefined) return undefined;
  const rest = without(part, keys);
  if (!Array.isArray(value)) return Object.fromEntries(replaceEntry(value, key, rest));
  return rest === undefined ? value.toSpliced(Number(key), 1) : value.with(Number(key), rest);
}

function replaceEntry(value: object, key: string, part: unknown): (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([name, known]) => {
    if (name !== key) return [[name, known]];
    return part === undefined ? [] : [[name, part]];
  });
}

function parsePointer(path: string): readonly string[] {
  return path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
