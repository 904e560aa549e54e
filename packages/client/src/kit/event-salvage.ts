import type { Validator } from "@aiwhisperer/protocol";

/** How many faulty parts are removed one by one; of a value with more, whole fields are. */
const maxParts = 200;

/** How many fields are removed at most. More than a message has. */
const maxFields = 64;

/**
 * What can be used of a value that breaks its declaration: the same without its faulty optional parts, each as small as the declaration permits.
 * Undefined where the value itself lacks something that is required. The given value is not changed.
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

/** Where the path ends in nothing, a required part is missing, and what lacks it is removed; undefined is the removal of the value itself. */
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
