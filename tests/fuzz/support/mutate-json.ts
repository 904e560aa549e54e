import type { Random } from "../../chaos/support/random.ts";

/** A JSON value that a test makes odd. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const NAMES = [
  "type",
  "text",
  "name",
  "tools",
  "content",
  "__proto__",
  "constructor",
  "toString",
  "",
  "\ud800",
  "then",
] as const;

/** A value of another kind than anybody expects. */
function oddValue(random: Random): Json {
  switch (random.between(0, 15)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, -1, 3.5, 1e308, -0.1, 2 ** 53, 1e21]);
    case 3:
      return "";
    case 4:
      return random.pick([
        "\ud83d",
        "\udc00x",
        "a\u0000b",
        "\u001b[2J",
        "\u202e",
        "true",
        "null",
        "[object Object]",
      ]);
    case 5:
      return "x".repeat(random.pick([100, 5_000, 60_000]));
    case 6:
      return [];
    case 7:
      return {};
    case 8:
      return nested(random.pick([3, 120, 3_000]), random.chance(0.5));
    case 9:
      return Object.fromEntries([[random.pick(NAMES), 1]]);
    case 10:
      return [null, 1, "two", [], {}];
    case 11:
      return Array.from({ length: random.pick([10, 1_000]) }, (_, n) => n);
    case 12:
      return {
        type: random.pick(["text", "image", "audio", "resource", "resource_link", "video", "object"]),
      };
    case 13:
      return {
        type: "object",
        properties: { a: { pattern: random.pick(["^(a+)+$", "(", "\\p{Foo}", "(?<!x)"]) } },
      };
    case 14:
      return { $ref: random.pick(["#", "#/$defs/Gone", "http://127.0.0.1:1/x", "__proto__"]) };
    default:
      return random.pick(["data:image/png;base64,AAAA", "data:,%41", "data:", "not base64!"]);
  }
}

function nested(depth: number, isList: boolean): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { properties: value };
  return value;
}

/** The value with some of its places changed; the value itself is kept. */
export function mutateJson(value: Json, random: Random): Json {
  let mutated = structuredClone(value);
  for (let count = random.between(1, 4); count > 0; count -= 1) mutated = mutateOnce(mutated, random);
  return mutated;
}

/** Changes one place, which is the deeper the likelier it is to be one of many. */
function mutateOnce(value: Json, random: Random): Json {
  const names = isContainer(value) ? Object.keys(value) : [];
  const [first, ...others] = names;
  if (!isContainer(value) || first === undefined || random.chance(0.15)) return changed(value, random);
  const name = random.pick([first, ...others]);
  const holder = value as Record<string, Json>;
  if (random.chance(0.12)) {
    delete holder[name];
    return Array.isArray(value) ? value.filter((item) => item !== undefined) : value;
  }
  if (!Array.isArray(value) && random.chance(0.08)) {
    Object.defineProperty(value, random.pick(NAMES), {
      value: oddValue(random),
      enumerable: true,
      writable: true,
      configurable: true,
    });
    return value;
  }
  holder[name] = mutateOnce(holder[name] ?? null, random);
  return value;
}

function changed(value: Json, random: Random): Json {
  switch (random.between(0, 4)) {
    case 0:
      return [value];
    case 1:
      return { value };
    case 2:
      return isContainer(value) || typeof value === "boolean" || value === null
        ? oddValue(random)
        : String(value);
    default:
      return oddValue(random);
  }
}

function isContainer(value: Json): value is Json[] | { [name: string]: Json } {
  return typeof value === "object" && value !== null;
}
