import type { Random } from "../../chaos/support/random.ts";
import { resolve, type Schema } from "./contract-document.ts";
import { type Draft, drawOdd, isList } from "./json-text.ts";

/** Values that exist on the server, so that what is asked for is found now and then. */
export type KnownIds = { readonly [field: string]: readonly string[] };

/** Path of a value inside another: names and indices from the outside in. */
export type Path = readonly (string | number)[];

const kinds = ["ai_interaction", "planning", "code_generation", "validation", "no_op"] as const;

/** Params as a message declares them, with some of the optional fields, or with all of them. */
export function drawParams(
  random: Random,
  message: string,
  { known, isWhole = false }: { readonly known: KnownIds; readonly isWhole?: boolean },
): Draft {
  return new ParamsDraw(random, known, isWhole).draw("", resolve(message));
}

class ParamsDraw {
  readonly #random: Random;
  readonly #known: KnownIds;
  readonly #isWhole: boolean;

  constructor(random: Random, known: KnownIds, isWhole: boolean) {
    this.#random = random;
    this.#known = known;
    this.#isWhole = isWhole;
  }

  draw(field: string, reference: Schema): Draft {
    const schema = resolve(reference);
    if (schema.oneOf !== undefined) return this.#pick(schema.oneOf.map((choice) => choice.const));
    switch (schema.type) {
      case "string":
        return this.#string(field, schema);
      case "integer":
      case "number":
        return this.#number(schema);
      case "boolean":
        return this.#random.chance(0.5);
      case "array":
        return this.#list(field, schema);
      case "object":
        return schema.properties === undefined ? this.#map(schema) : this.#object(schema);
      default:
        return this.#isWhole ? { any: ["thing"] } : drawOdd(this.#random);
    }
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#random.between(0, choices.length - 1)] as T;
  }

  #string(field: string, { minLength = 0, maxLength = 40 }: Schema): string {
    const known = this.#known[field] ?? [];
    if (known.length > 0 && this.#random.chance(0.8)) return this.#pick(known);
    if (field === "kind") return this.#pick(kinds);
    // Few names, so that the same one comes again: keys are used twice, tasks depend on each other.
    if (maxLength <= 256 && this.#random.chance(0.5)) return `n${this.#random.between(1, 20)}`;
    const length = this.#random.between(minLength, Math.min(maxLength, this.#random.pick([1, 8, 40, 200])));
    return Array.from({ length }, () => this.#pick(["a", "b ", "é", "\ud83d", "\u0000", "\n", "{", '"']))
      .join("")
      .slice(0, Math.max(minLength, length));
  }

  #number({ minimum = -1_000, maximum = 1_000 }: Schema): number {
    return this.#pick([minimum, maximum, this.#random.between(minimum, Math.min(maximum, minimum + 20))]);
  }

  #list(field: string, { items = {}, minItems = 0, maxItems = 3 }: Schema): readonly Draft[] {
    const least = this.#isWhole ? Math.max(minItems, 1) : minItems;
    const length = this.#random.between(least, this.#isWhole ? least : Math.min(maxItems, 3));
    return Array.from({ length }, () => this.draw(field, items));
  }

  #map({ additionalProperties = {} }: Schema): Draft {
    const names = this.#isWhole
      ? ["entry"]
      : this.#pick([[], ["a"], ["__proto__", "constructor"], ["n1", ""]]);
    return objectOf(names.map((name) => [name, this.draw("", additionalProperties)]));
  }

  #object({ properties = {}, required = [] }: Schema): Draft {
    const fields = Object.entries(properties).filter(
      ([name]) => this.#isWhole || required.includes(name) || this.#random.chance(0.4),
    );
    return objectOf(fields.map(([name, schema]) => [name, this.draw(name, schema)]));
  }
}

/** Every place in a value, its own first. */
export function pathsOf(draft: Draft): Path[] {
  const members = membersOf(draft);
  return [[], ...members.flatMap(([name, member]) => pathsOf(member).map((path) => [name, ...path]))];
}

/** The same value with another one at a place; without one there, undefined takes the place away. */
export function replaced(draft: Draft, [name, ...rest]: Path, by: Draft | undefined): Draft {
  if (name === undefined) return by ?? null;
  const members = membersOf(draft).flatMap(([each, member]): [string | number, Draft][] => {
    if (each !== name) return [[each, member]];
    if (rest.length === 0) return by === undefined ? [] : [[each, by]];
    return [[each, replaced(member, rest, by)]];
  });
  return isList(draft) ? members.map(([, member]) => member) : objectOf(members);
}

function membersOf(draft: Draft): [string | number, Draft][] {
  if (typeof draft !== "object" || draft === null) return [];
  return isList(draft) ? draft.map((member, index) => [index, member]) : Object.entries(draft);
}

/** Unlike a literal, it can have a member with the name `__proto__`. */
function objectOf(members: readonly (readonly [string | number, Draft])[]): Draft {
  return Object.fromEntries(members);
}
